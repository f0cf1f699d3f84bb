"""What holds for every test: which database, how many examples, and which tests belong to neither.

READINESS_TEST_DATABASE is sqlite (default) or postgresql; READINESS_BUDGET is small (default) or full.
With READINESS_TEST_SHARES=in-turn every other test of a use case or page runs on this database, the rest
on the other; what is about the databases themselves runs on both, as everything does with `--full`.
"""

import gc
import os
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

#: Fixtures: a fresh database, its people; the application, a strict browser, a clock.
pytest_plugins = ("tests.databases", "tests.applications", "tests.payloads.fixtures")

DATABASE = os.environ.get("READINESS_TEST_DATABASE", "sqlite")
BUDGET = os.environ.get("READINESS_BUDGET", "small")
SHARES = os.environ.get("READINESS_TEST_SHARES", "all")

# A busy machine is no reason for a test to fail, so no example has a deadline.
SLOW_IS_FINE = [HealthCheck.too_slow]
hypothesis_settings.register_profile(
    "small", max_examples=25, deadline=None, derandomize=True, suppress_health_check=SLOW_IS_FINE
)
hypothesis_settings.register_profile(
    "full", max_examples=1000, deadline=None, suppress_health_check=SLOW_IS_FINE
)
hypothesis_settings.load_profile(BUDGET)

# The marks are described in setup.cfg.
BOUND = {"sqlite", "postgresql", "once", "full"}
#: What stands above the store, of which tests/store, tests/concurrency and tests/api run on both.
SHARED = {"core", "usecases", "web"}
LEFT_OUT = {"sqlite": {"postgresql"}, "postgresql": {"sqlite", "once"}}[DATABASE]
if BUDGET != "full":
    LEFT_OUT = LEFT_OUT | {"full"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this database or budget is not meant for, and begin with what takes longest."""
    marks = {item: {mark.name for mark in item.iter_markers()} for item in items}
    elsewhere = set(_on_the_other(items, marks)) if SHARES == "in-turn" else set()
    unmeant = [item for item in items if LEFT_OUT & marks[item] or item in elsewhere]
    config.hook.pytest_deselected(items=unmeant)
    meant = [item for item in items if item not in set(unmeant)]
    items[:] = sorted(meant, key=lambda item: "browser" not in marks[item])
    # Each process is given one piece of the list: with this each begins with its share of the long.
    count = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = [item for first in range(count) for item in items[first::count]]


def _on_the_other(
    items: list[pytest.Item], marks: Mapping[pytest.Item, set[str]]
) -> list[pytest.Item]:
    """Return every other test of these folders that could run on both databases."""
    both = [item for item in items if item.path.parent.name in SHARED and not BOUND & marks[item]]
    return both[DATABASE == "sqlite" :: 2]


def pytest_collection_finish() -> None:
    """Collect garbage less often, and never look through what was imported: a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
