"""How long the report of a whole launch review takes, beside the same HTML through plain WeasyPrint."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib.resources import as_file, files
from statistics import median
from time import process_time

import weasyprint

from bench.measured import Result, options, tell
from readiness.adapters import checklist_files, pdf, report_html
from readiness.adapters.report_values import Stamp
from tests.factories.given_answers import NOW
from tests.factories.snapshots import digest, snapshot

MOST = 0.65


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    html = report()
    whole, made = self_contained(html), pdf.render(html, identifier=b"bench")
    rounds = [
        (
            cpu_seconds(lambda: pdf.render(html, identifier=b"bench")),
            cpu_seconds(lambda: weasyprint.HTML(string=whole).write_pdf()),
        )
        for _ in range(chosen.rounds)
    ]
    ours, plain = (median(side) for side in zip(*rounds, strict=True))
    asked = html.count('<div class="question')
    details = {"questions": asked, "pages": made.pages, "bytes": len(made.content)}
    details |= {"ours_ms": round(ours * 1000), "plain_ms": round(plain * 1000)}
    return tell(Result("pdf", ours / plain, most=MOST, details=details), as_json=chosen.json)


def report() -> str:
    """Return the HTML of a launch review in which everything is asked and answered."""
    made = snapshot(document())
    stamp = Stamp(digest("snapshot"), 4321, digest("ledger"), NOW, NOW + timedelta(days=90))
    return report_html.html(made, stamp)


def document() -> Mapping[str, object]:
    with as_file(files("readiness.checklists") / "launch.yaml") as path:
        return checklist_files.load(path).document or {}


def self_contained(html: str) -> str:
    """Return the same document with its style sheets in it and its fonts as files."""
    style = "\n".join(pdf.packaged(name).decode() for name in pdf.SHEETS)
    folder = files("readiness") / "web" / "static" / "vendor"
    style = style.replace(pdf.SCHEME, f"file://{folder}/")
    return html.replace("</head>", f"<style>{style}</style></head>")


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time; unlike the clock it does not see neighbours."""
    gc.collect()  # nobody pays for what the one before left behind
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
