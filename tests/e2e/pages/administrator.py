"""The administrator: becomes the first of all, makes a team, invites the others."""

from __future__ import annotations

from collections.abc import Sequence

from tests.e2e.pages.person import Person


def become_the_first(ada: Person, link: str) -> None:
    ada.open(link)
    ada.fill(email=ada.email)
    ada.fill_out_link()


def create_team(ada: Person, slug: str, name: str) -> None:
    ada.follow("Teams")
    ada.fill(name=name, slug=slug)
    ada.press("Create the team")
    ada.reads("The team is created.")
    ada.look()


def invite(ada: Person, email: str, *, teams: Sequence[str] = (), roles: Sequence[str] = ()) -> str:
    """Return the link to give to them."""
    ada.follow("People")
    ada.follow("Invite somebody")
    ada.fill(email=email)
    for field, chosen in (("teams", teams), ("roles", roles)):
        for value in chosen:
            ada.page.locator(f'[name="{field}"][value="{value}"]').check()
    ada.press("Make the link")
    ada.reads("Copy the link and send it to them yourself.")
    ada.look("invited")
    return ada.page.locator(".secret-value").inner_text()


def add_member(ada: Person, team: str, who: str) -> None:
    ada.follow("Teams")
    ada.follow(team, ada.main)
    person = ada.main.locator('[name="person"]')
    person.select_option(person.locator("option", has_text=who).get_attribute("value"))
    ada.press("Add")
    ada.reads("They belong to the team now.")
