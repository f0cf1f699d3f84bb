"""What each answer tells the browser, and which requests are turned away."""

from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.app import create_app
from readiness.core.rights import Actor
from readiness.settings import Settings
from tests.client import Client
from tests.factories.people import People

SignedIn = Callable[[Actor], Client]
PATHS = ("/sign-in", "/account", "/admin/people", "/admin/teams", "/admin/tokens", "/nowhere")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_guarded(people: People, signed_in: SignedIn, path: str) -> None:
    headers = signed_in(people.ada).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_static_files_are_kept_by_browsers(client: Client) -> None:
    answer = client.get("/static/theme.css")
    assert answer.cache_control.max_age == 86400
    assert not answer.cache_control.no_store
    assert "Set-Cookie" not in answer.headers
    assert "Content-Security-Policy" in answer.headers
    answer.close()


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", "localhost.evil.example"])
def test_a_wrong_host_is_told_the_right_address(client: Client, host: str) -> None:
    answer = client.get("/sign-in", headers={"Host": host})
    page = client.read(answer, status=400)
    assert "http://localhost" in page.text
    assert "evil" not in answer.text


def test_a_forwarded_host_is_believed_only_behind_a_proxy(client: Client) -> None:
    assert client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    form = client.page("/sign-in").form(button="Sign in")
    answer = client.post("/sign-in", data=form.values, headers=headers)
    assert "another site" in client.read(answer, status=403).text


def test_our_own_form_is_taken(client: Client) -> None:
    form = client.page("/sign-in").form(button="Sign in")
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/sign-in", data=form.values, headers=headers).status_code == 422


def test_a_form_without_its_token_is_refused(people: People, signed_in: SignedIn) -> None:
    bob = signed_in(people.bob)
    for path in ("/sign-in", "/sign-out", "/account", "/admin/teams"):
        page = bob.read(bob.post(path, data={"name": "x"}), status=400)
        assert "out of date" in page.text


def test_https_is_told_to_stay(tmp_path: Path, settings: Settings) -> None:
    public = Settings(
        instance=tmp_path, database_url=settings.database_url, public_url="https://r.example"
    )
    answer = create_app(public).test_client().get("/sign-in", base_url="https://r.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-readiness=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_proxy_is_believed_if_it_is_counted(tmp_path: Path, settings: Settings) -> None:
    public = Settings(
        instance=tmp_path,
        database_url=settings.database_url,
        public_url="https://r.example",
        proxies=1,
    )
    forwarded = {"X-Forwarded-Host": "r.example", "X-Forwarded-Proto": "https"}
    answer = create_app(public).test_client().get("/sign-in", headers=forwarded)
    assert answer.status_code == 200


def test_what_is_too_large_is_refused(client: Client) -> None:
    form = client.page("/sign-in").form(button="Sign in")
    answer = client.post("/sign-in", data={**form.values, "email": "x" * 1_100_000})
    assert "larger than 1 MiB" in client.read(answer, status=413).text


def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    assert "no page at this address" in client.page("/nowhere", status=404).text
    client.read(client.delete("/sign-in"), status=405)


def test_a_fault_of_ours_shows_a_reference_and_no_detail(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.application.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setattr("readiness.usecases.invitations.look_at", fail)
    page = client.page("/links/x", status=500)
    assert "Quote this reference" in page.text
    assert "secret detail" not in page.text


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("secret detail")


def test_a_nul_character_is_refused_and_changes_nothing(
    people: People, signed_in: SignedIn
) -> None:
    alice = signed_in(people.alice)
    response = alice.page("/account").form(button="Save").send(name="Ali\0ce")
    assert response.status_code == 422
    assert "NUL" in response.text
    assert alice.get("/services/a%00b").status_code == 422
