"""Obsidian's links and pictures."""

from __future__ import annotations

from tests.dialects.forms import Form, Shown
from tests.shelf import SQUARE

_SECOND = {"2-sleep-well.md": "# Sleep well\n\n## At night\n\nRest.\n"}

FORMS = {
    "page": Form("# One\n\nSee [[2-sleep-well]] and [[2 Sleep Well|another *page*]].\n", _SECOND),
    "heading": Form(
        "# One\n\nSee [[2-sleep-well#At night]] and [[#One]] or [[At night]].\n", _SECOND
    ),
    "block": Form("# One\n\nSee [[2-sleep-well#^a1b2|a block]].\n", _SECOND),
    "in-table": Form("| A |\n| --- |\n| [[2-sleep-well\\|words]] |\n", _SECOND),
    "picture": Form("![[square.svg|A grey square|120]]\n", {"square.svg": SQUARE}),
    "embedded": Form("# One\n\n![[2-sleep-well]]\n", _SECOND),
    "brackets-in-links": Form(
        "See [[docs]](https://a.example), [[1]][one], x[[i]] and [[1, 2], [3, 4]].\n\n"
        "[one]: https://b.example\n"
    ),
    "nowhere": Form("See [[Some other page|these words]].\n"),
    "hash": Form("Text with a #tag in it, `[[code]]` and \\[\\[signs\\]\\].\n"),
}


def test_links_lead_to_pages_by_their_names(shown: dict[str, Shown]) -> None:
    form = shown["page"]
    assert form.words_of("//p//a[@href]") == ["2-sleep-well", "another page"]
    assert all("2-sleep-well" in link.get("href", "") for link in form.elements("//p//a"))
    assert form.codes == []
    assert "[[" not in form.pdf


def test_links_lead_to_headings(shown: dict[str, Shown]) -> None:
    form = shown["heading"]
    assert form.words_of("//p//a[@href]") == ["2-sleep-well > At night", "One", "At night"]
    assert [link.get("href", "").rpartition("#")[2] for link in form.elements("//p//a")] == [
        "at-night", "one", "at-night",
    ]  # fmt: skip
    assert form.codes == []


def test_a_link_to_a_block_leads_to_its_page(shown: dict[str, Shown]) -> None:
    assert shown["block"].words_of("//p//a[@href]") == ["a block"]
    assert shown["block"].codes == []
    assert shown["in-table"].words_of("//td//a[@href]") == ["words"]


def test_pictures_have_their_words_and_size(shown: dict[str, Shown]) -> None:
    form = shown["picture"]
    (picture,) = form.elements("//img")
    assert picture.get("alt") == "A grey square"
    assert form.codes == []


def test_an_embedded_page_is_a_link_and_a_warning(shown: dict[str, Shown]) -> None:
    form = shown["embedded"]
    assert form.words_of("//p//a[@href]") == ["2-sleep-well"]
    assert form.codes == ["S-024"]


def test_brackets_that_belong_to_other_links_stay_theirs(shown: dict[str, Shown]) -> None:
    form = shown["brackets-in-links"]
    assert form.epub == "See [docs], [1], x[[i]] and [[1, 2], [3, 4]]."
    assert len(form.elements("//a[@href]")) == 2
    assert form.codes == []


def test_a_link_to_no_page_is_a_finding(shown: dict[str, Shown]) -> None:
    assert shown["nowhere"].codes == ["L-001"]


def test_tags_and_signs_that_are_meant_stay(shown: dict[str, Shown]) -> None:
    assert shown["hash"].epub == "Text with a #tag in it, [[code]] and [[signs]]."
    assert shown["hash"].codes == []
