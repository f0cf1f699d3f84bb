"""Routes that learn to build their addresses when one is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class Route(Rule):
    """Werkzeug compiles two functions for each route as the application starts, a tenth of its start.

    A page builds addresses to a few routes, and for most of them only in one of the two ways.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: Callable[..., tuple[str, str]] | None = None

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            nonlocal compiled
            if compiled is None:
                compiled = super(Route, self)._compile_builder(append_unknown)
            return compiled(rule, **values)

        return build
