"""What is told of waivers and of the life of reviews, services and checklists."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.core.notice_kinds import Kind
from readiness.core.notice_tellings import Place, Telling, To

_NEWS = {To.TEAM: Kind.NEWS, To.ASKER: Kind.NEWS, To.ADVISER: Kind.NEWS}
_DECIDES = {To.WAIVER_AUTHOR: Kind.NEWS, To.TEAM: Kind.NEWS, To.ADVISER: Kind.NEWS}
_STOPS = {To.TEAM: Kind.STOPS, To.CONSULTANT: Kind.STOPS, To.COORDINATORS: Kind.STOPS}

TELLINGS: Mapping[str, Telling] = {
    "waiver.asked": Telling(
        "{who} asks for a waiver of {work} for {service}.",
        Place.WAIVER,
        "Grant or refuse it.",
        {To.COORDINATORS: Kind.WAIVERS},
    ),
    "waiver.withdrawn": Telling(
        "{who} took back the request for a waiver of {work} for {service}.",
        Place.WAIVER,
        tells={To.COORDINATORS: Kind.NEWS},
    ),
    "waiver.granted": Telling(
        "{who} granted the waiver of {work} for {service}, until {ends}.",
        Place.WAIVER,
        tells=_DECIDES,
    ),
    "waiver.narrowed": Telling(
        "{who} lets the waiver of {work} for {service} end earlier, on {ends}.",
        Place.WAIVER,
        tells=_DECIDES,
    ),
    "waiver.refused": Telling(
        "{who} refused the waiver of {work} for {service}.",
        Place.WAIVER,
        "Meet what was to be waived.",
        {To.WAIVER_AUTHOR: Kind.CHANGES},
        {To.TEAM: Kind.NEWS, To.ADVISER: Kind.NEWS},
    ),
    "waiver.revoked": Telling(
        "{who} revoked the waiver of {work} for {service}.",
        Place.WAIVER,
        "Meet what was waived: it counts again.",
        {To.WAIVER_AUTHOR: Kind.CHANGES, To.TEAM: Kind.CHANGES},
        {To.ADVISER: Kind.NEWS},
    ),
    "review.approved": Telling(
        "The {review} of {service} is approved.",
        Place.REVIEW,
        tells={**_NEWS, To.HOLDERS: Kind.NEWS},
    ),
    "review.reopened": Telling(
        "{who} reopened the {review} of {service}: its gates need new votes.",
        Place.REVIEW,
        tells={**_NEWS, To.CLOSED: Kind.NEWS, To.HOLDERS: Kind.NEWS},
    ),
    "review.started": Telling(
        "{who} started a {review} of {service}.",
        Place.REVIEW,
        tells={To.TEAM: Kind.NEWS},
    ),
    "review.renewed": Telling(
        "{who} renews the {review} of {service}: a new one begins with the old answers.",
        Place.REVIEW,
        tells={To.TEAM: Kind.NEWS},
    ),
    "review.abandoned": Telling(
        "{who} abandoned the {review} of {service}.",
        Place.REVIEW,
        tells={**_NEWS, To.HOLDERS: Kind.NEWS},
    ),
    "review.planned": Telling(
        "{who} planned the {review} of {service} for another day.",
        Place.REVIEW,
        tells={**_NEWS, To.HOLDERS: Kind.NEWS},
    ),
    "review.launched": Telling(
        "{who} says that {service} has launched.",
        Place.REVIEW,
        tells={**_NEWS, To.COORDINATORS: Kind.NEWS},
    ),
    "review.applied": Telling(
        "{who} applied newer facts or a newer checklist to the {review} of {service}.",
        Place.REVIEW,
        tells=_NEWS,
    ),
    "review.unapplied": Telling(
        "{who} took back what was applied to the {review} of {service}.",
        Place.REVIEW,
        tells=_NEWS,
    ),
    "gate.voted:approve": Telling(
        "{who} signs {gate} of {service}.",
        Place.GATE,
        tells=_NEWS,
    ),
    "vote.withdrawn": Telling(
        "{who} took back a vote on {gate} of {service}.",
        Place.GATE,
        tells=_NEWS,
    ),
    "adviser.named": Telling(
        "{who} named {person} the consultant of the {review} of {service}.",
        Place.REVIEW,
        "Go along with the review.",
        {To.PERSON: Kind.HANDED},
        {To.TEAM: Kind.NEWS},
    ),
    "service.consultant_named": Telling(
        "{who} named {person} the consultant of {service}.",
        Place.HANDOVER,
        "Go along with the service.",
        {To.PERSON: Kind.HANDED},
        {To.TEAM: Kind.CUSTODY},
    ),
    "service.accepted": Telling(
        "{who} took {service} over.",
        Place.HANDOVER,
        tells={
            To.TEAM: Kind.CUSTODY,
            To.SRE: Kind.CUSTODY,
            To.CONSULTANT: Kind.CUSTODY,
            To.COORDINATORS: Kind.CUSTODY,
        },
    ),
    "service.handed_back": Telling(
        "{who} handed {service} back to its team.",
        Place.HANDOVER,
        "Be ready to run it again.",
        {To.TEAM: Kind.CHANGES},
        {To.SRE: Kind.CUSTODY, To.CONSULTANT: Kind.CUSTODY, To.COORDINATORS: Kind.CUSTODY},
    ),
    "service.retired": Telling(
        "{who} retired {service}.",
        Place.HANDOVER,
        tells={To.TEAM: Kind.CUSTODY, To.CONSULTANT: Kind.CUSTODY},
    ),
    "hold.set": Telling(
        "{who} holds {service}: its gates are closed until the hold ends.",
        Place.HOLDS,
        tells=_STOPS,
    ),
    "hold.ended": Telling(
        "{who} ended the hold of {service} by {person}.",
        Place.HOLDS,
        tells={To.PERSON: Kind.STOPS, **_STOPS},
    ),
    "glass.broken": Telling(
        "{who} let {service} through while the gate was down: the glass was broken.",
        Place.SERVICE,
        tells=_STOPS,
    ),
    "advisory.begun": Telling(
        "{who} made the gate advisory for the {scope} {value}: it stops nobody there.",
        Place.ADVISORY,
        tells={To.COORDINATORS: Kind.STOPS},
    ),
    "advisory.ended": Telling(
        "{who} enforced the gate for the {scope} {value} again.",
        Place.ADVISORY,
        tells={To.COORDINATORS: Kind.STOPS},
    ),
    "freeze.made": Telling(
        "{who} froze {covers} from {begins} until {ends}.",
        Place.FREEZE,
        tells={To.COORDINATORS: Kind.STOPS},
    ),
    "freeze.shortened": Telling(
        "{who} lets a freeze end earlier, on {ends}.",
        Place.FREEZE,
        tells={To.COORDINATORS: Kind.STOPS},
    ),
    "freeze.excepted": Telling(
        "{who} excepted {service} from a freeze.",
        Place.FREEZE,
        tells=_STOPS,
    ),
    "evidence.damaged": Telling(
        "Evidence of the {review} of {service} is damaged or gone.",
        Place.REVIEW,
        "Attach it again: until then it proves nothing.",
        {To.TEAM: Kind.CHANGES},
        {To.HOLDERS: Kind.NEWS, To.ADVISER: Kind.NEWS},
    ),
    "evidence.recovered": Telling(
        "Evidence of the {review} of {service} is whole again.",
        Place.REVIEW,
        tells={To.TEAM: Kind.NEWS, To.HOLDERS: Kind.NEWS},
    ),
    "checklist.synced": Telling(
        "Version {version} of the checklist {checklist} asks for less than version {since}.",
        Place.DIFFERENCES,
        "Look at what became weaker.",
        {To.COORDINATORS: Kind.CHECKLISTS},
    ),
    "connection.gone": Telling(
        "A connection was switched off: its receiver is gone.",
        Place.CONNECTIONS,
        "Give it another address, or remove it.",
        {To.ADMINISTRATORS: Kind.CHANGES},
    ),
}
