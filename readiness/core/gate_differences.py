"""How one gate, and how the policy, changed between two versions of a checklist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.core.checklist_changes import ChangeKind, Said, limits
from readiness.core.checklists import GateRule, Policy
from readiness.core.condition_differences import Names, conditions
from readiness.core.question_differences import reworded

#: What the limit is called, and whether a higher one lets more through.
POLICY: Mapping[str, tuple[str, bool]] = {
    "launch_within_days": ("The days an approval waits for its launch", True),
    "review_again_days": ("The days until the next review", True),
    "longest_waiver_days": ("The longest waiver in days", True),
    "longest_waiver_days_tier_1": ("The longest waiver in days in tier 1", True),
    "longest_waiver_days_tier_2": ("The longest waiver in days in tier 2", True),
    "most_waivers": ("The waivers of one team at once", True),
    "self_managed_days": ("The days that developers run it before a hand-off", False),
    "pass_mark": ("The pass mark", False),
    "area_minimum": ("The least score of each area", False),
}


def gates(old: GateRule, new: GateRule, names: Names, areas: Mapping[str, str]) -> Iterator[Said]:
    """Yield what changed; `areas` holds the titles of the areas of both versions."""
    yield from _covered(old, new, areas)
    yield from limits("The people who must sign", old.people, new.people, is_ceiling=False)
    yield from conditions("needed", old.applies_if, new.applies_if, names)
    if old.team != new.team:
        before, after = (names.teams.get(each.team, each.team) for each in (old, new))
        sentence = f"The team {after} signs it in place of {before}."
        yield Said(ChangeKind.CHANGED, sentence, may_weaken=True)
    yield from _order(old, new)
    if old.respond_within_days != new.respond_within_days:
        days = f"from {old.respond_within_days} to {new.respond_within_days}"
        yield Said(ChangeKind.CHANGED, f"The days for an answer went {days}.")
    if old.decide_within_days != new.decide_within_days:
        least, most = (gate.decide_within_days or "left out" for gate in (old, new))
        yield Said(ChangeKind.CHANGED, f"The days to sign went from {least} to {most}.")
    if old.title != new.title:
        yield reworded("Its title", old.title, new.title)


def _covered(old: GateRule, new: GateRule, areas: Mapping[str, str]) -> Iterator[Said]:
    for area in old.areas:
        if area not in new.areas:
            yield Said(ChangeKind.WEAKER, f"It no longer covers “{areas[area]}”.")
    for area in new.areas:
        if area not in old.areas:
            yield Said(ChangeKind.STRICTER, f"It covers “{areas[area]}” as well.")


def _order(old: GateRule, new: GateRule) -> Iterator[Said]:
    for gate in old.after:
        if gate not in new.after:
            yield Said(ChangeKind.WEAKER, f"It no longer waits for the gate {gate}.")
    for gate in new.after:
        if gate not in old.after:
            yield Said(ChangeKind.STRICTER, f"It waits for the gate {gate} as well.")


def policies(old: Policy, new: Policy) -> Iterator[tuple[str, Said]]:
    """Yield what changed, each with its key."""
    for field, (name, is_ceiling) in POLICY.items():
        before, after = getattr(old, field), getattr(new, field)
        for said in limits(name, before, after, is_ceiling=is_ceiling, none="none"):
            yield field, said
