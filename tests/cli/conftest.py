"""The gate's client for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.copied_client import copied_to


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a copy of the one file."""
    return copied_to(tmp_path_factory.mktemp("image"))
