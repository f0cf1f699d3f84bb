"""A built wheel carries all that the checkout has, and works without the checkout."""

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
FOLDERS = {"readiness": "readiness", "readiness/templates": "templates"}
FOLDERS["readiness/checklists"] = "checklists"
BUILD_FILES = ("setup.cfg", "pyproject.toml", "LICENSE", "README.md")
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
BUILD = ["wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir"]
INSTALL = ["install", "--no-deps", "--no-index"]
LOOK = """
from importlib.metadata import entry_points
from importlib.resources import files
(command,) = entry_points(group="console_scripts", name="readiness")
print(command.value)
for package in ("readiness", "readiness.templates", "readiness.checklists"):
    print(files(package))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left behind in the checkout."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in FOLDERS.values():
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in BUILD_FILES:
        shutil.copy(ROOT / name, copy)
    made = tmp_path_factory.mktemp("made")
    subprocess.run([*PIP, *BUILD, made, copy], check=True)
    return next(made.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_checkout(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        f"{target}/{path.relative_to(ROOT / folder).as_posix()}"
        for target, folder in FOLDERS.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours - packed == set()


def test_an_installed_wheel_finds_its_templates_and_checklists(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([*PIP, "--python", python, *INSTALL, wheel], check=True)
    borrow_dependencies(environment)
    finished = subprocess.run(
        [python, "-c", LOOK], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    command, *folders = finished.stdout.splitlines()
    assert command == "readiness.cli.main:main"
    assert all(Path(folder).is_relative_to(environment) for folder in folders)
    assert all(any(Path(folder).iterdir()) for folder in folders)


def borrow_dependencies(environment: Path) -> None:
    """The locked packages, but not the checkout: a .pth file's own .pth files are not followed."""
    folder = next(environment.glob("lib/python*/site-packages"))
    (folder / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
