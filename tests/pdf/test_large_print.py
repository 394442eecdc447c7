"""Large print: the same words at 18 pt and more, upright, unbroken, in one column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint.formatting_structure.boxes import TextBox

from prepress.editions.large_print import LargePrintEdition
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.pages import PrintContext, lay_out_pages
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

TEXT = """\
# A chapter with everything

Some *slanted* and **bold** words with `code`, H~2~O and a note.[^a] Extraordinarily long pharmacological words follow.

> A quotation.

![A caption](a.svg){alt="A square"}

| Head | Other |
| --- | --- |
| cell | cell |

::: warning Risks
Take care.
:::

1. one
   - two

###### Small heading

[A link](https://clinic.example/page)

[^a]: The source.
"""
METADATA = """\
title: Large
lang: en
layout: {layout}
date: 2026-11-23
reviewed: 2026-11-23
contact: {{name: Your Clinic, phone: 555-0100, web: "https://clinic.example", crisis: Call 988.}}
"""


@pytest.fixture(params=["handout", "book"])
def large(shelf: Shelf, request: pytest.FixtureRequest) -> Shelf:
    return shelf.add(
        {"1.md": TEXT, "a.svg": SQUARE}, metadata=METADATA.format(layout=request.param)
    )


def text_boxes(shelf: Shelf) -> Iterator[Any]:
    galley, layouts = shelf.set()
    from prepress.building.composition import words_of

    copy = PrintContext(galley, shelf.project, layouts, words_of(galley.manuscript, layouts)[0])
    pages = lay_out_pages(copy, LargePrintEdition()).document.pages
    return (
        box for page in pages for box in page._page_box.descendants() if isinstance(box, TextBox)
    )


def test_nothing_is_smaller_than_18_points(large: Shelf) -> None:
    boxes = list(text_boxes(large))
    small = {
        (box.text, box.style["font_size"] * 0.75)
        for box in boxes
        if box.style["font_size"] * 0.75 < 17.999
    }
    assert len(boxes) > 40
    assert small == set()


def test_nothing_is_slanted_or_hyphenated(large: Shelf) -> None:
    boxes = list(text_boxes(large))
    assert {box.style["font_style"] for box in boxes} == {"normal"}
    assert not [box.text for box in boxes if box.text.endswith("\u2010")]


def test_words_are_those_of_the_print_edition(large: Shelf) -> None:
    def words(edition: PrintEdition | LargePrintEdition) -> list[str]:
        text = " ".join(pages_of(large, edition).texts).replace("\u00ad", "")
        text = text.replace("\x02", "")  # a hyphen at the end of a line
        text = re.sub(r"\u2060?\[(\d+)\]", r"\1", text)  # calls of notes
        return sorted(
            word for word in text.split() if not word.isdecimal() and word not in ("Page", "of")
        )

    assert set(words(LargePrintEdition())) == set(words(PrintEdition()))
