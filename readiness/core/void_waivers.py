"""When a waiver that was asked on an older version of the checklist waives nothing on the one of now."""

from __future__ import annotations

from readiness.core.checklists import Checklist
from readiness.core.question_ids import sources


def is_void(question: str, then: Checklist, now: Checklist) -> bool:
    """Return whether whoever grants it now would grant something else than was asked for then.

    That is so where the question cannot be waived any more, blocks since, or took in another.
    What is not asked any more has nothing to waive, and its waiver waits for it to come back.
    """
    found = next((each for each in now.questions if question in each.ids), None)
    if found is None or then is now:
        return found is not None and not found.waivable
    before = sources(found, then)
    blocks_since = found.blocks and not any(each.blocks for each in before)
    return not found.waivable or blocks_since or len(before) > 1
