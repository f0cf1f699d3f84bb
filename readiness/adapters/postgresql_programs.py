"""PostgreSQL's own programs, which make and take in a copy of a whole database."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOW_TO_GET = (
    "Install PostgreSQL's client programs, of the server's release or a newer one"
    " (Debian: apt-get install postgresql-client), or run them yourself on another machine"
)


class ProgramFault(Exception):
    """A program is missing or failed; the sentence says what it said."""


def dump(address: str, to: Path, *, snapshot: str) -> None:
    """Copy the database as it is in the snapshot that another connection holds."""
    arguments = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}"]
    _run("pg_dump", [*arguments, f"--file={to}"], address)


def restore(address: str, source: Path) -> None:
    """Take in a copy as a whole, or nothing of it."""
    arguments = ["--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*arguments, str(source)], address)


def _run(name: str, arguments: list[str], address: str) -> None:
    program = shutil.which(name)
    if program is None:
        command = f"{name} {' '.join(arguments)} --dbname=postgresql://..."
        raise ProgramFault(f"{name} is missing. {HOW_TO_GET}: {command}")
    place, password = _without_password(address)
    # An argument could be read by everybody on the machine.
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    finished = subprocess.run(
        [program, *arguments, f"--dbname={place}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise ProgramFault(f"{name} failed: {finished.stderr.strip()}")


def _without_password(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    if not parts.password:
        return address, ""
    user, _, host = parts.netloc.rpartition("@")
    plain = parts._replace(netloc=f"{user.partition(':')[0]}@{host}")
    return plain.geturl(), unquote(parts.password)
