"""Routes compile what builds an address when it is first asked for, and build what others build."""

import pytest
from werkzeug.routing import BuildError, Map, Rule

from readiness.web.rules import Route

pytestmark = pytest.mark.once


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the addresses of the routes that are compiled from now on."""
    noted: list[str] = []
    real = Rule._compile_builder

    def noting(self: Rule, append_unknown: bool = True) -> object:
        noted.append(self.rule)
        return real(self, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", noting)
    return noted


@pytest.mark.parametrize("kind", [Rule, Route])
def test_it_builds_the_same_addresses(kind: type[Rule]) -> None:
    urls = Map([kind("/reviews/<int:number>/areas/<area>", endpoint="area")]).bind("localhost")
    assert urls.build("area", {"number": 7, "area": "a b"}) == "/reviews/7/areas/a%20b"
    assert urls.build("area", {"number": 7, "area": "x", "q": "1"}) == "/reviews/7/areas/x?q=1"
    with pytest.raises(BuildError):
        urls.build("area", {"number": 7})


def test_nothing_is_compiled_before_an_address_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted = compiled(monkeypatch)
    urls = Map([Route("/home", endpoint="home"), Route("/ledger", endpoint="ledger")])
    bound = urls.bind("localhost")
    assert bound.match("/ledger") == ("ledger", {})
    assert noted == []
    assert [bound.build("ledger"), bound.build("ledger")] == ["/ledger", "/ledger"]
    assert noted == ["/ledger"]
