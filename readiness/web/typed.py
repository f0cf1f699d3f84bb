"""Requests whose texts hold no control characters, whichever field and page they come from."""

from __future__ import annotations

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from readiness.core.typed_texts import without_controls


class Typed(Request):
    """HTML may not hold them, and no keyboard types them: a page with one would be no valid page."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return _clean(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = _clean(self.__dict__["form"])


def _clean(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    if all(text.isprintable() for text in sent.values()):
        return sent
    pairs = ((name, without_controls(text)) for name, text in sent.items(multi=True))
    return ImmutableMultiDict(pairs)
