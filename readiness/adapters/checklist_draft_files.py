"""A draft as a checklist file for its author, in which every guess is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readiness.adapters import yaml_writer
from readiness.core.checklist_drafts import Draft, DraftArea, DraftQuestion, Left
from readiness.core.checklist_guesses import USUAL_WEIGHT

#: In bytes, so that the whole file stays below the most that the loader takes.
MOST_OF_QUESTIONS = 600_000
MOST_OF_LEFT = 200_000
_LONGEST_COMMENT = 500


@dataclass(frozen=True, slots=True)
class _Fitting:
    questions: tuple[DraftQuestion, ...]
    texts: tuple[str, ...]
    left: tuple[Left, ...]


def as_file(draft: Draft, *, id_: str, source: str) -> str:
    """Return the file of a draft with at least one question; `source` is where it comes from."""
    fitting = _fit(draft)
    used = {question.id.partition(".")[0] for question in fitting.questions}
    areas = [area for area in draft.areas if area.id in used]
    lines = [
        *_head(draft, fitting, areas, id_, source),
        *("", "questions:", *fitting.texts),
        *_gate(areas),
        *_left(fitting.left),
    ]
    return "\n".join(lines) + "\n"


def _fit(draft: Draft) -> _Fitting:
    """Take questions until the file is full; of the others their words are left."""
    texts: list[str] = []
    size = 0
    for question in draft.questions:
        text = "\n".join(("", *_question(question)))
        size += len(text.encode()) + 1
        if size > MOST_OF_QUESTIONS:
            break
        texts.append(text)
    kept, over = draft.questions[: len(texts)], draft.questions[len(texts) :]
    left = [*draft.left, *(Left(each.raw.line, each.raw.text) for each in over)]
    return _Fitting(kept, tuple(texts), tuple(sorted(left)))


def _head(
    draft: Draft, fitting: _Fitting, areas: list[DraftArea], id_: str, source: str
) -> Iterator[str]:
    yield "# yaml-language-server: $schema=checklist.schema.json"
    yield from _comments([f"A draft, made from {source}."], "")
    yield "# Look at each line with `guess` or `not understood`, and do what `TODO` says."
    yield f"# {_counted(fitting, areas)}"
    yield _entry("id", id_, 0)
    yield "version: 1"
    yield "kind: launch  # guess: could be handoff or change"
    yield _entry("title", draft.title, 0)
    yield from ("", "areas:")
    for area in areas:
        yield _entry("- id", area.id, 2)
        yield _entry("title", area.title, 4)


def _counted(fitting: _Fitting, areas: list[DraftArea]) -> str:
    blocking = sum(question.guess.blocks for question in fitting.questions)
    left = [each for each in fitting.left if not each.is_names]
    lines = f"{_number(len(left), 'line')} left out, see the end"
    asked = f"{_number(len(fitting.questions), 'question')} in {_number(len(areas), 'area')}"
    return f"{asked}, {blocking} blocking; {lines if left else 'nothing left out'}."


def _question(question: DraftQuestion) -> Iterator[str]:
    raw, guess = question.raw, question.guess
    yield f"  - id: {question.id}"
    yield from _comments((*guess.because, *question.todo, *question.notes), "    ")
    yield _entry("question", raw.text, 4)
    for key, text in (("why", raw.why), ("proof", raw.proof), ("help", raw.help)):
        if text:
            yield _entry(key, text, 4)
    if guess.weight != USUAL_WEIGHT:
        yield f"    weight: {guess.weight}"
    if guess.blocks:
        yield "    blocks: true"
        yield "    evidence: required  # guess: what blocks should be proven"


def _gate(areas: list[DraftArea]) -> Iterator[str]:
    yield from ("", "gates:", "  # guess: one team signs everything; write a gate for each team")
    yield from ("  - id: reviewers", "    title: Reviewers")
    yield f"    areas: [{', '.join(yaml_writer.scalar(area.id, 0, 0) for area in areas)}]"
    yield "    team: reviewers"


def _left(left: Sequence[Left]) -> Iterator[str]:
    """Yield the names of columns and the lines that were not taken, as far as there is room."""
    lines: list[str] = []
    for is_names, heading in ((True, "Taken for the names of columns:"), (False, "Not taken:")):
        told = [f"line {each.line}: {each.text}" for each in left if each.is_names is is_names]
        lines += ["", f"# {heading}", *_comments(told, "")] if told else []
    size = 0
    for index, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > MOST_OF_LEFT:
            yield f"# ... and {len(lines) - index} more lines, for which there is no room here."
            return
        yield line


def _comments(texts: Iterable[str], indent: str) -> Iterator[str]:
    """Yield each text as comments of a bearable length, without a word left out."""
    for text in texts:
        line = " ".join(text.split())
        for start in range(0, len(line), _LONGEST_COMMENT):
            yield f"{indent}# {line[start : start + _LONGEST_COMMENT]}"


def _entry(key: str, text: str, indent: int) -> str:
    start = f"{' ' * indent}{key}: "
    return start + yaml_writer.scalar(text, indent + 2, len(start))


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
