"""What a team owes by its waivers, and when it may have no more of them."""

from datetime import UTC, datetime, timedelta

from readiness.core.waiver_debt import Debt, debt, why_too_many

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_the_debt_counts_the_waivers_the_oldest_and_all_their_days() -> None:
    ages = (timedelta(days=40, hours=23), timedelta(days=2), timedelta(hours=3))
    assert debt((NOW - age for age in ages), NOW) == Debt(number=3, oldest_days=40, days=42)
    assert debt([], NOW) == Debt(0, 0, 0)


def test_the_cap_names_itself_and_what_runs() -> None:
    assert why_too_many("Payments", ["Checkout, one"], None) == ""
    assert why_too_many("Payments", ["Checkout, one"], 2) == ""
    assert why_too_many("Payments", ["Checkout, one", "Refunds, two"], 2) == (
        "Payments may have 2 waivers running at once. "
        "One of these has to end first: Checkout, one; Refunds, two"
    )
    assert why_too_many("Payments", [], 0) == "This checklist allows no waivers at all."
