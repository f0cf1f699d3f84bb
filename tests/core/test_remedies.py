"""Whatever closes a gate, it is said what ends it."""

from readiness.core.reasons import Code
from readiness.core.remedies import REMEDIES


def test_every_reason_has_a_remedy_in_a_sentence_and_a_step_has_a_right() -> None:
    assert set(REMEDIES) == set(Code)
    for remedy in REMEDIES.values():
        assert remedy.ends.startswith("It ends ")
        assert remedy.ends.endswith(".")
        assert bool(remedy.label) == bool(remedy.action)
