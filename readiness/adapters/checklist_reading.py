"""One file against its model: what it says, and everything that is wrong within it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from readiness.adapters import (
    checklist_checks,
    checklist_conditions,
    checklist_swallowed,
    model_faults,
    yaml_nodes,
)
from readiness.adapters.checklist_checks import Parts
from readiness.adapters.checklist_conditions import Conditions
from readiness.adapters.checklist_fields import Strict
from readiness.adapters.checklist_sources import Source
from readiness.adapters.faults import Complaint
from readiness.adapters.yaml_nodes import Node

Content = TypeVar("Content", bound=Strict)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Content]):
    """`content` is None when the file does not fit its model."""

    source: Source
    parts: Parts
    conditions: Conditions
    content: Content | None
    complaints: tuple[Complaint, ...]

    @property
    def is_good(self) -> bool:
        return self.content is not None and not self.complaints


def read(
    source: Source, root: Node, model: type[Content], areas: frozenset[str] | None = frozenset()
) -> Reading[Content]:
    """Read the file. Its gates may also cover these areas, or, if None, any."""
    parts = checklist_checks.parts_of(root)
    conditions = checklist_conditions.read(parts, source.text)
    within = checklist_checks.complaints(parts, areas)
    swallowed = checklist_swallowed.complaints(root, source.text)
    found = [*source.complaints, *swallowed, *within, *conditions.complaints]
    content = None
    try:
        content = model.model_validate(yaml_nodes.plain(root))
    except ValidationError as error:
        found += _elsewhere(model_faults.complaints(error, root, model), source)
    return Reading(source, parts, conditions, content, tuple(found))


def _elsewhere(complaints: Iterable[Complaint], source: Source) -> Iterator[Complaint]:
    """Yield those about values that could be read; what an alias stands for could not."""
    unread = {complaint.at for complaint in source.complaints}
    return (complaint for complaint in complaints if complaint.at not in unread)
