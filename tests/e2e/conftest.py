"""What every browser test needs: Debian's Chromium, and axe-core to judge accessibility."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.serving import serving

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text()
# What is scrolled half under the bar would be taken for too small to hit; a person scrolls on.
# Only the violations leave the page: to carry over what is in order takes longer than to judge it.
FROM_THE_TOP = """async rules => {
    const [left, top] = [scrollX, scrollY];
    scrollTo({left: 0, top: 0, behavior: "instant"});
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"], selectors: false});
    scrollTo({left, top, behavior: "instant"});
    return found.violations;
}"""
IS_HERE = "() => 'axe' in window"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip("There is no Chromium here.")
    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": ["--no-sandbox"]}


@pytest.fixture
def barriers() -> Callable[..., list[str]]:
    """Return a function that names what keeps somebody out of the shown page, one line per element.

    `only` names the single rule to look for, which takes a fraction of the time.
    """

    def judge(page: Page, only: str = "") -> list[str]:
        if not page.evaluate(IS_HERE):
            page.evaluate(AXE)
        found = page.evaluate(FROM_THE_TOP, [only] if only else RULES)
        return [
            f"{fault['id']}: {node['html'][:160]} {node['failureSummary']}"
            for fault in found
            for node in fault["nodes"]
        ]

    return judge


@pytest.fixture
def address(database_url: str, tmp_path: Path) -> Iterator[str]:
    """Return where the application listens, over the database of the test."""
    with serving(database_url, tmp_path) as url:
        yield url
