"""A help text to start from, as the lines that go into a checklist's file."""

from __future__ import annotations

from readiness.adapters import yaml_writer


def as_help(draft: tuple[str, str, str]) -> str:
    """Return YAML for a checklist, a question and its text that reads back as the very same text."""
    checklist, question, text = draft
    head = f"# {question} of {checklist}. Rewrite it in your own words.\n"
    return f"{head}- id: {question}\n  help: {yaml_writer.scalar(text, 4, 8)}\n"
