"""The texts of mails: each whole by itself, as text and as HTML, in which nothing typed does harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from readiness.adapters.mails import one_line

#: A summary has them in its headings, or right behind the sentence.
SAID_ELSEWHERE = ("Asked", "Service", "Review")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is told. `details` are labels with their texts, `link` is the whole address."""

    sentence: str
    details: Sequence[tuple[str, str]]
    link: str

    @property
    def asked(self) -> str:
        return dict(self.details).get("Asked", "")

    @property
    def about(self) -> Sequence[tuple[str, str]]:
        """Return of whom it is asked and where: what a summary says neither above it nor before."""
        return [each for each in self.details if each[0] not in SAID_ELSEWHERE]


@dataclass(frozen=True, slots=True)
class Group:
    """What a summary tells of one review, or of what belongs to none."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Foot:
    """Why it came, and the addresses that change that. `what` is what the first one switches off."""

    because: str
    what: str
    off: str
    everything_off: str
    choose: str


@dataclass(frozen=True, slots=True)
class Texts:
    subject: str
    text: str
    html: str


def of_one(entry: Entry, foot: Foot) -> Texts:
    subject = one_line(entry.sentence.rstrip("."))
    return _texts("notice", subject, groups=(Group("", (entry,)),), foot=foot)


def of_many(subject: str, groups: Sequence[Group], foot: Foot, more: int = 0) -> Texts:
    """Return a summary; of `more` things it says only how many they are."""
    return _texts("summary", one_line(subject), groups=groups, more=more, foot=foot)


def _texts(name: str, subject: str, *, groups: Sequence[Group], foot: Foot, more: int = 0) -> Texts:
    about = {"subject": subject, "groups": groups, "more": more, "foot": foot}
    text, html = (
        _environment().get_template(f"mail/{name}.{kind}").render(about) for kind in ("txt", "html")
    )
    return Texts(subject, text, html)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("readiness.templates", ""),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        finalize=_legible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legible(value: object) -> object:
    """Keep what somebody typed on its own line: no line of ours can be made to look like theirs."""
    return one_line(value, most=2000) if type(value) is str else value
