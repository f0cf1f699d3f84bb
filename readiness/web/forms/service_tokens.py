"""The form to make a token of one service."""

from __future__ import annotations

from readiness.web.forms.tokens import TokenForm


class ServiceTokenForm(TokenForm):
    service = None  # the page's own
