"""How long the web process takes to be ready, beside importing Flask and SQLAlchemy's ORM."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile

from bench.measured import Result, options, tell

MOST = 1.6
MEASURE = "import flask, sqlalchemy.orm"
OURS = """
import sys
from readiness.cli.serve import everything
from readiness.settings import load
everything(load())
heavy = {"weasyprint", "pyhanko"} & set(sys.modules)
sys.exit(f"loaded: {heavy}" if heavy else 0)
"""


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="readiness-bench-") as folder:
        os.environ["READINESS_INSTANCE"] = folder
        # Both sides start from compiled modules, as they do wherever they started before.
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        cpu_seconds(MEASURE), cpu_seconds(OURS)  # compiles what is not yet
        rounds = [(cpu_seconds(OURS), cpu_seconds(MEASURE)) for _ in range(chosen.rounds)]
    ours, measure = (statistics.median(side) for side in zip(*rounds, strict=True))
    details = {"web_process_ms": round(ours * 1000), "flask_and_orm_ms": round(measure * 1000)}
    return tell(Result("start", ours / measure, most=MOST, details=details), as_json=chosen.json)


def cpu_seconds(code: str) -> float:
    """Return the processor time of a new interpreter; unlike the clock it does not see neighbours."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
