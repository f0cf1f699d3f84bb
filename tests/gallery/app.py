"""A small Flask application that serves the gallery under the product's strict content policy."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, flash, render_template
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from readiness.core.handovers import said
from tests.gallery import samples
from tests.gallery.form import ServiceForm

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "readiness/web/static"
PAGES = ("service", "review", "area", "gate", "lists", "pieces", "form", "sign_in", "error")
POLICY = (
    "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    href: str
    current: bool


def navigation() -> list[Entry]:
    labels = ("Home", "Services", "Queue", "Checklists", "Ledger", "Admin")
    return [Entry(label, f"#{label.lower()}", label == "Services") for label in labels]


def create_gallery() -> Flask:
    app = Flask("gallery", static_folder=None)
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_ENABLED=False)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    folders = (ROOT / "templates", Path(__file__).parent / "pages")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    app.jinja_env.filters.update(date=said, day=said, written_day=str, exact=str)
    app.add_url_rule("/static/<path:filename>", "static", static)
    app.add_url_rule("/<page>", view_func=show)
    app.after_request(protect)
    return app


def static(filename: str) -> Response:
    """Send the file whole: one that a browser stops reading half-way would be left open."""
    return Response((STATIC / filename).read_bytes(), mimetype=mimetypes.guess_type(filename)[0])


def show(page: str) -> str:
    if page == "lists":
        flash("Checkout was imported. It is advisory until 1 March 2027.", "success")
    form = ServiceForm(data={"tier": "1", "name": ""})
    if page == "form":
        form.validate()
    given = {
        "nav": navigation(),
        "person": {"name": "Alice Meyer", "person": 7},
        "sign_out_href": "/sign-out",
        "search_href": "#search",
        "inbox_href": "#inbox",
        "unread": lambda: "3",
        "done_now": list,
        "form": form,
    }
    links = [{"label": "Your account", "href": "#account"}]
    return render_template(
        f"{page}.gallery.html", person_links=links, **given, **samples.everything()
    )


def protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response
