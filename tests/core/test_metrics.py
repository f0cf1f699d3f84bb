"""Figures are written as Prometheus reads them."""

from readiness.core.metrics import BUCKETS, Kind, Metric, Sample, gauge, histogram, text


def test_a_figure_is_a_line_below_its_help_and_type() -> None:
    team = 'one "and"\\\nanother'
    found = text([gauge("gates", "Gates.", Sample(2, {"team": team, "at": "x"}), Sample(0.5))])
    assert found == (
        "# HELP gates Gates.\n# TYPE gates gauge\n"
        'gates{team="one \\"and\\"\\\\\\nanother",at="x"} 2\ngates 0.5\n'
    )


def test_a_histogram_adds_up_and_ends_with_infinity() -> None:
    counts = [1, 0, 2, *[0] * (len(BUCKETS) - 3), 4]
    metric = Metric("seconds", Kind.HISTOGRAM, "Time.", list(histogram({"a": "b"}, counts, 1.5)))
    lines = text([metric]).splitlines()[2:]
    assert lines[:3] == [
        'seconds_bucket{a="b",le="0.001"} 1',
        'seconds_bucket{a="b",le="0.0025"} 1',
        'seconds_bucket{a="b",le="0.005"} 3',
    ]
    assert lines[-3:] == [
        'seconds_bucket{a="b",le="+Inf"} 7',
        'seconds_sum{a="b"} 1.5',
        'seconds_count{a="b"} 7',
    ]
    assert len(lines) == len(BUCKETS) + 3
