"""A key file is made once and is nobody else's."""

from pathlib import Path

from readiness.adapters import keys


def test_the_key_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "secret.key"
    made = keys.kept_key(path)
    assert len(made) >= 43
    assert keys.kept_key(path) == made


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    keys.kept_key(tmp_path / "secret.key")
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["secret.key"]


def test_of_two_who_make_it_at_once_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    keys._make(path)
    first = path.read_text()
    keys._make(path)
    assert path.read_text() == first
    assert len(list(tmp_path.iterdir())) == 1
