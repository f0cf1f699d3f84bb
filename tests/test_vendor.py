"""Every file that others wrote is listed, unchanged, and comes with its licence."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "readiness/web/static/vendor", ROOT / "tests/e2e/vendor")
FIELDS = {
    "name",
    "version",
    "file",
    "sha256",
    "licence",
    "licence_file",
    "licence_sha256",
    "source",
}


def listed(folder: Path) -> list[dict[str, str]]:
    files: list[dict[str, str]] = tomllib.loads((folder / "VENDOR.toml").read_text())["file"]
    return files


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-2])
def test_each_entry_says_where_it_comes_from(folder: Path) -> None:
    for entry in listed(folder):
        assert set(entry) == FIELDS, entry["file"]
        assert all(entry.values()), entry["file"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-2])
def test_the_files_are_what_was_listed(folder: Path) -> None:
    for entry in listed(folder):
        assert digest(folder / entry["file"]) == entry["sha256"], entry["file"]
        assert digest(folder / entry["licence_file"]) == entry["licence_sha256"], entry[
            "licence_file"
        ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-2])
def test_no_file_is_unlisted(folder: Path) -> None:
    entries = listed(folder)
    known = {"VENDOR.toml"} | {e["file"] for e in entries} | {e["licence_file"] for e in entries}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == known
