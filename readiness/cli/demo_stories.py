"""Six services of the example, each stopped at another point of its review."""

from __future__ import annotations

from datetime import timedelta

from readiness.cli.demo_clock import Clock
from readiness.cli.demo_people import People
from readiness.cli.demo_review import Story
from readiness.core.facts import Facts
from readiness.core.launch_cards import LaunchCard
from readiness.core.signoffs import Choice

CARDS = Facts(
    {
        "tier": 1,
        "data": frozenset({"cards", "personal"}),
        "public": True,
        "stores_data": True,
        "calls_others": True,
        "revenue": True,
        "crowd": False,
        "shares_data": True,
        "ai": False,
        "kubernetes": True,
        "pipeline": False,
        "eu_people": True,
    }
)
SHOP = Facts({**CARDS.values, "tier": 2, "data": frozenset({"personal"}), "revenue": False})
TOOL = Facts(
    {
        "tier": 3,
        "data": frozenset(),
        "public": False,
        "stores_data": False,
        "calls_others": True,
        "revenue": False,
        "crowd": False,
        "shares_data": False,
        "ai": False,
        "kubernetes": True,
        "pipeline": False,
        "eu_people": False,
    }
)

LOYALTY_DAY = LaunchCard(
    holds=(
        ("More than 1 % of requests fail for five minutes", "Anton"),
        ("The points of a customer differ from their purchases", "Bob"),
    ),
    rollback="deploy back loyalty-points --to previous\nWait until every region is green.",
    dashboards=(("Loyalty points, all regions", "https://graphs.example.com/loyalty-points"),),
    on_call=(("Bella, Site reliability", "#loyalty-launch, +49 30 555 0100"),),
)


def tell_all(clock: Clock, people: People) -> None:
    _launched(clock, people)
    _approved_and_reopened(clock, people)
    _waiting(clock, people)
    _changes_requested(clock, people)
    _denied(clock, people)
    _draft(clock, people)


def _launched(clock: Clock, people: People) -> None:
    """Checkout: an abandoned review first; then approved with a waiver, launched, work overdue."""
    story = Story(clock, people, people["Alice"], "Checkout", "payments", CARDS)
    story.start("production", days=20)
    story.abandon("Started with the wrong date; the launch moved by a month.")
    story.start("production", days=30)
    waived = story.unmet_that_can_wait()
    story.fill(partly={waived})
    story.ask_waiver(waived, timedelta(days=60), granted=timedelta(days=25))
    story.submit_all()
    story.sign_all()
    story.launch()
    story.consult("Bella")
    story.owe(
        "Delete the switch that turns the old checkout on again",
        days=10,
        before_launch=False,
        by="Bob",
    )


def _approved_and_reopened(clock: Clock, people: People) -> None:
    """Loyalty points: approved for production, and reopened for staging."""
    story = Story(clock, people, people["Anton"], "Loyalty points", "storefront", SHOP)
    story.start("staging", days=10)
    story.fill()
    story.submit_all()
    story.sign_all()
    story.reopen("deployment", "The rollout now goes region by region.")
    story.start("production", days=14)
    story.fill()
    story.submit_all()
    story.sign_all()
    story.write_launch_card(LOYALTY_DAY, decides="Carol")


def _waiting(clock: Clock, people: People) -> None:
    """Refunds: SRE has signed, security has not; a waiver waits for its decision, work is owed."""
    story = Story(clock, people, people["Alice"], "Refunds", "payments", CARDS)
    story.start("production", days=9)
    unmet = story.unmet_that_can_wait()
    story.fill(partly={unmet})
    story.ask_waiver(unmet, timedelta(days=30))
    story.submit_all()
    story.vote("sre", Choice.APPROVE)
    story.owe("Agree with the bank on a daily limit", days=18, before_launch=True, by="Carol")


def _changes_requested(clock: Clock, people: People) -> None:
    story = Story(clock, people, people["Anton"], "Search", "storefront", SHOP)
    story.start("production", days=21)
    story.fill()
    story.submit_all()
    story.vote("sre", Choice.REQUEST_CHANGES, comment="Which dashboard shows this per region?")
    story.talk(0, ("Bob", "Is that **all** regions, or the two of the first week? @anton"))
    told = "The two of the first week:\n\n- Frankfurt\n- Dublin, from Thursday on"
    story.talk(1, ("Bob", "Where does it run at first?"), ("Anton", told), resolves=True)


def _denied(clock: Clock, people: People) -> None:
    story = Story(clock, people, people["Anton"], "Recommendations", "storefront", SHOP)
    story.start("production", days=12)
    story.fill()
    story.submit_all()
    story.vote("sre", Choice.APPROVE)
    story.vote(
        "security", Choice.DENY, comment="The model's input is not limited yet; see threat 4."
    )


def _draft(clock: Clock, people: People) -> None:
    """Gift card ledger: an internal tool, half filled out, with two facts not known yet."""
    facts = Facts({**TOOL.values, "stores_data": None, "shares_data": None})
    story = Story(clock, people, people["Alice"], "Gift card ledger", "payments", facts)
    story.start("production", days=40)
    story.fill(most=0.5)
    told = "You set up its pipeline, so you know how it is rolled out and taken back."
    story.hand("deployment", "Anton", told, days=7)
    story.hand_question("compliance", "Bella", "You were there when the bank explained the rules.")
