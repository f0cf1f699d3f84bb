"""Which page an address belongs to: where somebody is led whose form has no page of its own."""

from __future__ import annotations

from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException


def view_of(path: str, method: str) -> tuple[str, dict[str, Any]] | None:
    """Return the endpoint of ours that answers there, with its arguments."""
    try:
        endpoint, found = current_app.url_map.bind("localhost").match(path, method=method)
    except HTTPException:
        return None
    return str(endpoint), dict(found)


def nearest_page(path: str) -> str:
    """Return the path if it is a page, or else that of the first page above it."""
    while path and not view_of(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"
