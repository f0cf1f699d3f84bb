"""Routes that learn to build their addresses when one is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from werkzeug.routing import Rule


class Route(Rule):
    """Werkzeug compiles two functions for each route as the application starts, a tenth of its start.

    A page builds addresses to a few routes, and for most of them only in one of the two ways.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        @cache
        def compiled() -> Callable[..., tuple[str, str]]:
            return super(Route, self)._compile_builder(append_unknown)

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build
