"""A checklist version is taken away in three forms."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest

from readiness.adapters.checklist_files import loads
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.adapters.broken_checklists import GOOD
from tests.client import Client
from tests.factories.people import People
from tests.factories.reviews import done


@pytest.fixture
def document(database: Database, now: datetime) -> dict[str, object]:
    found = loads(GOOD, "x.yaml").document
    assert found is not None
    done(database, now, checklists.sync, [found])
    return found


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("yaml", "application/yaml"), ("md", "text/markdown"), ("csv", "text/csv")],
)
def test_each_form_is_a_file_to_keep(
    signed_in: Callable[[Actor], Client],
    people: People,
    document: dict[str, object],
    suffix: str,
    kind: str,
) -> None:
    name = document["id"]
    response = signed_in(people.eve).get(f"/checklists/{name}/1.{suffix}")
    assert (response.status_code, response.mimetype) == (200, kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}-1.{suffix}"'


def test_the_yaml_is_the_same_checklist_and_the_table_has_its_questions(
    signed_in: Callable[[Actor], Client], people: People, document: dict[str, object]
) -> None:
    eve, name = signed_in(people.eve), document["id"]
    assert loads(eve.get(f"/checklists/{name}/1.yaml").text, "x.yaml").document == document
    table = eve.get(f"/checklists/{name}/1.csv").data.decode("utf-8-sig")
    ids = [row["Id"] for row in csv.DictReader(StringIO(table))]
    assert ids == [each["id"] for each in document["questions"]]  # type: ignore[attr-defined]


def test_the_page_links_them_and_an_unknown_version_is_not_found(
    signed_in: Callable[[Actor], Client], people: People, document: dict[str, object]
) -> None:
    eve, name = signed_in(people.eve), document["id"]
    links = eve.page(f"/checklists/{name}/1").links()
    assert {f"/checklists/{name}/1.{each}" for each in ("yaml", "md", "csv")} <= set(links)
    assert eve.get(f"/checklists/{name}/9.yaml").status_code == 404


@pytest.mark.parametrize("suffix", ["yaml", "md", "csv"])
def test_a_stranger_gets_no_file(client: Client, suffix: str) -> None:
    assert client.get(f"/checklists/launch/1.{suffix}").status_code == 302
