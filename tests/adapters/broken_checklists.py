"""A good checklist, and what is said about each way to break it."""

from __future__ import annotations

GOOD = """\
id: small
version: 1
kind: launch
title: Small
areas:
  - {id: deploy, title: Deployment}
questions:
  - id: deploy.canary
    question: Does a change start small?
    weight: 4
    applies_if: service.tier <= 2
  - id: deploy.rollback
    question: How long does going back take?
    answer: {type: number, unit: minutes, maximum: 15}
gates:
  - {id: sre, title: SRE, areas: [deploy], team: sre}
  - {id: launch, title: Launch, areas: [deploy], team: launch, after: [sre]}
"""

#: What is replaced in the good text, by what, and the faults that follow: line, column, sentence.
BROKEN: list[tuple[str, str, list[str]]] = [
    ("id: small", "id: Small", ["1:5: `id` must be {slug}."]),
    ("version: 1", "version: one", ["2:10: `version` must be a whole number."]),
    ("kind: launch", "kind: lunch", ["3:7: `kind` must be 'launch', 'handoff' or 'change'."]),
    ("title: Small", "title: 12", ["4:8: `title` must be text; put it in quotes."]),
    ("title: Small", "title: ''", ["4:8: `title` must not be empty."]),
    ("title: Small\n", "", ["1:1: `title` is missing."]),
    (
        "title: Small",
        "title: Small\ntitle: Large",
        ["5:1: `title` stands here twice; it was on line 4 before."],
    ),
    (
        "    weight: 4",
        "    wieght: 4",
        ["10:5: `wieght` is not a known key; did you mean `weight`?"],
    ),
    ("weight: 4", "weight: 6", ["10:13: `weight` must be at most 5."]),
    ("weight: 4", "blocks: maybe", ["10:13: `blocks` must be true or false."]),
    (
        "weight: 4",
        "weight: 0\n    minutes: 2.5",
        ["10:13: `weight` must be at least 1.", "11:14: `minutes` must be a whole number."],
    ),
    (
        "weight: 4",
        "blocks: true\n    from: launched",
        ["8:5: A question that waits for the launch cannot block the launch."],
    ),
    ("id: deploy.canary", "id: canary", ["8:9: `id` must be {question}."]),
    (
        "id: deploy.canary",
        "id: deply.canary",
        ["8:9: `deply.canary` is in no area; did you mean `deploy`?"],
    ),
    (
        "id: deploy.rollback",
        "id: deploy.canary",
        ["12:9: There is another question `deploy.canary` on line 8."],
    ),
    (
        "type: number",
        "type: nmber",
        [
            "14:13: `answer` has a `type` that is not known: it must be one of 'yes_no', 'counts', "
            "'alerts', 'coverage', 'dependencies', 'number', 'date'."
        ],
    ),
    (", maximum: 15", "", ["14:13: A number needs a `minimum` or a `maximum`."]),
    ("maximum: 15", "maximum: 1, minimum: 2", ["14:13: `minimum` is above `maximum`."]),
    ("maximum: 15", "maximum: many", ["14:52: `maximum` must be a number."]),
    (
        "{type: number, unit: minutes, maximum: 15}",
        "{type: counts, limits: {Bad: -1}}",
        ["14:37: `Bad` must be {slug}.", "14:42: `Bad` must be at least 0."],
    ),
    (
        "{type: number, unit: minutes, maximum: 15}",
        "{type: coverage, signals: [errors, errors]}",
        ["14:39: `signals` names `errors` twice."],
    ),
    (
        "areas: [deploy], team: sre",
        "areas: [deplo], team: sre",
        ["16:35: `deplo` is not an area of this checklist; did you mean `deploy`?"],
    ),
    (
        "areas: [deploy], team: sre",
        "areas: [], team: sre",
        ["16:34: `areas` must hold at least 1."],
    ),
    (
        "after: [sre]",
        "after: [ser]",
        ["17:72: `ser` is not a gate of this checklist; did you mean `sre`?"],
    ),
    (
        "team: sre}",
        "team: sre, after: [launch]}",
        ["16:10: These wait for each other in a circle: sre > launch > sre."],
    ),
    (
        "questions:",
        "questions: []\nold:",
        ["7:12: `questions` must hold at least 1.", "8:1: {old}"],
    ),
    ("gates:", "gates: none\nold:", ["15:8: `gates` must be a list.", "16:1: {old}"]),
    (
        "  - {id: deploy, title: Deployment}",
        "  - deploy",
        [
            "6:5: Item 1 of `areas` must hold keys with values.",
            "8:9: `deploy.canary` is in no area.",
            "12:9: `deploy.rollback` is in no area.",
            "16:35: `deploy` is not an area of this checklist.",
            "17:41: `deploy` is not an area of this checklist.",
        ],
    ),
    ("service.tier <= 2", "service.teir <= 2", ["11:17: `teir` is {fact}; did you mean `tier`?"]),
    (
        "service.tier <= 2",
        "service.tier <= 'x'",
        ["11:17: Only numbers have an order; this compares a number with a text."],
    ),
    ("service.tier <= 2", "service.tier", ["11:17: A condition {bool}; this is a number."]),
    ("service.tier <= 2", "service.public && 2", ["11:35: A condition {bool}; this is a number."]),
    ("service.tier <= 2", "service.tier == 4", ["11:17: This is never '4'; it can be 1, 2, 3."]),
    (
        "service.tier <= 2",
        "service.tier in [1, 4]",
        ["11:37: This is never '4'; it can be 1, 2, 3."],
    ),
    (
        "service.tier <= 2",
        "\"'card' in service.data\"",
        ["11:18: This is never 'card'; it can be cards, financial, health, personal."],
    ),
    (
        "service.tier <= 2",
        "service.public && 2 in service.data",
        ["11:35: A set holds texts; a number is never in it."],
    ),
    (
        "service.tier <= 2",
        "service.tier == null",
        ["11:17: Only an answer can be null; a fact that is not known makes its question apply."],
    ),
    (
        "service.tier <= 2",
        "answers['deploy.rolback'] > 5",
        [
            "11:17: `deploy.rolback` is not a question of this checklist; "
            "did you mean `deploy.rollback`?"
        ],
    ),
    (
        "service.tier <= 2",
        "answers['deploy.rollback'] == 'no'",
        ["11:17: A number is never a text."],
    ),
    (
        "service.tier <= 2",
        "answers['deploy.canary'] == 'no'",
        ["8:9: These depend on each other in a circle: deploy.canary > deploy.canary."],
    ),
    ("service.tier <= 2", "size(service.data) > 1", ["11:17: {call}"]),
    ("service.tier <= 2", "service.public && service.data.exists(x, true)", ["11:35: {call}"]),
    (
        "service.tier <= 2",
        "service.tier + 1 > 2",
        ["11:17: A condition compares; it does not calculate."],
    ),
    ("service.tier <= 2", "service.tier = 2", ["11:30: {unreadable} `= 2`."]),
    ("service.tier <= 2", "service.tier <=", ["11:32: The condition ends too early."]),
    (
        "service.tier <= 2",
        "&&".join(["true"] * 42),
        ["11:17: The condition is nested deeper than 40 levels."],
    ),
    ("service.tier <= 2", "service.tier in [1, true]", ["11:37: A number is never true or false."]),
    (
        "service.tier <= 2",
        "|\n      service.public &&\n      service.tier <= 'x'",
        ["13:7: Only numbers have an order; this compares a number with a text."],
    ),
    ("weight: 4", "weight: &four 4", ["10:13: {alias}"]),
    ("weight: 4", "weight: !!int 4", ["10:13: Tags (!name) are not allowed."]),
    ("weight: 4", "weight: 4\x07", ["10:14: An invisible character, U+0007."]),
    ("weight: 4", "weight: 4\u202e", ["10:14: An invisible character, U+202E."]),
    ("weight: 4", "why: [1, 2", ["11:15: This is not YAML: did not find expected ',' or ']'."]),
    ("weight: 4", "? [a]\n    : b", ["10:7: A key must be a word."]),
    ("weight: 4", "why: " + "[" * 30, ["10:27: Nested deeper than 20 levels."]),
    (
        "id: small",
        "--- \nid: other\n---\nid: small",
        ["3:1: A file holds one checklist; a second document starts here."],
    ),
]

WORDS = {
    "{slug}": "small letters, digits and hyphens, starting with a letter",
    "{question}": "written `area.question`, in small letters, digits and hyphens",
    "{fact}": "not a known fact",
    "{bool}": "must be true or false",
    "{call}": "Calls and macros are not allowed in a condition.",
    "{unreadable}": "The condition cannot be read from here on:",
    "{alias}": "Anchors and aliases (&name, *name) are not allowed; write the text out.",
    "{old}": "`old` is not a known key; known are areas, gates, id, kind, modules, policy, questions, "
    "retired, title, version.",
}


def written_out(sentence: str) -> str:
    """Return the sentence with its shorthands replaced."""
    for short, words in WORDS.items():
        sentence = sentence.replace(short, words)
    return sentence
