"""Titles of callouts: those that the author wrote are headings of the right level."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pikepdf
import pytest
from lxml import etree

from tests.dialects.forms import Form, Shown

_BOX = "\n\n::: warning Risks to know about\nWords.\n:::\n\n"
FORMS = {
    "under-a-section": Form(f"## First{_BOX}### Below\n\nWords.\n\n## Second\n\nWords.\n"),
    "under-none": Form(f"Words.{_BOX}Words.\n"),
    "behind-a-panel": Form(f"## First\n\n::: panel\n\n### Inner\n\nWords.\n\n:::{_BOX}"),
    "in-another": Form("## First\n\n:::: note Outer\n\n::: tip Inner\nWords.\n:::\n\n::::\n"),
    "deep-behind": Form(f"# One\n\n::: panel\n\n## Two\n\n### Three\n\n:::{_BOX}#### Four\n"),
    "lowest": Form(f"## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6{_BOX}"),
    "spanish": Form(
        "## Uno\n\n::: warning Atención\nTexto.\n:::\n\n::: warning Otro\nTexto.\n:::\n",
        metadata="title: Tiny\nlang: es\n",
    ),
    "same-words": Form(
        "## First\n\n::: warning Risks\nWords.\n:::\n\n## Risks\n\nSee [them](#risks).\n"
    ),
    "linked": Form(f"## First\n\nSee [the risks](#risks-to-know-about).{_BOX}"),
    "contents": Form(f"# One\n\n[TOC]\n\n## First{_BOX}## Second\n\nWords.\n"),
    "in-a-note": Form(
        '## First\n\nWords.[^a]\n\n[^a]:\n    !!! note "Its title"\n        Words.\n'
    ),
    "code": Form("## First\n\n::: qr https://clinic.example Our site\nWords.\n:::\n"),
    "untitled-before": Form(f"{_BOX}# One\n\nWords.\n", {"2-next.md": "# Two\n\nWords.\n"}),
}


def _outline(shown: Shown) -> list[str]:
    """The headings of the EPUB's text, each behind its level."""
    headings = shown.elements("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h6]")
    return [f"{each.tag} {' '.join(each.text_content().split())}" for each in headings]


@pytest.mark.parametrize(
    ("name", "outline"),
    [
        ("under-a-section", ["h2 First", "h3 Risks to know about", "h3 Below", "h2 Second"]),
        ("under-none", ["h2 Risks to know about"]),
        ("behind-a-panel", ["h2 First", "h3 Inner", "h3 Risks to know about"]),
        ("in-another", ["h2 First", "h3 Outer", "h4 Inner"]),
        ("spanish", ["h2 Uno", "h3 Otro"]),
    ],
)
def test_title_stands_one_level_below_its_heading(
    shown: dict[str, Shown], name: str, outline: list[str]
) -> None:
    assert _outline(shown[name]) == outline
    assert shown[name].codes == []


def test_no_level_is_left_out_around_a_title(shown: dict[str, Shown]) -> None:
    outline = _outline(shown["deep-behind"])
    levels = [int(each[1]) for each in outline]
    assert "h3 Risks to know about" in outline
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_title_below_the_lowest_level_is_of_that_level(shown: dict[str, Shown]) -> None:
    assert _outline(shown["lowest"])[-1] == "h6 Risks to know about"


def test_heading_keeps_the_link_that_a_title_of_the_same_words_could_have(
    shown: dict[str, Shown],
) -> None:
    assert shown["same-words"].words_of("//h2[@id='risks']") == ["Risks"]
    assert shown["same-words"].words_of("//h3[@id='risks-2']") == ["Risks"]
    assert shown["same-words"].codes == []


def test_link_leads_to_a_title_by_its_words(shown: dict[str, Shown]) -> None:
    assert shown["linked"].elements("//h3[@id='risks-to-know-about']")
    assert shown["linked"].codes == []


def test_lists_of_contents_in_the_text_leave_titles_out(shown: dict[str, Shown]) -> None:
    entries = shown["contents"].words_of("//div[@role='navigation']//a")
    assert entries == ["First", "Second"]


@pytest.mark.parametrize("name", ["in-a-note", "code"])
def test_titles_in_notes_and_of_codes_are_no_headings(shown: dict[str, Shown], name: str) -> None:
    assert _outline(shown[name])[0] == "h2 First"
    assert not shown[name].elements("//*[self::h2 or self::h3][@class='callout-title']")


def test_chapter_is_not_called_after_a_callout_at_its_beginning(shown: dict[str, Shown]) -> None:
    form = shown["untitled-before"]
    with zipfile.ZipFile(form.epub_file) as epub:
        nav = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    entries = ["".join(each.itertext()) for each in nav.iter("{http://www.w3.org/1999/xhtml}a")]
    assert entries[:3] == ["One", "Risks to know about", "Two"]


def test_contents_and_outline_list_the_title(shown: dict[str, Shown]) -> None:
    form = shown["under-a-section"]
    with zipfile.ZipFile(form.epub_file) as epub:
        assert "#risks-to-know-about" in epub.read("EPUB/nav.xhtml").decode()
    with pikepdf.open(io.BytesIO(form.pdf_file.read_bytes())) as pdf, pdf.open_outline() as outline:
        first = outline.root[0]
        while first.title != "First":
            first = first.children[0]
        assert [each.title for each in first.children] == ["Risks to know about", "Below"]
