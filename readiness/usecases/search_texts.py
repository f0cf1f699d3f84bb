"""Makes what can be found of the things that changed, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from readiness.core.search_kinds import Noun, Subject
from readiness.core.search_texts import LONGEST, Text
from readiness.usecases import search_review_texts, search_site_texts

Maker = Callable[[Session, Collection[Subject]], Iterator[Text]]

MAKERS: Mapping[Noun, Maker] = {
    Noun.SERVICE: search_site_texts.services,
    Noun.REVIEW: search_site_texts.reviews,
    Noun.CHECKLIST: search_site_texts.questions,
    Noun.ANSWER: search_review_texts.answers,
    Noun.COMMENT: search_review_texts.comments,
    Noun.WAIVER: search_review_texts.waivers,
    Noun.ACTION_ITEM: search_review_texts.action_items,
}


def spread(session: Session, subjects: Collection[Subject]) -> frozenset[Subject]:
    """Return each thing by itself: instead of all answers of a review every one of them."""
    whole = [each for each in subjects if each.noun is Noun.ANSWERS]
    found = search_review_texts.all_answers(session, whole) if whole else []
    return frozenset([*(each for each in subjects if each.noun is not Noun.ANSWERS), *found])


def texts(session: Session, subjects: Collection[Subject]) -> list[Text]:
    """Return every text of these things. What is gone has none."""
    made: list[Text] = []
    for noun, maker in MAKERS.items():
        wanted = [each for each in subjects if each.noun is noun]
        if wanted:
            made += maker(session, wanted)
    return [_bounded(text) for text in made]


def _bounded(text: Text) -> Text:
    return replace(text, title=text.title[:500], place=text.place[:500], body=text.body[:LONGEST])
