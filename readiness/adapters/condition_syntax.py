"""The text of a condition as parts that know where they stand: a subset of CEL, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from celpy.celparser import CELParseError, CELParser
from lark import Token, Tree

from readiness.adapters.condition_parts import NotACondition, Part, PartKind
from readiness.core.comparisons import Scalar

LONGEST = 1000
DEEPEST = 40

# Rules of the grammar that only say how tightly something binds.
_JUST_BINDING = ("expr", "conditionalor", "conditionaland", "relation", "addition")
_WRAPPERS = {*_JUST_BINDING, "multiplication", "unary", "member", "primary", "paren_expr"}
_CALLS = frozenset({"member_dot_arg", "ident_arg", "dot_ident_arg"})
_CALCULATIONS = frozenset({"addition", "multiplication", "unary_neg"})
_OPERATORS: Mapping[str, str] = {
    "relation_lt": "<",
    "relation_le": "<=",
    "relation_gt": ">",
    "relation_ge": ">=",
    "relation_eq": "==",
    "relation_ne": "!=",
    "relation_in": "in",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?\Z")


class _Parser(CELParser):
    """The same, but that `true` and `false` remember where they stood, as all else does."""

    @staticmethod
    def ambiguous_literals(t: Token) -> Token:
        return Token.new_borrow_pos("BOOL_LIT", t.value, t) if t.value in ("true", "false") else t


def parse(text: str) -> Part:
    """Return the parts. Raises NotACondition at the first that is none."""
    if len(text) > LONGEST:
        raise NotACondition(0, f"A condition has at most {LONGEST} characters.")
    if not text.strip():
        raise NotACondition(0, "A condition must not be empty; leave the key out instead.")
    try:
        tree = _Parser().parse(text)
    except CELParseError as error:
        raise _unreadable(text, error) from error
    return _part(tree, 0)


def _unreadable(text: str, error: CELParseError) -> NotACondition:
    token = getattr(error.__context__, "token", None)
    if token is not None and token.type == "$END":
        return NotACondition(len(text.rstrip()), "The condition ends too early.")
    at = getattr(error.__context__, "pos_in_stream", None) or 0
    return NotACondition(at, f"The condition cannot be read from here on: `{text[at : at + 20]}`.")


def _part(tree: Tree[Token], depth: int) -> Part:
    if depth > DEEPEST:
        raise NotACondition(_at(tree), f"The condition is nested deeper than {DEEPEST} levels.")
    tree = _unwrapped(tree)
    if tree.data in _CALLS:
        raise NotACondition(_at(tree), "Calls and macros are not allowed in a condition.")
    if tree.data in _CALCULATIONS or _is_negative(tree):
        raise NotACondition(_at(tree), "A condition compares; it does not calculate.")
    read = _READERS.get(str(tree.data))
    if read is None:
        raise NotACondition(_at(tree), "This part of CEL is not allowed in a condition.")
    return read(tree, depth + 1)


def _unwrapped(tree: Tree[Token]) -> Tree[Token]:
    while tree.data in _WRAPPERS and len(tree.children) == 1:
        tree = _tree(tree, 0)
    return tree


def _choice(tree: Tree[Token], _: int) -> Part:
    raise NotACondition(_at(tree), "`? :` is not allowed; use && and ||.")


def _joined(kind: PartKind) -> Callable[[Tree[Token], int], Part]:
    def read(tree: Tree[Token], depth: int) -> Part:
        return Part(kind, _at(tree), parts=tuple(_parts(tree, depth)))

    return read


def _comparison(tree: Tree[Token], depth: int) -> Part:
    sign = _tree(tree, 0)
    sides = (_part(_tree(sign, 0), depth), _part(_tree(tree, 1), depth))
    return Part(PartKind.COMPARISON, _at(tree), _OPERATORS[str(sign.data)], sides)


def _negation(tree: Tree[Token], depth: int) -> Part:
    return Part(PartKind.NOT, _at(tree), parts=(_part(_tree(tree, 1), depth),))


def _fact(tree: Tree[Token], _: int) -> Part:
    if _word(_tree(tree, 0)) != "service":
        raise NotACondition(_at(tree), "A fact is written `service.name`.")
    return Part(PartKind.FACT, _at(tree), str(tree.children[1]))


def _answer(tree: Tree[Token], depth: int) -> Part:
    inside = _part(_tree(tree, 1), depth)
    is_text = inside.kind is PartKind.LITERAL and isinstance(inside.value, str)
    if _word(_tree(tree, 0)) != "answers" or not is_text:
        raise NotACondition(_at(tree), "An answer is written `answers['area.question']`.")
    return Part(PartKind.ANSWER, _at(tree), inside.value)


def _list(tree: Tree[Token], depth: int) -> Part:
    items = tuple(_parts(_tree(tree, 0), depth)) if tree.children else ()
    if not items or any(item.kind is not PartKind.LITERAL for item in items):
        raise NotACondition(_at(tree), "A list holds one or more plain values.")
    return Part(PartKind.LIST, _at(tree), parts=items)


def _lone_word(tree: Tree[Token], _: int) -> Part:
    sentence = f"`{_word(tree)}` is not a name; write `service.name` or `answers['area.question']`."
    raise NotACondition(_at(tree), sentence)


def _literal(tree: Tree[Token], _: int) -> Part:
    token = tree.children[0]
    return Part(PartKind.LITERAL, _at(tree), _scalar(str(token), _type(token), _at(tree)))


def _scalar(word: str, kind: str, at: int) -> Scalar:
    if kind == "NULL_LIT":
        return None
    if kind == "BOOL_LIT":
        return word == "true"
    if kind in {"INT_LIT", "FLOAT_LIT"} and _NUMBER.match(word):
        return int(word) if kind == "INT_LIT" else Decimal(word)
    if kind == "STRING_LIT" and word[0] in "'\"" and "\\" not in word:
        return word[1:-1]
    raise NotACondition(at, f"`{word[:20]}` is not a plain text in quotes or a plain number.")


_READERS: Mapping[str, Callable[[Tree[Token], int], Part]] = {
    "expr": _choice,
    "conditionalor": _joined(PartKind.OR),
    "conditionaland": _joined(PartKind.AND),
    "relation": _comparison,
    "unary": _negation,
    "member_dot": _fact,
    "member_index": _answer,
    "list_lit": _list,
    "ident": _lone_word,
    "literal": _literal,
}


def _parts(tree: Tree[Token], depth: int) -> Iterator[Part]:
    return (_part(child, depth) for child in tree.children if isinstance(child, Tree))


def _tree(tree: Tree[Token], index: int) -> Tree[Token]:
    child = tree.children[index]
    if isinstance(child, Tree):
        return child
    raise NotACondition(_at(tree), "This part of CEL is not allowed in a condition.")


def _is_negative(tree: Tree[Token]) -> bool:
    return tree.data == "unary" and _tree(tree, 0).data == "unary_neg"


def _word(tree: Tree[Token]) -> str:
    """Return the name that the tree is, or nothing."""
    inner = _unwrapped(tree)
    return str(inner.children[0]) if inner.data == "ident" else ""


def _type(token: Tree[Token] | Token) -> str:
    return token.type if isinstance(token, Token) else ""


def _at(tree: Tree[Token]) -> int:
    return 0 if tree.meta.empty else tree.meta.start_pos
