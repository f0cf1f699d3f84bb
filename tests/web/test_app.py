"""The pages start quickly: what only reports, files and migrations need is not loaded."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

HEAVY = {"alembic", "celpy", "granian", "pydantic", "pyhanko", "requests", "weasyprint", "yaml"}
HEAVY |= {"cryptography", "smtplib", "urllib3"}
LOOK = "import sys, readiness.app; print(*sorted(name.split('.')[0] for name in sys.modules))"


def test_the_pages_load_nothing_heavy() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", LOOK], check=True, capture_output=True, text=True
    )
    assert HEAVY & set(finished.stdout.split()) == set()
