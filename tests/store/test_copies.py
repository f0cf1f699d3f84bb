"""A copy that is not a whole database is not taken for one."""

from pathlib import Path

import pytest

from readiness.store import copies
from readiness.store.copies import BrokenCopy
from readiness.store.engine import Database

pytestmark = pytest.mark.sqlite


def test_a_copy_with_a_damaged_page_or_that_is_none_is_broken(
    database: Database, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert copies.copy_sqlite(copies.file_of(database), copy).head.size >= 0
    whole = copy.read_bytes()
    told = set()
    for start in range(4096, 4096 * 20, 4096):
        copy.write_bytes(whole[:start] + b"\0" * 4096 + whole[start + 4096 :])
        with pytest.raises(BrokenCopy) as broken:
            copies.look_at(copy)
        told.add(str(broken.value).partition(":")[0])
    assert "The database is damaged" in told
    copy.write_text("What is this? " * 1000)
    with pytest.raises(BrokenCopy, match="cannot be read"):
        copies.look_at(copy)
