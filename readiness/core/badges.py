"""The verdict as a small picture for a README: one word, with a shape and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

#: By what a service's page calls it: the word, a shape for who sees no colours, and white's background.
LOOKS = {
    "approved": ("approved", "\u2713", "#1a7f37"),
    "blocked": ("blocked", "\u2717", "#b42318"),
    "not_enforced": ("not enforced", "\u25cb", "#7a5200"),
    "unknown": ("unknown", "?", "#555f6e"),
}
LABEL = "launch"
#: Of Verdana at 11 pixels, which is what these pictures are written in everywhere.
LETTER, EDGE, HEIGHT = 7, 6, 20


@dataclass(frozen=True, slots=True)
class Badge:
    service: str
    environment: str
    kind: str

    @property
    def word(self) -> str:
        return LOOKS[self.kind][0]


def document(badge: Badge) -> dict[str, object]:
    """Return it as https://shields.io/badges/endpoint-badge reads it, and for whoever draws their own."""
    return {
        "schemaVersion": 1,
        "label": f"{badge.service} {badge.environment}",
        "message": badge.word,
        "color": LOOKS[badge.kind][2],
        "service": badge.service,
        "environment": badge.environment,
    }


def svg(badge: Badge) -> str:
    """Return a picture without a style or script, so that the strictest policy shows it."""
    word, shape, colour = LOOKS[badge.kind]
    left, right = f"{LABEL} {badge.environment}", f"{shape} {word}"
    split, end = _width(left), _width(left) + _width(right)
    told = escape(f"{badge.service}, {badge.environment}: {word}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{end}" height="{HEIGHT}" role="img"'
        f' aria-label="{told}"><title>{told}</title>'
        f'<rect width="{split}" height="{HEIGHT}" fill="#414954"/>'
        f'<rect x="{split}" width="{end - split}" height="{HEIGHT}" fill="{colour}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{_words(left, 0)}{_words(right, split)}</g></svg>\n"
    )


def _width(words: str) -> int:
    return len(words) * LETTER + 2 * EDGE


def _words(words: str, start: int) -> str:
    length = len(words) * LETTER
    return f'<text x="{start + EDGE}" y="14" textLength="{length}">{escape(words)}</text>'
