"""How long loading and checking everything shipped takes, beside plain PyYAML reading the same files."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

import yaml

from bench.measured import Result, options, tell
from readiness.adapters.checklist_files import load
from readiness.adapters.checklist_folders import SHIPPED, files_of
from readiness.core.applicability import asked
from readiness.core.checklist_documents import read
from tests.factories.long_checklists import QUESTIONS, RISKY, long_checklist

MOST = 0.7


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    files = tuple(files_of([SHIPPED]))
    checked(
        files
    )  # once unmeasured: the grammar of the conditions is built when it is first needed
    rounds = [
        (cpu_seconds(lambda: checked(files)), cpu_seconds(lambda: plain(files)))
        for _ in range(chosen.rounds)
    ]
    ours, theirs = (median(side) for side in zip(*rounds, strict=True))
    details = {"files": len(files), "ours_ms": round(ours * 1000), "plain_ms": round(theirs * 1000)}
    details |= {"questions": QUESTIONS, "deciding_us": round(deciding() * 1_000_000)}
    return tell(
        Result("checklists", ours / theirs, most=MOST, details=details), as_json=chosen.json
    )


def checked(files: Sequence[Path]) -> None:
    for file in files:
        load(file)


def plain(files: Sequence[Path]) -> None:
    for file in files:
        yaml.safe_load(file.read_text("utf-8"))


def deciding() -> float:
    """Return the seconds that it takes to say which of many questions apply."""
    checklist = read(long_checklist())
    return median(cpu_seconds(lambda: asked(checklist, RISKY, {})) for _ in range(20))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run; this machine's clock on the wall is shared."""
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
