"""Settings are read once, and a wrong one is named."""

from pathlib import Path

import pytest

from readiness.settings import SettingError, Settings, load

pytestmark = pytest.mark.once


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load({})
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/readiness.db"
    assert settings.public_url == "http://127.0.0.1:8321"
    assert (settings.public_host, settings.is_https) == ("127.0.0.1:8321", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READINESS_PORT", "http"),
        ("READINESS_PORT", "70000"),
        ("READINESS_PORT", "²"),
        ("READINESS_PROXIES", "-1"),
        ("READINESS_SECRET_KEY", "short"),
        ("READINESS_SIGN_IN_DAYS", "0"),
        ("PUBLIC_URL", "readiness.example.com"),
        ("PUBLIC_URL", "https://example.com/readiness"),
        ("PUBLIC_URL", "https://somebody@example.com"),
        ("PUBLIC_URL", "ftp://example.com"),
        ("PUBLIC_URL", "https://example.com:port"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"^{name} must [^.]*(\\.[^ ][^.]*)*\\.$"):
        load({name: value})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://Readiness.example.com/", "https://readiness.example.com"),
        ("https://readiness.example.com:443", "https://readiness.example.com"),
        ("http://10.0.0.5:8080", "http://10.0.0.5:8080"),
    ],
)
def test_the_public_address_is_spelled_as_browsers_do(given: str, address: str) -> None:
    assert load({"PUBLIC_URL": given}).public_url == address


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "database"
    file.write_text("postgresql://readiness@db/readiness\n")
    found = load({"DATABASE_URL_FILE": str(file)})
    assert found.database_url == "postgresql://readiness@db/readiness"


def test_a_secret_is_not_in_two_places(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="not both"):
        load({"DATABASE_URL": "sqlite://", "DATABASE_URL_FILE": str(tmp_path / "database")})


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SettingError, match="DATABASE_URL_FILE cannot be read: /nowhere"):
        load({"DATABASE_URL_FILE": "/nowhere"})


def test_secrets_are_not_printed() -> None:
    shown = repr(Settings(secret_key="s" * 40, database_url="postgresql://a:secret@b/c"))
    assert "ssss" not in shown
    assert "secret@" not in shown
