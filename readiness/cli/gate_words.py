"""What the gate's client prints for people."""

from __future__ import annotations

from typing import Any


def lines_of(about: str, body: dict[str, Any]) -> list[str]:
    """Return what a person reads in the pipeline's log."""
    lines = [headline(about, body)]
    for reason in each(body, "reasons"):
        lines.append(f"- {reason.get('sentence')} ({reason.get('code')})")
        lines.append(f"  turn: {reason.get('turn')}; {reason.get('link')}")
    for waiver in each(body, "waivers"):
        lines.append(f"- waived until {waiver.get('ends_at')}: {waiver.get('question')}")
        lines.append(f"  {waiver.get('link')}")
    return [harmless(line) for line in lines]


def headline(about: str, body: dict[str, Any]) -> str:
    if body["enforced"]:
        return f"{body['verdict']}: {about}"
    return f"not enforced: {about} is let through; the verdict is {body['verdict']}"


def signed_lines(about: str, said: dict[str, Any]) -> list[str]:
    """Return what a person reads of a signed verdict, which knows its reasons by their codes alone."""
    lines = [f"{headline(about, said)}, signed until {said['expires_at']}"]
    return [harmless(line) for line in (*lines, *(f"- {code}" for code in said["reasons"]))]


def each(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def harmless(line: str) -> str:
    """Return the line without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in line)
