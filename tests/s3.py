"""OpenStack Swift as an S3 server on the loopback: a real one, of one disc, ended with the block.

It lives in an environment of its own, which `tools/setup --tests` makes: its packages are not ours.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

BIN = Path(os.environ.get("READINESS_TEST_SWIFT", ".venv-s3")) / "bin"
SECONDS = 60
KINDS = ("account", "container", "object")
USER, SECRET = "test:tester", "testing"

COMMON = """[swift-hash]
swift_hash_path_suffix = a
swift_hash_path_prefix = b
[storage-policy:0]
name = only
default = yes
"""
STORAGE = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}/discs
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors s3api tempauth proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""


@dataclass(frozen=True, slots=True)
class S3:
    address: str
    key: str = USER
    secret: str = SECRET


def is_here() -> bool:
    return (BIN / "swift-proxy-server").exists()


@contextmanager
def serving(folder: Path) -> Iterator[S3]:
    (folder / "discs" / "one").mkdir(parents=True)
    (folder / "swift.conf").write_text(COMMON)
    ports = {kind: _free_port() for kind in (*KINDS, "proxy")}
    with ExitStack() as until_done:
        for kind in KINDS:
            _ring(folder, kind, ports[kind])
            until_done.enter_context(_server(folder, kind, STORAGE, ports[kind]))
        until_done.enter_context(_server(folder, "proxy", PROXY, ports["proxy"]))
        for port in ports.values():
            _wait(port)
        yield S3(f"http://127.0.0.1:{ports['proxy']}")


def _ring(folder: Path, kind: str, port: int) -> None:
    builder = str(BIN / "swift-ring-builder")
    file = str(folder / f"{kind}.builder")
    device = f"r1z1-127.0.0.1:{port}/one"
    for step in (["create", "4", "1", "1"], ["add", device, "1"], ["rebalance"]):
        subprocess.run([builder, file, *step], check=True, capture_output=True)


@contextmanager
def _server(folder: Path, kind: str, pattern: str, port: int) -> Iterator[None]:
    config = folder / f"{kind}.conf"
    user = os.environ.get("USER") or "root"
    config.write_text(pattern.format(kind=kind, port=port, folder=folder, user=user))
    with (folder / f"{kind}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(BIN / f"swift-{kind}-server"), str(config), "-v"],
            stdout=log,
            stderr=log,
            env={**os.environ, "SWIFT_TEST_CONFIG_FILE": ""},
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, f"nothing answers at port {port}"
            time.sleep(0.1)
        else:
            return
