"""Where the lines of a text stand on its pages, so that both scroll together."""

from __future__ import annotations

from prepress.preview.line_pages import PageTexts
from prepress.preview.writing.line_places import line_places
from tests.preview.conftest import Looking
from tests.preview.writing import TEXT, Writing

PAGES = ["Contents The second heading", "First words of all. Then others. 1 A note on it.", ""]
PAGES += ["The second heading And its very own words"]


def test_lines_have_the_page_and_the_height_of_their_words() -> None:
    lines = [
        "# The second heading",
        "",
        "First words of *all*.",
        "Then others.",
        "- its very own words",
    ]
    assert [(line, page) for line, page, _ in line_places(lines, PageTexts.of(PAGES))] == [
        (3, 2),
        (4, 2),
        (5, 4),
    ]
    first, others, own = (part for *_, part in line_places(lines, PageTexts.of(PAGES)))
    assert 0 == first < others < 1
    assert 0 < own < 1


def test_what_stands_out_of_order_leads_nowhere() -> None:
    lines = ["First words of all.", "[^1]: A note on it.", "Then others.", "its very own words"]
    assert [line for line, *_ in line_places(lines, PageTexts.of(PAGES))] == [1, 3, 4]


def test_page_is_told_where_its_lines_stand_in_each_edition(looking: Looking) -> None:
    text = "# One\n\nThe very first words.\n\n\\newpage\n\nThe very last words.\n"
    looking.shelf.add(
        {"1.md": text}, metadata="title: T\nlang: en\neditions: {print: {}, epub: {}}\n"
    )
    looking.build()
    writing = Writing(looking)
    asked = {"file": TEXT, "publication": "tiny"}
    paper = writing.call("places", edition="print", **asked).json
    assert [(line, page) for line, page, _ in paper["places"]] == [(3, 1), (7, 2)]
    assert paper["digest"] == writing.read()["digest"]
    screen = writing.call("places", edition="epub", **asked).json["places"]
    assert [line for line, *_ in screen] == [3, 7]
    assert len({section for _, section, _ in screen}) == 1
    assert writing.call("places", edition="nope", **asked).json["places"] == []
