"""Figures as Prometheus reads them: text format 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Upper ends in seconds: the gate answers within one of the first, a report's page within the last.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


class Kind(StrEnum):
    GAUGE = "gauge"
    COUNTER = "counter"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of one set of labels; `suffix` is a histogram's part."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    kind: Kind
    help: str
    samples: Sequence[Sample]


def gauge(name: str, help: str, *samples: Sample) -> Metric:
    return Metric(name, Kind.GAUGE, help, samples)


def histogram(labels: Mapping[str, str], counts: Sequence[int], total: float) -> Iterable[Sample]:
    """Yield the samples of one histogram; `counts` are those of each bucket, and of what is above."""
    below = 0
    for end, count in zip((*map(repr, BUCKETS), "+Inf"), counts, strict=True):
        below += count
        yield Sample(below, {**labels, "le": end}, "_bucket")
    yield Sample(total, labels, "_sum")
    yield Sample(below, labels, "_count")


def text(metrics: Iterable[Metric]) -> str:
    return "".join(line + "\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterable[str]:
    yield f"# HELP {metric.name} {metric.help}"
    yield f"# TYPE {metric.name} {metric.kind}"
    for sample in metric.samples:
        pairs = ",".join(f'{key}="{_escaped(sample.labels[key])}"' for key in sample.labels)
        yield f"{metric.name}{sample.suffix}{'{' + pairs + '}' if pairs else ''} {sample.value:.16g}"


def _escaped(value: str) -> str:
    return value.translate(_ESCAPED)
