"""A badge says its word in words, and holds nothing that runs or loads."""

from xml.etree import ElementTree

import pytest

from readiness.core.badges import LOOKS, Badge, document, svg


@pytest.mark.parametrize("kind", LOOKS)
def test_it_is_a_picture_with_its_word(kind: str) -> None:
    badge = Badge("a<b&c", "production", kind)
    found = ElementTree.fromstring(svg(badge))
    assert found.attrib["aria-label"] == f"a<b&c, production: {LOOKS[kind][0]}"
    tags = {each.tag.rpartition("}")[2] for each in found.iter()}
    assert tags == {"svg", "title", "rect", "g", "text"}
    assert document(badge)["message"] == LOOKS[kind][0]
    assert ("approved" in svg(badge)) is (kind == "approved")
