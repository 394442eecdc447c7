"""Lists of contents in the text, as GitLab, mkdocs, TeX, kramdown and doctoc mark them."""

from __future__ import annotations

import zipfile

import pypdfium2
import pytest

from tests.dialects.forms import Form, Shown

_TEXT = "\n\n## Before\n\nWords.\n\n### Early\n\nWords.\n\n## After\n\nWords.\n"
_MARKS = {
    "toc": "[TOC]",
    "wiki": "[[toc]]",
    "gitlab": "[[_TOC_]]",
    "tex": "\\tableofcontents",
    "kramdown": "1. TOC\n{:toc}",
    "doctoc": "<!-- START doctoc generated -->\n- [Old](#old)\n<!-- END doctoc -->",
    "comment": "<!-- toc -->",
}
FORMS = {name: Form(f"# One\n\n{mark}{_TEXT}") for name, mark in _MARKS.items()} | {
    "own-heading": Form(f"# One\n\n## Contents\n\n[TOC]{_TEXT}"),
    "unlisted": Form(f"# One\n\n[TOC]{_TEXT}\n## Aside {{.unnumbered .unlisted}}\n\nWords.\n"),
    "nothing": Form("[TOC]\n\nWords alone.\n"),
    "book": Form("# Contents\n\n[TOC]\n", {"2-next.md": "# Two\n\nWords.\n"}),
    "twice": Form(f"# One\n\n[TOC]{_TEXT}\n[TOC]\n"),
    "setext": Form("A heading\nof two lines\n===========\n\nWords.\n\n## More {-}\n\nWords.\n"),
}


@pytest.mark.parametrize("name", _MARKS)
def test_headings_are_listed_in_place(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.words_of("//div[@role='navigation']/ol/li/a") == ["Before", "After"]
    assert form.words_of("//div[@role='navigation']/ol/li/ol/li/a") == ["Early"]
    links = [
        link.get("href").rpartition("#")[2]
        for link in form.elements("//div[@role='navigation']//a")
    ]
    assert links == ["before", "early", "after"]
    assert "TOC" not in form.pdf.upper().replace("CONTENTS", "")
    assert form.codes == []


def test_page_numbers_stand_on_paper(shown: dict[str, Shown]) -> None:
    assert "After" in shown["toc"].pdf
    assert "(page" not in shown["toc"].pdf
    assert "1" in shown["toc"].pdf.split("Early")[1].split("After")[0]


def test_heading_of_the_list_is_not_listed(shown: dict[str, Shown]) -> None:
    assert shown["own-heading"].words_of("//div[@role='navigation']/ol/li/a") == ["Before", "After"]


def test_unlisted_heading_is_not_listed(shown: dict[str, Shown]) -> None:
    assert shown["unlisted"].words_of("//div[@role='navigation']/ol/li/a") == ["Before", "After"]


def test_list_of_nothing_goes(shown: dict[str, Shown]) -> None:
    assert not shown["nothing"].elements("//div[@role='navigation']")
    assert "TOC" not in shown["nothing"].pdf


def test_chapter_without_sections_lists_those_of_the_book(shown: dict[str, Shown]) -> None:
    assert shown["book"].words_of("//div[@role='navigation']//a") == ["Two"]


def test_heading_may_have_two_lines(shown: dict[str, Shown]) -> None:
    assert shown["setext"].words_of("//h1") == ["A heading of two lines"]
    assert shown["setext"].words_of("//h2") == ["More"]


def test_second_list_of_a_chapter_is_no_landmark(shown: dict[str, Shown]) -> None:
    first, second = shown["twice"].elements("//div[@class='contents-list']")
    assert (first.get("role"), second.get("role"), len(second)) == ("navigation", None, 1)


def test_unlisted_heading_stands_in_no_contents_of_the_editions(shown: dict[str, Shown]) -> None:
    form = shown["unlisted"]
    with zipfile.ZipFile(form.epub_file) as epub:
        name = next(each for each in epub.namelist() if each.endswith("nav.xhtml"))
        nav = epub.read(name).decode()
    with pypdfium2.PdfDocument(form.pdf_file) as document:
        outline = [each.get_title() for each in document.get_toc()]
    assert ("After" in nav, "Aside" in nav) == (True, False)
    assert ("After" in outline, "Aside" in outline) == (True, False)
    assert "Aside" in form.pdf
