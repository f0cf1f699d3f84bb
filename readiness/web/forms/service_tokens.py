"""The form to make a token of one service."""

from __future__ import annotations

from readiness.core.rights import Scope
from readiness.web.forms.fields import CheckboxesField, choices
from readiness.web.forms.tokens import SCOPES, TokenForm

OF_ONE = {scope: label for scope, label in SCOPES.items() if scope != Scope.METRICS}
OF_ONE[Scope.BADGE.value] = "Show the verdict as a badge to whoever has its link"


class ServiceTokenForm(TokenForm):
    scopes = CheckboxesField("What it may do", choices=choices(OF_ONE), default=[Scope.GATE.value])
    service = None  # the page's own
