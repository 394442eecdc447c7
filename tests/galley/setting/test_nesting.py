"""Raw HTML with blocks in a phrase, or in a heading, becomes valid and loses neither words nor
meaning.
"""

import pytest
from lxml import etree

from tests.shelf import Shelf


def set_markup(shelf: Shelf, text: str) -> etree._Element:
    (chapter,) = shelf.add({"1.md": text}).galley().chapters
    return etree.fromstring(f"<div>{chapter.markup}</div>")


def test_span_around_blocks_is_a_division(shelf: Shelf) -> None:
    html = set_markup(shelf, '<span class="x">\n\ntext\n\n- item\n\n</span>\n')
    assert html.find("span") is None
    assert html.find("div[@class='x']/ul/li").text.strip() == "item"


@pytest.mark.parametrize("tag", ["b", "em", "small"])
def test_phrase_around_blocks_sets_their_words_apart(shelf: Shelf, tag: str) -> None:
    html = set_markup(shelf, f"<{tag}>\n\ntext *more*\n\n- item\n\n</{tag}>\n")
    assert "".join(html.find(f"div/p/{tag}").itertext()) == "text more"
    assert html.find(f"div/ul/li/{tag}").text.strip() == "item"


def test_division_in_a_heading_is_a_phrase(shelf: Shelf) -> None:
    html = set_markup(shelf, "<h2><div>Head</div></h2>\n")
    assert html.find("h2/span").text == "Head"


def test_division_in_a_span_in_a_line_keeps_its_words(shelf: Shelf) -> None:
    html = set_markup(shelf, "a <span>b <div>c</div> d</span> e\n")
    assert "".join(html.itertext()).split() == ["a", "b", "c", "d", "e"]
    assert html.find(".//span//div") is None


def test_what_stands_in_html_is_checked_like_the_rest(shelf: Shelf) -> None:
    text = "<div>\n\n## Head\n\n[gone](#nowhere), [here](#head)\n\n![A bed](none.png)\n\n</div>\n"
    found = shelf.add({"1.md": text}).galley().findings
    assert [(finding.code, finding.place.line) for finding in found] == [("L-001", 5), ("I-001", 7)]
