"""Files behind answers: taken with the form, read below their review, and never run in a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from readiness.cli.file_jobs import check_files
from readiness.core.files import Limits
from readiness.core.rights import Actor
from readiness.settings import Settings
from readiness.usecases import dossiers
from tests.client import Client, Page
from tests.factories.jobs import work_off
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.uploads import png, sent, sha256
from tests.web.conftest import Desk

QUESTION = "compliance.duties"
PICTURE = png()


def evidence(desk: Desk) -> list[dict[str, object]]:
    with desk.database.reading() as session:
        found = dossiers.load(session, desk.review, now=desk.now).answer(QUESTION)
        return list(found.evidence) if found else []


def add(desk: Desk, *files: tuple[bytes, str], **typed: object) -> None:
    given = {"files": [sent(*each) for each in files], **typed}
    assert desk.form(QUESTION, "evidence").send(given).status_code == 302


def thumbnails(page: Page) -> list[Any]:
    return [each for each in page.tree.iter("img") if each.get("class") == "thumbnail"][:1]


def path_of(desk: Desk, content: bytes) -> str:
    return f"/reviews/{desk.review}/files/{sha256(content)}"


def stored(tmp_path: Path, content: bytes) -> Path:
    digest = sha256(content)
    return tmp_path / "files" / digest[:2] / digest


def test_a_file_is_kept_by_what_is_in_it(desk: Desk, tmp_path: Path) -> None:
    add(desk, (PICTURE, "Screen shot.png"), description="The graph", dated="2026-11-20")
    assert evidence(desk) == [
        {
            "description": "The graph",
            "file": sha256(PICTURE),
            "name": "Screen shot.png",
            "added": "2026-11-23",
            "dated": "2026-11-20",
        }
    ]
    kept = stored(tmp_path, PICTURE)
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (PICTURE, 0o600)
    assert "PNG picture, 3 × 2" in desk.area(QUESTION).text


def test_several_files_are_a_piece_each_and_called_by_their_names(desk: Desk) -> None:
    add(desk, (b"one", "a.txt"), (b"two", "b.txt"))
    assert [each["description"] for each in evidence(desk)] == ["a.txt", "b.txt"]


def test_a_link_without_a_copy_is_marked_and_one_may_be_kept(desk: Desk) -> None:
    link = {"url": "https://wiki.example.com/duties", "description": "The list of duties"}
    add(desk, **link)
    assert "No copy kept" in desk.area(QUESTION).text
    add(desk, (b"%PDF-1.7 the list", "duties.pdf"), **link)
    shown = desk.area(QUESTION).text.partition("History of the answer")[0]
    assert "No copy kept" not in shown
    assert "Kept copy" in shown
    assert len(evidence(desk)) == 1


def test_what_is_replaced_stays_in_the_history(desk: Desk) -> None:
    add(desk, (b"old", "old.txt"), description="The drill")
    offer = next(link for link in desk.area(QUESTION).links() if "/evidence?" in link)
    form = desk.browser.page(offer).form(action="/evidence")
    answer = form.send(files=sent(b"new", "new.txt"))
    page = desk.browser.follow(answer)
    assert [each["name"] for each in evidence(desk)] == ["new.txt"]
    assert desk.browser.get(path_of(desk, b"old")).data == b"old"
    history = page.text.partition("History of the answer")[2]
    assert "old.txt" in history


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PICTURE, "graph.png", "image/png"),
        (b"<script>alert(1)</script>", "graph.png", "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg", "text/plain"),
        (b"GIF89a\x00\x00\x00\x00<html>", "a.gif", "application/octet-stream"),
        (b"PK\x03\x04" + b"\0" * 40, "a.png", "application/zip"),
        (b"%PDF-1.7\n<script>", "a.html", "application/pdf"),
        (b"MZ\x90\0", "a.txt", "application/octet-stream"),
    ],
)
def test_a_download_is_what_its_content_is_and_cannot_run(
    desk: Desk, content: bytes, name: str, media_type: str
) -> None:
    add(desk, (content, name))
    answer = desk.browser.get(path_of(desk, content))
    assert (answer.data, answer.mimetype) == (content, media_type)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_file_is_found_only_below_a_review_that_it_was_uploaded_to(
    desk: Desk, signed_in: Callable[[Actor], Client], people: People
) -> None:
    add(desk, (b"secret", "a.txt"))
    other = start_review(desk.database, people, now=desk.now, environment="staging")
    digest = sha256(b"secret")
    assert desk.browser.get(f"/reviews/{other}/files/{digest}").status_code == 404
    assert desk.browser.get(f"/reviews/{desk.review}/files/{'0' * 64}").status_code == 404
    assert desk.browser.get(f"/reviews/{desk.review}/files/{digest}/thumbnail").status_code == 404


def test_a_damaged_or_lost_file_is_never_given_away(desk: Desk, tmp_path: Path) -> None:
    add(desk, (b"as it was", "a.txt"))
    kept = stored(tmp_path, b"as it was")
    kept.write_bytes(b"as it is!")
    page = desk.browser.page(path_of(desk, b"as it was"), 500)
    assert "This file is damaged" in page.text
    kept.unlink()
    assert "This file is lost" in desk.browser.page(path_of(desk, b"as it was"), 500).text
    add(desk, (b"as it was", "a.txt"), description="Once more")
    assert desk.browser.get(path_of(desk, b"as it was")).data == b"as it was"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([(b"", "a.txt")], "“a.txt” is empty."),
        ([(b"x" * 1001, "a.txt")], "A file may have at most 1 kB."),
        ([(png(50_000, 50_000), "a.png")], "is a picture of 50,000 by 50,000 pixels"),
        ([(bytes([n]), f"{n}.txt") for n in range(6)], "At most 5 files are taken at once."),
        ([(bytes([n]) * 900, f"{n}.txt") for n in range(3)], "may take 2 kB, and 2 kB are left."),
    ],
)
def test_what_is_too_much_is_refused_with_what_was_typed(
    desk: Desk, files: list[tuple[bytes, str]], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limits(file_bytes=1000, review_bytes=2000)
    for module in ("uploads", "received"):
        monkeypatch.setattr(f"readiness.web.{module}.limits", lambda: small)
    typed = {"files": [sent(*each) for each in files], "description": "What it shows"}
    page = desk.browser.read(desk.form(QUESTION, "evidence").send(typed), 422)
    assert sentence in page.text
    assert page.form(action=f"/{QUESTION}/evidence").values["description"] == "What it shows"
    assert evidence(desk) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"url": "ftp://wiki.example.com", "description": "It"}, "Evidence is a link that starts"),
        ({"description": "x" * 301}, "Say in 1 to 300 characters"),
        ({"dated": "2090-01-01"}, "Evidence cannot be of a day to come."),
    ],
)
def test_no_bytes_are_kept_of_a_form_whose_words_are_refused(
    desk: Desk, tmp_path: Path, typed: dict[str, object], sentence: str
) -> None:
    given = {"files": sent(b"log", "a.txt"), **typed}
    page = desk.browser.read(desk.form(QUESTION, "evidence").send(given), 422)
    assert sentence in page.text
    assert not stored(tmp_path, b"log").exists()


def test_no_bytes_are_kept_of_the_twenty_first_piece(desk: Desk, tmp_path: Path) -> None:
    for n in range(0, 20, 5):
        add(desk, *((bytes([n + each]), f"{n + each}.txt") for each in range(5)))
    given = {"files": sent(b"log", "a.txt")}
    page = desk.browser.read(desk.form(QUESTION, "evidence").send(given), 422)
    assert "A question takes at most 20 pieces of evidence." in page.text
    assert not stored(tmp_path, b"log").exists()
    # In the place of another one it is taken.
    again = {**given, "files": sent(b"log", "a.txt"), "old_file": sha256(bytes([3]))}
    assert desk.form(QUESTION, "evidence").send(again).status_code == 302
    assert stored(tmp_path, b"log").exists()


def test_a_script_is_told_what_came_and_what_was_refused(desk: Desk) -> None:
    def send(content: bytes) -> dict[str, object]:
        form = desk.form(QUESTION, "evidence")
        data = {**form.values, "files": sent(content, "a.txt")}
        answer = desk.browser.post(form.action, data=data, headers={"Accept": "application/json"})
        return dict(json.loads(answer.data))

    added = send(b"log")
    assert (added["state"], added["base"]) == ("added", 1)
    assert "a.txt" in str(added["evidence"])
    assert send(b"")["state"] == "refused"


def test_the_same_form_with_another_file_is_a_new_one(desk: Desk) -> None:
    form = desk.form(QUESTION, "evidence")
    for content in (b"one", b"one", b"two"):
        data = {**form.values, "files": sent(content, "a.txt")}
        assert desk.browser.post(form.action, data=data).status_code == 302
    assert [each["file"] for each in evidence(desk)] == [sha256(b"one"), sha256(b"two")]


def test_nobody_else_attaches_or_keeps_anything(
    desk_of: Callable[[Actor], Desk], people: People, tmp_path: Path
) -> None:
    desk = desk_of(people.eve)
    answer = desk.post(QUESTION, "evidence", {"files": sent(b"log", "a.txt")})
    assert answer.status_code == 403
    assert not (tmp_path / "files").exists()


def test_a_picture_is_drawn_small_by_the_worker_and_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    content = png(1200, 600)
    add(desk, (content, "graph.png"))
    assert "The small picture is being made" in desk.area(QUESTION).text
    work_off(desk.database, desk.now)
    (image,) = thumbnails(desk.area(QUESTION))
    assert (image.get("width"), image.get("height")) == ("480", "240")
    small = desk.browser.get(image.get("src"))
    assert small.mimetype == "image/png"
    assert small.data.startswith(b"\x89PNG")
    assert small.data != content


def small_one(tmp_path: Path, desk: Desk) -> Path:
    """Return where the bytes of the small picture are kept."""
    (image,) = thumbnails(desk.area(QUESTION))
    return stored(tmp_path, desk.browser.get(image.get("src")).data)


@pytest.mark.parametrize("spoil", [lambda kept: kept.write_bytes(b"x"), lambda kept: kept.unlink()])
def test_a_small_picture_that_is_damaged_or_lost_is_drawn_anew(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    add(desk, (PICTURE, "graph.png"))
    work_off(desk.database, desk.now)
    kept = small_one(tmp_path, desk)
    as_it_was = kept.read_bytes()
    spoil(kept)
    (image,) = thumbnails(desk.area(QUESTION))
    assert desk.browser.get(image.get("src")).status_code == 500
    check_files(desk.database, Settings(instance=tmp_path), desk.now)
    assert desk.browser.get(image.get("src")).data == as_it_was


def test_a_picture_that_was_damaged_before_it_was_drawn_is_drawn_once_it_is_whole(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    add(desk, (PICTURE, "graph.png"))
    kept = stored(tmp_path, PICTURE)
    kept.write_bytes(b"x")
    work_off(desk.database, desk.now)
    for days, is_drawn in ((2, False), (4, True)):
        if is_drawn:
            kept.write_bytes(PICTURE)
        at = desk.now + timedelta(days=days)
        check_files(desk.database, Settings(instance=tmp_path), at)
        assert bool(thumbnails(desk.area(QUESTION))) is is_drawn


def test_what_only_looks_like_a_picture_is_a_download_and_nothing_more(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READINESS_INSTANCE", str(tmp_path))
    add(desk, (png()[:40] + b"<script>alert(1)</script>", "graph.png"))
    work_off(desk.database, desk.now)
    page = desk.area(QUESTION)
    assert thumbnails(page) == []
    assert "being made" not in page.text
