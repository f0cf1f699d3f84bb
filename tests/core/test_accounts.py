"""What an address, a short name and a password must be like."""

import pytest

from readiness.core.accounts import is_slug, normal_email, password_fault


@pytest.mark.parametrize(
    ("text", "email"),
    [
        (" Alice@Example.COM ", "alice@example.com"),
        ("alice@localhost", "alice@localhost"),
        ("alice", None),
        ("a@b@c", None),
        ("alice @example.com", None),
        ("<alice@example.com>", None),
        ("", None),
    ],
)
def test_an_address_is_one_word_around_one_at(text: str, email: str | None) -> None:
    assert normal_email(text) == email


@pytest.mark.parametrize("slug", ["sre", "payments-eu", "a", "2fa", "x" * 40])
def test_a_short_name_has_small_letters_digits_and_hyphens(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize("slug", ["", "SRE", "-sre", "sre-", "a b", "x" * 41, "sre\n", "é"])
def test_nothing_else_is_a_short_name(slug: str) -> None:
    assert not is_slug(slug)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short", "at least 12"),
        ("x1" * 101, "at most 200"),
        ("Alice-Example", "something else"),
        ("alice@example.com", "something else"),
        ("Password 12345", "first passwords"),
        ("changeme-changeme", "first passwords"),
        ("abababababababab", "first passwords"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, fault: str) -> None:
    told = password_fault(password, email="alice@example.com", name="Alice Example")
    assert told is not None
    assert fault in told


def test_a_few_words_are_a_good_password() -> None:
    assert password_fault("a long and winding road", email="a@b", name="A") is None
