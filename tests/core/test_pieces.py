"""What a piece of evidence is, and which takes the place of which."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.core.errors import BadInput
from readiness.core.files import Kept
from readiness.core.pieces import Names, Typed, all_said, differences, joined, make

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
LOG = Kept("a" * 64, "log.txt", 3, "text/plain")
GRAPH = Kept("b" * 64, "graph.png", 9, "image/png", 3, 3)
URL = "https://wiki.example.com"
LINK: dict[str, object] = {"url": URL, "description": "The list"}
OTHER = LINK | {"description": "Board B"}
COPIED = LINK | {"file": LOG.sha256, "name": LOG.name}


def piece(file: Kept, description: str = "") -> dict[str, object]:
    return {"description": description or file.name, "file": file.sha256, "name": file.name}


@pytest.mark.parametrize(
    ("typed", "files", "pieces"),
    [
        (Typed(URL, "The list"), [], [LINK]),
        (Typed(URL, "The list"), [LOG], [LINK | {"file": LOG.sha256, "name": LOG.name}]),
        (Typed(description="Both"), [LOG, GRAPH], [piece(LOG, "Both"), piece(GRAPH, "Both")]),
        (Typed(), [LOG], [piece(LOG)]),
        (
            Typed(URL, "The list", "2026-11-20", "2026-12-01"),
            [],
            [LINK | {"dated": "2026-11-20", "until": "2026-12-01"}],
        ),
    ],
)
def test_what_was_typed_and_sent_makes_pieces(
    typed: Typed, files: list[Kept], pieces: list[dict[str, object]]
) -> None:
    made = make(typed, files, TODAY)
    assert all_said(made) == pieces
    assert {each["added"] for each in made} == {"2026-11-23"}


@pytest.mark.parametrize(
    ("typed", "files", "field"),
    [
        (Typed(), [], "url"),
        (Typed("ftp://x", "It"), [], "url"),
        (Typed(URL, "It"), [LOG, GRAPH], "url"),
        (Typed(URL, ""), [LOG], "description"),
        (Typed(description="x" * 301), [LOG], "description"),
        (Typed(URL, "It", "tomorrow"), [], "dated"),
        (Typed(URL, "It", "", "2026-11-23"), [], "until"),
        (Typed(URL, "It", "", "soon"), [], "until"),
    ],
)
def test_what_is_no_evidence_is_refused_at_its_field(
    typed: Typed, files: list[Kept], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        make(typed, files, TODAY)
    assert field in refused.value.faults


@pytest.mark.parametrize(
    ("known", "new", "replaces", "names"),
    [
        ([LINK], [piece(LOG)], None, ["The list", "log.txt"]),
        ([LINK, piece(LOG)], [piece(GRAPH)], Names(URL, ""), ["graph.png", "log.txt"]),
        ([piece(LOG), LINK], [piece(LOG, "Anew")], None, ["The list", "Anew"]),
        ([LINK], [LINK | {"file": "c" * 64, "name": "copy"}], None, ["The list"]),
        ([LINK, OTHER], [piece(LOG)], Names(URL, "", "Board B"), ["The list", "log.txt"]),
        (
            [LINK, OTHER],
            [piece(LOG)],
            Names(URL, "", "Board C"),
            ["The list", "Board B", "log.txt"],
        ),
        ([COPIED], [LINK], None, ["The list", "The list"]),
        ([LINK, OTHER], [COPIED], None, ["Board B", "The list"]),
        ([COPIED, LINK], [LINK], None, ["The list", "The list"]),
        ([LINK], [piece(LOG)], Names("https://gone.example.com", ""), ["The list", "log.txt"]),
    ],
)
def test_a_new_piece_joins_or_takes_the_place_of_another(
    known: list[dict[str, object]],
    new: list[dict[str, object]],
    replaces: Names | None,
    names: list[str],
) -> None:
    assert [each["description"] for each in joined(known, new, replaces)] == names


def test_what_came_and_went_is_told_whatever_the_day_it_was_added() -> None:
    before: list[dict[str, object]] = [LINK | {"added": "2026-11-01"}, piece(LOG)]
    now: list[dict[str, object]] = [LINK | {"added": "2026-11-23"}, piece(GRAPH)]
    assert differences(before, now) == ((piece(GRAPH),), (piece(LOG),))
