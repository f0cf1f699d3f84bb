"""How every benchmark tells its result, for a person or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Result:
    """A ratio, and the bound that it must keep: at least or at most."""

    name: str
    ratio: float
    least: float | None = None
    most: float | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        above = self.least is None or self.ratio >= self.least
        return above and (self.most is None or self.ratio <= self.most)

    def document(self) -> dict[str, object]:
        bounds = {"at_least": self.least, "at_most": self.most}
        bound = {name: value for name, value in bounds.items() if value is not None}
        ratio = round(self.ratio, 3)
        return {"name": self.name, "ratio": ratio, **bound, "kept": self.is_kept, **self.details}


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def tell(result: Result, *, as_json: bool) -> int:
    """Print the result, and return the exit status: 1 if the bound is not kept."""
    document = result.document()
    if as_json:
        print(json.dumps(document, indent=2))
    else:
        print("\n".join(f"{name:>20}  {value}" for name, value in document.items()))
    return 0 if result.is_kept else 1
