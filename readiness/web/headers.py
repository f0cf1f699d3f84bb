"""What every answer tells the browser not to do, and which requests are not ours to answer."""

from __future__ import annotations

from flask import Response, request

from readiness.core.errors import BadInput, Forbidden, Refused
from readiness.extensions import settings
from readiness.web.session import READS

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class WrongHost(Refused):
    """The address in the browser is not ours, so links and cookies could go astray."""


def check_host() -> None:
    if request.host.lower() != settings().public_host:
        raise WrongHost(f"This installation is at {settings().public_url} only.")


def check_origin() -> None:
    """The second net below the CSRF token: another site's page may not send us anything."""
    if request.method in READS:
        return
    origin = request.headers.get("Origin", settings().public_url)
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if origin != settings().public_url or site not in ("same-origin", "none"):
        raise Forbidden("This form was sent from another site.")


def check_text() -> None:
    """PostgreSQL can store every character but one, and no keyboard types it."""
    sent = (request.path, *request.form.values())
    if any("\0" in text for text in sent):
        raise BadInput(
            "What was sent holds a NUL character, which is no text. Nothing was changed."
        )


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("Cookie")
    return response
