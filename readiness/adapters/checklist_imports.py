"""A table, page or pasted text of another system as a draft of a checklist."""

from __future__ import annotations

import csv

from readiness.adapters.import_pages import from_page
from readiness.adapters.import_tables import from_csv
from readiness.adapters.import_texts import Kind
from readiness.core.checklist_drafts import Draft, Found, draft


def drafted(text: str, kind: Kind) -> Draft:
    """Return the draft of a text that was cleaned. It may have no question."""
    return draft(_found(text, kind))


def _found(text: str, kind: Kind) -> Found:
    if kind is Kind.CSV:
        try:
            return from_csv(text)
        except csv.Error:
            return from_page(text, is_plain=True)
    return from_page(text, is_plain=kind is Kind.TEXT)
