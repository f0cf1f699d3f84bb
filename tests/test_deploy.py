"""What is in deploy/ can be used as it is: units, the proxy's configuration, the container."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli.main import COMMANDS
from readiness.settings import known, load

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = ("readiness.service", "readiness-gate.service")
PROGRAM = "/opt/readiness/.venv/bin/readiness"
PROXY = (DEPLOY / "nginx.conf").read_text()
CONTAINER = (DEPLOY / "Containerfile").read_text()


def ports(unit: str) -> str:
    found = re.search(r"^Environment=READINESS_PORT=(\d+)", (DEPLOY / unit).read_text(), re.M)
    return found[1] if found else str(load({}).port)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is missing")
    for unit in UNITS:
        text = (DEPLOY / unit).read_text()
        assert text.count(PROGRAM) == 1
        (tmp_path / unit).write_text(text.replace(PROGRAM, sys.executable))
    command = [program, "verify", "--man=no", *(str(tmp_path / unit) for unit in UNITS)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_runs_a_command_of_ours_for_an_account_that_may_do_little(unit: str) -> None:
    text = (DEPLOY / unit).read_text()
    command = re.search(rf"^ExecStart={PROGRAM} (\w+)", text, re.M)
    assert command is not None
    assert command[1] in COMMANDS
    for line in ("User=readiness", "ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077"):
        assert line in text.splitlines()


def test_every_setting_that_is_set_there_exists() -> None:
    files = [*UNITS, "readiness.env", "Containerfile"]
    text = "".join((DEPLOY / name).read_text() for name in files)
    named = set(re.findall(r"\b((?:READINESS_|DATABASE_|PUBLIC_)[A-Z_]+)=", text))
    assert {name.removesuffix("_FILE") for name in named} <= {
        each.name for each in known().values()
    }


def test_the_proxy_leads_the_gate_and_the_rest_to_their_units_and_keeps_nothing() -> None:
    code = re.sub(r"#.*", "", PROXY)
    assert code.count("{") == code.count("}")
    for upstream, unit in (("readiness_pages", UNITS[0]), ("readiness_gate", UNITS[1])):
        assert f"upstream {upstream} {{ server 127.0.0.1:{ports(unit)};" in code
    found = re.findall(r"location (\S+) \{\s*proxy_pass http://(\w+)", code)
    assert tuple(found) == (("/api/v1/gate/", "readiness_gate"), ("/", "readiness_pages"))
    for header in ("For $remote_addr", "Proto $scheme", "Host $host"):
        assert f"proxy_set_header X-Forwarded-{header};" in code
    assert "proxy_cache off;" in code
    assert "proxy_next_upstream off;" in code
    taken = re.search(r"client_max_body_size (\d+)m;", code)
    assert taken is not None
    assert int(taken[1]) > 5 * load({}).file_megabytes
    assert "READINESS_PROXIES=1" in (DEPLOY / "readiness.env").read_text()


def test_the_container_is_set_up_as_a_checkout_is_and_runs_as_nobody_of_note() -> None:
    assert "RUN sh tools/setup" in CONTAINER
    assert CONTAINER.index("\nUSER readiness") < CONTAINER.index("\nENTRYPOINT")
    assert f'ENTRYPOINT ["{PROGRAM}"]' in CONTAINER
    assert "/healthz" in CONTAINER
    ignored = set((ROOT / ".containerignore").read_text().splitlines())
    assert {".git", "instance", ".venv"} <= ignored
    needed = ("tools", "readiness", "templates", "checklists", "setup.cfg", "README.md")
    assert not ignored & {*needed, "requirements.lock", "pyproject.toml"}
