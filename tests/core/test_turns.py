"""When it was the reviewers' turn at a gate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.signoffs import Choice, GateState, Vote
from readiness.core.turns import (
    Course,
    Given,
    Sent,
    Span,
    Step,
    history,
    sent_at,
    since,
    step_at,
    turns,
)

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OLD, NEW = "a" * 64, "b" * 64


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def given(
    day: int,
    choice: Choice = Choice.APPROVE,
    *,
    person: int = 1,
    digest: str = OLD,
    number: int = 1,
    back: int | None = None,
) -> Given:
    vote = Vote(100 * day + person, person, choice, digest, number)
    return Given(vote, at(day), None if back is None else at(back))


def course(
    *votes: Given,
    rounds: tuple[int, ...] = (0,),
    sent: tuple[str | None, ...] = (),
    closed: tuple[tuple[int, datetime], ...] = (),
    people: int = 1,
    digest: str = OLD,
) -> Course:
    told = sent or (None,) * len(rounds)
    numbered = [Sent(n, at(day), told[n - 1]) for n, day in enumerate(rounds, 1)]
    return Course(people, tuple(numbered), closed, votes, digest)


def told(spans: tuple[Span, ...]) -> list[tuple[int, int | None]]:
    return [((s.start - START).days, (s.end - START).days if s.end else None) for s in spans]


ASKS, DENIES = Choice.REQUEST_CHANGES, Choice.DENY
CASES = {
    "it is sent": (course(), [(0, None)]),
    "it is signed": (course(given(2)), []),
    "one of two has signed": (course(given(2), people=2), [(0, None)]),
    "changes are asked for": (course(given(2, ASKS)), [(0, 2)]),
    "it is denied": (course(given(2, DENIES)), [(0, 2)]),
    "what was asked is sent": (
        course(given(2, ASKS), rounds=(0, 5), digest=NEW),
        [(0, 2), (5, None)],
    ),
    "what was refused is sent again as it was": (
        course(given(2, DENIES), rounds=(0, 5)),
        [(0, 2)],
    ),
    "what is sent answers a denial, which outlives it": (
        course(given(2, DENIES), rounds=(0, 5), digest=NEW),
        [(0, 2), (5, None)],
    ),
    "the request is taken back": (course(given(2, ASKS, back=3)), [(0, 2), (3, None)]),
    "who asked approves": (
        course(given(2, ASKS), given(6, digest=NEW, number=2), rounds=(0, 5), digest=NEW),
        [],
    ),
    "signed, changed and sent again": (
        course(given(2), rounds=(0, 5), digest=NEW),
        [(5, None)],
    ),
    "signed, sent again without a change, then changed": (
        course(given(2), rounds=(0, 3, 14), sent=(OLD, OLD, NEW), digest=NEW),
        [(14, None)],
    ),
    "changed and put back before anybody looked": (
        course(given(2), rounds=(0, 3, 5), sent=(OLD, NEW, OLD)),
        [],
    ),
    "the approval is taken back": (course(given(2, back=4)), [(4, None)]),
    "opened again, and sent again": (
        course(given(2), rounds=(0, 8), closed=((1, at(6)),)),
        [(8, None)],
    ),
    "opened again and not sent": (course(given(2), closed=((1, at(6)),)), []),
}


@pytest.mark.parametrize("name", CASES)
def test_the_turn_of_the_reviewers_when(name: str) -> None:
    found, expected = CASES[name]
    assert told(turns(history(found))) == expected


def test_the_history_ends_with_how_the_gate_stands() -> None:
    past = history(course(given(2), rounds=(0, 5), digest=NEW))
    states = (GateState.WAITING, GateState.SIGNED, GateState.STALE)
    assert [step.state for step in past] == list(states)
    assert step_at(past, at(-1)).state is GateState.NOT_SUBMITTED


def test_what_was_put_back_is_signed_again_without_a_vote() -> None:
    signed = history(course(given(2), rounds=(0, 5, 6), digest=OLD))
    assert signed[-1].state is GateState.SIGNED
    # What the second round held nobody voted on: it was sent because it had changed.
    assert signed[-2].state is GateState.STALE


def test_the_time_in_which_another_gate_has_to_sign_first_is_not_theirs() -> None:
    mine, other = history(course()), history(course(given(3)))
    assert told(turns(mine, [other])) == [(3, None)]
    assert told(turns(mine, [history(course())])) == []
    stale = history(course(given(3), rounds=(0, 7), digest=NEW))
    assert told(turns(mine, [stale])) == [(3, 7)]
    assert told(turns(mine, [(Step(at(0), GateState.WAITING),)])) == []


def test_spans_are_cut_at_a_moment() -> None:
    spans = (Span(at(0), at(2)), Span(at(3), at(6)), Span(at(8), None))
    assert told(since(spans, at(4))) == [(4, 6), (8, None)]
    assert told(since(spans, at(9))) == [(9, None)]


RESENT = {
    "it is sent once": ((OLD,), (), 0),
    "it is sent again unread": ((OLD, OLD, OLD), (), 0),
    "it is sent again changed": ((OLD, OLD, NEW), (), 2),
    "it is sent again after a vote": ((OLD, OLD, OLD), (2,), 2),
    "old rounds tell nothing": ((None, None), (), 1),
}


@pytest.mark.parametrize("name", RESENT)
def test_what_there_is_to_read_was_sent_when(name: str) -> None:
    digests, voted, day = RESENT[name]
    rounds = [Sent(number, at(number - 1), each) for number, each in enumerate(digests, 1)]
    assert sent_at(rounds, voted) == at(day)
