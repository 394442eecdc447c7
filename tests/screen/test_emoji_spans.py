"""Each emoji has an element of its own, at its place in the text."""

from __future__ import annotations

from lxml import etree

from prepress.screen.emoji_spans import mark_emoji
from prepress.screen.parts import XHTML, Document


def test_emoji_stay_where_they_stand_between_words() -> None:
    text = "<p>One 😀 <b>two</b> ✅ and 💊 <i>three</i> ❌</p>"
    tree = etree.fromstring(f'<html xmlns="{XHTML}"><body>{text}</body></html>')
    mark_emoji([Document("one.xhtml", tree)])
    marked = [each.text for each in tree.iter(f"{{{XHTML}}}span")]
    assert marked == ["😀", "✅", "💊", "❌"]
    assert "".join(tree.itertext()) == "One 😀 two ✅ and 💊 three ❌"
