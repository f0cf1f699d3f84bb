"""Every setting once: its name, type, default and meaning. Read from the environment, then frozen."""

# ruff: noqa: RUF009 - what _setting returns is a field
from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

_BARE_ADDRESS = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?/?")

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}")


class SettingError(Exception):
    """A setting cannot be used; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one field of `Settings` is found. A secret may also be in a file, named by `<name>_FILE`."""

    name: str
    default: str
    read: Callable[[str], object]
    meaning: str
    is_secret: bool


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return read


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _optional_folder(text: str) -> Path | None:
    return _folder(text) if text else None


def _address(text: str) -> str:
    """Return scheme, host and port, spelled as a browser spells them; nothing stays nothing."""
    parts = urlsplit(text)
    found = _BARE_ADDRESS.fullmatch(text.lower())
    if text and not found:
        raise ValueError("must be like https://readiness.example.com, without a path")
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, ":")
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}" if text else ""


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return read


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())
    except ValueError as fault:
        raise ValueError("must be networks like 10.20.0.0/16, with commas between them") from fault


def _mail_address(text: str) -> str:
    if text and not _MAIL_ADDRESS.fullmatch(text):
        raise ValueError("must be like readiness@example.com")
    return text


def _secret(text: str) -> str:
    if text and len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


def _setting(
    name: str,
    default: str,
    meaning: str,
    *,
    read: Callable[[str], object] = str,
    is_secret: bool = False,
) -> Any:
    setting = Setting(name, default, read, meaning, is_secret)
    return field(
        default_factory=lambda: read(default), metadata={"setting": setting}, repr=not is_secret
    )


def _number(name: str, default: str, meaning: str, least: int, most: int) -> Any:
    return _setting(name, default, meaning, read=_whole(least, most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    instance: Path = _setting(
        "READINESS_INSTANCE",
        "instance",
        "The folder for this installation's database and keys.",
        read=_folder,
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "The database; empty is SQLite in the instance folder.",
        is_secret=True,
    )
    checklists: Path | None = _setting(
        "READINESS_CHECKLISTS",
        "",
        "The folder of checklists that are taken in at the start; empty is the shipped ones.",
        read=_optional_folder,
    )
    host: str = _setting(
        "READINESS_HOST", "127.0.0.1", "The network address that the server listens on."
    )
    port: int = _number("READINESS_PORT", "8321", "The port that the server listens on.", 1, 65535)
    public_url: str = _setting(
        "PUBLIC_URL",
        "",
        "The address that people open; every link starts with it. Empty is this machine only.",
        read=_address,
    )
    proxies: int = _number(
        "READINESS_PROXIES",
        "0",
        "How many proxies stand in front and set X-Forwarded headers.",
        0,
        10,
    )
    secret_key: str = _setting(
        "READINESS_SECRET_KEY",
        "",
        "Signs cookies; empty is a key file in the instance folder, made at the first start.",
        read=_secret,
        is_secret=True,
    )
    sign_in_days: int = _number(
        "READINESS_SIGN_IN_DAYS", "14", "After how many days a person must sign in again.", 1, 90
    )
    password_memory: int = _number(
        "READINESS_PASSWORD_MEMORY",
        "65536",
        "How much memory, in KiB, checking a password takes.",
        8,
        4_194_304,
    )
    password_rounds: int = _number(
        "READINESS_PASSWORD_ROUNDS", "3", "How many rounds checking a password takes.", 1, 100
    )
    outside_networks: tuple[Network, ...] = _setting(
        "READINESS_OUTSIDE_NETWORKS",
        "",
        "Inner networks that connections may lead to, as in 10.20.0.0/16, 192.168.7.0/24.",
        read=_networks,
    )
    verdict_minutes: int = _number(
        "READINESS_VERDICT_MINUTES",
        "5",
        "For how many minutes a signed verdict that lets through counts.",
        5,
        1440,
    )
    mail_host: str = _setting(
        "READINESS_MAIL_HOST", "", "The mail server (SMTP); without one no mail is sent."
    )
    mail_port: int = _setting(
        "READINESS_MAIL_PORT", "587", "The port of the mail server.", read=_whole(1, 65535)
    )
    mail_security: str = _setting(
        "READINESS_MAIL_SECURITY",
        "starttls",
        "How the way to the mail server is protected: starttls, tls or none.",
        read=_one_of("starttls", "tls", "none"),
    )
    mail_user: str = _setting(
        "READINESS_MAIL_USER", "", "Who signs in to the mail server; empty signs nobody in."
    )
    mail_password: str = _setting(
        "READINESS_MAIL_PASSWORD", "", "The password of that user.", is_secret=True
    )
    mail_from: str = _setting(
        "READINESS_MAIL_FROM",
        "",
        "The address that mails come from, as in readiness@example.com.",
        read=_mail_address,
    )
    mail_timeout: int = _number(
        "READINESS_MAIL_TIMEOUT",
        "20",
        "After how many seconds of silence a mail server is given up for now.",
        1,
        40,
    )

    file_megabytes: int = _number(
        "READINESS_FILE_MEGABYTES", "10", "How large a file behind an answer may be, in MB.", 1, 100
    )
    review_megabytes: int = _number(
        "READINESS_REVIEW_MEGABYTES",
        "500",
        "How much all files of one review may take, in MB.",
        1,
        100_000,
    )
    picture_megapixels: int = _number(
        "READINESS_PICTURE_MEGAPIXELS", "40", "How many million pixels a picture may have.", 1, 100
    )
    upload_seconds: int = _number(
        "READINESS_UPLOAD_SECONDS",
        "60",
        "After how many seconds an upload that has not arrived is given up.",
        5,
        600,
    )
    bucket: str = _setting(
        "READINESS_BUCKET",
        "",
        "The S3 bucket that keeps files; empty is a folder in the instance folder.",
    )
    bucket_endpoint: str = _setting(
        "READINESS_BUCKET_ENDPOINT",
        "",
        "The address of the S3 server; empty is Amazon's for the region.",
        read=_address,
    )
    bucket_region: str = _setting(
        "READINESS_BUCKET_REGION", "us-east-1", "The region that the bucket is in."
    )
    bucket_key: str = _setting(
        "READINESS_BUCKET_KEY", "", "The id of the key to the bucket.", is_secret=True
    )
    bucket_secret: str = _setting(
        "READINESS_BUCKET_SECRET", "", "The secret of the key to the bucket.", is_secret=True
    )

    def __post_init__(self) -> None:
        """Fill in the defaults that follow from other settings."""
        if not self.database_url:
            address = f"sqlite:///{self.instance / 'readiness.db'}"
            object.__setattr__(self, "database_url", address)
        if not self.public_url:
            object.__setattr__(self, "public_url", f"http://127.0.0.1:{self.port}")
        if self.mail_host and not self.mail_from:
            raise SettingError("Set READINESS_MAIL_FROM too: READINESS_MAIL_HOST is set.")

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Return the one Host header that is answered."""
        return urlsplit(self.public_url).netloc


def known() -> Mapping[str, Setting]:
    """Return each setting by the name of its field."""
    return {each.name: each.metadata["setting"] for each in fields(Settings)}


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings, or raise SettingError with a sentence that names the one at fault."""
    given = os.environ if environment is None else environment
    return Settings(**{name: _value(setting, given) for name, setting in known().items()})


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    text = given.get(setting.name, "").strip()
    if setting.is_secret and given.get(f"{setting.name}_FILE"):
        if text:
            raise SettingError(f"Set either {setting.name} or {setting.name}_FILE, not both.")
        text = _content(setting.name, given[f"{setting.name}_FILE"])
    try:
        return setting.read(text or setting.default)
    except ValueError as fault:
        raise SettingError(f"{setting.name} {fault}.") from fault


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingError(f"{name}_FILE cannot be read: {path}.") from fault
