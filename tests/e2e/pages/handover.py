"""Who runs a service after its launch: an SRE team takes it over, and hands it back."""

from __future__ import annotations

from datetime import date

from tests.e2e.pages.person import Person


def take_over(bob: Person, service: str) -> None:
    bob.open(f"/services/{service}/handover")
    bob.follow("Take it over")
    bob.press("Take it over")
    bob.reads("Taken over. Your team runs it from now on.")
    bob.look("taken over")


def hand_back(bob: Person, service: str, reason: str, ends: date, consulting: date) -> None:
    bob.open(f"/services/{service}/handover")
    bob.follow("Hand it back")
    days = {"effective_on": ends.isoformat(), "consulting_until": consulting.isoformat()}
    bob.fill(reason=reason, **days)
    bob.press("Hand it back")
    bob.reads("Handed back. Your team answers the pager until the notice ends.")
    bob.look("handed back")
