"""The address of each thing, relative to the installation's own."""

from __future__ import annotations


def service(slug: str) -> str:
    return f"/services/{slug}"


def holds(slug: str) -> str:
    """Return where a service is stopped, and why it was."""
    return f"{service(slug)}/holds"


def freezes() -> str:
    return "/freezes"


def freeze(freeze_id: int) -> str:
    return f"/freezes/{freeze_id}"


def freeze_feed(token: str) -> str:
    """Return where calendars of other programs read the freezes, by a signed link."""
    return f"/freezes/feed/{token}"


def advisory() -> str:
    return "/advisory"


def handover(slug: str) -> str:
    return f"/services/{slug}/handover"


def team(slug: str) -> str:
    return f"/teams/{slug}"


def members(slug: str) -> str:
    """Return where an administrator says who is in the team."""
    return f"/admin/teams/{slug}"


def review(review_id: int) -> str:
    return f"/reviews/{review_id}"


def plan(review_id: int) -> str:
    """Return where the review is planned for another time."""
    return f"{review(review_id)}/plan"


def handed(review_id: int) -> str:
    """Return where the review tells who was asked to answer what."""
    return f"{review(review_id)}#handed"


def launch_day(review_id: int) -> str:
    """Return the card that is printed for the day of the launch."""
    return f"{review(review_id)}/launch-day"


def area(review_id: int, area_id: str) -> str:
    return f"/reviews/{review_id}/areas/{area_id}"


def question(review_id: int, area_id: str, question_id: str) -> str:
    return f"{area(review_id, area_id)}#{question_id}"


def evidence_back(review_id: int, question_id: str) -> str:
    """Return where evidence that was removed is attached again."""
    return f"{review(review_id)}/questions/{question_id}/evidence/put-back"


def gate(review_id: int, gate_id: str) -> str:
    return f"/reviews/{review_id}/gates/{gate_id}"


def thread(review_id: int, thread_id: int, comment: int | None = None) -> str:
    """Return where a thread stands alone, and in it the comment that is meant."""
    return f"/reviews/{review_id}/threads/{thread_id}{f'#comment-{comment}' if comment else ''}"


def asked_often() -> str:
    return "/checklists/asked-often"


def asked_often_seen(checklist: str, question_id: str) -> str:
    return f"/checklists/{checklist}/questions/{question_id}/asked-often/seen"


def waiver(waiver_id: int) -> str:
    return f"/waivers/{waiver_id}"


def action_item(review_id: int, item_id: int) -> str:
    return f"/reviews/{review_id}/action-items/{item_id}"


def file(review_id: int, sha256: str) -> str:
    return f"{review(review_id)}/files/{sha256}"


def thumbnail(review_id: int, sha256: str) -> str:
    return f"{file(review_id, sha256)}/thumbnail"


def inbox() -> str:
    return "/inbox"


def notifications() -> str:
    """Return where one chooses what comes by mail."""
    return "/account/notifications"


def mail_off(token: str) -> str:
    """Return where a signed link switches off mails."""
    return f"/mail/off/{token}"


def link(secret: str) -> str:
    return f"/links/{secret}"


def search() -> str:
    return "/search"


def queue() -> str:
    return "/queue"


def checklist_question(checklist: str, version: int, question_id: str) -> str:
    return f"/checklists/{checklist}/{version}#{question_id}"


def seen(checklist: str, version: int) -> str:
    return f"/checklists/{checklist}/{version}/seen"


def differences(checklist: str, old: int, new: int) -> str:
    return f"/checklists/{checklist}/differences?from={old}&to={new}"


def connections() -> str:
    return "/admin/connections"
