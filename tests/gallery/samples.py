"""Invented values for the gallery."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from readiness.core.lives import Point, When

AREAS = (
    ("Defects", 92, 85),
    ("Pager alerts", 64, 80),
    ("Monitoring coverage", 78, 80),
    ("Architecture", 88, 70),
    ("Deployment", 41, 80),
    ("Production hygiene", 100, 70),
    ("Compliance", None, 100),
)
GOOD, BAD = ["approved", "done", "met"], ["blocked", "denied", "unmet", "hold"]
WAITING, QUIET = ["waiting", "stale", "changes"], ["open", "draft", "unknown", "not_enforced"]
KINDS = [*GOOD, *BAD, *WAITING, "waived", *QUIET]
DIGEST = "sha256:9f2c1ab08d7e4f5530c1b2a3948576ffeedc0de1234567890abcdef123456789"


@dataclass(frozen=True, slots=True)
class Area:
    label: str
    score: int | None
    least: int
    href: str = "#area"


@dataclass(frozen=True, slots=True)
class Reason:
    sentence: str
    kind: str
    turn: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    state: str
    by: str | None = None


def lived(now: datetime) -> tuple[Point, ...]:
    return (
        Point("Pre-launch", When.PAST, at=now - timedelta(days=120)),
        Point("Launched", When.NOW, at=now - timedelta(days=90), note="self-managed for 90 days"),
        Point("Hand-off review", When.AHEAD, on=now.date() + timedelta(days=33), before="from"),
        Point("SRE-managed", When.AHEAD, on=now.date() + timedelta(days=93), before="from"),
    )


def lived_long(now: datetime) -> tuple[Point, ...]:
    return (
        Point("Pre-launch", When.PAST, at=now - timedelta(days=620)),
        Point(
            "Launched", When.PAST, at=now - timedelta(days=590), note="self-managed for 190 days"
        ),
        Point("Hand-off review", When.PAST, note="signed", review=7),
        Point("SRE-managed", When.PAST, at=now - timedelta(days=400), note="accepted by SRE"),
        Point("Notice", When.NOW, at=now - timedelta(days=4), note="given by SRE"),
        Point("Handed back", When.AHEAD, on=now.date(), note="SRE consults until 3 May 2027"),
        Point("Hand-off review", When.AHEAD, on=now.date() + timedelta(days=123), before="from"),
        Point("SRE-managed", When.AHEAD, on=now.date() + timedelta(days=183), before="from"),
    )


def everything() -> dict[str, object]:
    now = datetime.now(UTC)
    return {
        "areas": [Area(*row) for row in AREAS],
        "few": [Area("Defects", 55, 80), Area("Alerts", None, 80), Area("Coverage", 20, 80)],
        "now": now,
        "lived": lived(now),
        "lived_long": lived_long(now),
        "days_ago": now - timedelta(days=3),
        "soon": now + timedelta(days=6),
        "digest_value": DIGEST,
        "why": [
            Reason(
                "“Can you roll back within ten minutes?” is answered no and stops the launch.",
                "unmet",
                "Payments team",
                "#q",
            ),
            Reason(
                "The security gate waits for one more reviewer.",
                "waiting",
                "Security, 2 days",
                "#gate",
            ),
            Reason(
                "The score for deployment is 41; the policy asks for 80.", "blocked", None, "#area"
            ),
            Reason("A waiver for the restore test ends in 6 days.", "waived", "Launch coordinator"),
        ],
        "components": [("api", "Public API"), ("worker", "Worker"), ("db", "Database")],
        "signals": [
            ("latency", "Latency"),
            ("traffic", "Traffic"),
            ("errors", "Errors"),
            ("saturation", "Saturation"),
        ],
        "cells": {
            "api.latency": Cell("covered", "slo-api-p99"),
            "api.traffic": Cell("covered", "rps dashboard"),
            "api.errors": Cell("covered", "burn-rate alert"),
            "worker.latency": Cell("covered", "queue age"),
            "worker.traffic": Cell("not_needed"),
            "worker.errors": Cell("covered"),
            "worker.saturation": Cell("missing"),
            "db.latency": Cell("covered"),
            "db.traffic": Cell("not_needed"),
            "db.errors": Cell("covered"),
            "db.saturation": Cell("covered", "disk 80 %"),
        },
        "kinds": KINDS,
    }
