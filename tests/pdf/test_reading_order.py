"""Reading order: the tags of a PDF, what is copied from it and the EPUB give the same text in the
same order.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import html

from prepress import BuildRequest, Project, build
from tests.shelf import SQUARE, Shelf

_METADATA = """title: Ordered
subtitle: One thing after the other
lang: en
layout: handout
contact: {name: The Clinic, phone: "+1 555-0100"}
"""
_TEXT = """## First section {.numbered}

![A square in the margin](square.svg){alt="A square"}

Words beside it, C~2~H~6~O and *slanted*, and `code`.[^one]

- an item
- another, with a list in it:
    1. inner words
    2. further words

::: panel

## Second section {.numbered}

![](square.svg){.decorative}

1. **Bold beginning.** And more.
2. A second item.

:::

::: warning Risks to know about

- **Common:** dizziness.

Words below the list.

:::

> A quotation
> of two lines.

| Head | Other |
| --- | --- |
| cell | further cell |

![](square.svg){.left alt="A second square"}

Words around a picture.

## Last section {#last}

![](square.svg){.wide alt="A third square"}

The end of it.

[^one]: The words of a note.
"""
_EDITIONS = ("print", "large-print")
_NO_LETTERS = re.compile(r"[\W\d_]+")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout with all that stands beside its text, built."""
    root = tmp_path_factory.mktemp("ordered")
    Shelf(root).add({"1.md": _TEXT, "square.svg": SQUARE}, "ordered", _METADATA)
    report = build(Project.find(root), BuildRequest(editions=(*_EDITIONS, "press", "epub")))
    assert not report.failures, report.failures
    return root / "output"


def _letters(text: str) -> str:
    """The letters alone: spaces, hyphens, bullets and numbers are set in other ways."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text.replace("\xad", "")))


def _pieces(pdf: Path) -> list[list[tuple[int, str]]]:
    """What each page says in the order of its stream, each piece with the number of its mark."""
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            objects = list(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5))
            pages.append(
                [
                    (pdfium.FPDFPageObj_GetMarkedContentID(each.raw), _text_of(each, text))
                    for each in objects
                ]
            )
    return pages


def _text_of(text_object: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(text_object.raw, page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(text_object.raw, page.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _marks(pdf: Path) -> list[tuple[int, int]]:
    """The page and number of each mark, in the order of the tags."""
    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as opened:
        numbers = {page.objgen: number for number, page in enumerate(opened.pages)}
        return list(_marks_in(opened.Root.StructTreeRoot.K, numbers, 0))


def _marks_in(tag: object, numbers: Mapping[Any, int], page: int) -> Iterator[tuple[int, int]]:
    if isinstance(tag, pikepdf.Array):
        for each in tag:
            yield from _marks_in(each, numbers, page)
    elif isinstance(tag, pikepdf.Dictionary):
        page = numbers[tag.Pg.objgen] if "/Pg" in tag else page
        if "/MCID" in tag:
            yield page, int(tag.MCID)
        else:
            yield from _marks_in(tag.get("/K", pikepdf.Array()), numbers, page)
    else:
        yield page, int(str(tag))


def _of_tags(pdf: Path) -> str:
    pages = _pieces(pdf)
    return "".join(
        text for page, mark in _marks(pdf) for number, text in pages[page] if number == mark
    )


def _of_stream(pdf: Path) -> str:
    """What is copied, without what stands at the foot of every page."""
    tagged = set(_marks(pdf))
    return "".join(
        text
        for page, pieces in enumerate(_pieces(pdf))
        for mark, text in pieces
        if (page, mark) in tagged
    )


def _of_epub(epub: Path) -> str:
    with zipfile.ZipFile(epub) as opened:
        chapter = next(name for name in opened.namelist() if name.endswith("/1.xhtml"))
        body = html.fromstring(opened.read(chapter)).find(".//body")
    assert body is not None
    return "".join(body.itertext())


@pytest.mark.parametrize("edition", _EDITIONS)
def test_tags_stream_and_epub_say_the_same_in_the_same_order(output: Path, edition: str) -> None:
    suffix = "" if edition == "print" else f"-{edition}"
    pdf = output / f"ordered{suffix}.pdf"
    tags, stream = _letters(_of_tags(pdf)), _letters(_of_stream(pdf))
    assert stream == tags
    assert _letters(_of_epub(output / "ordered.epub")) in tags


def test_bullets_and_titles_are_copied_before_their_words(output: Path) -> None:
    pages = _pieces(output / "ordered.pdf")
    said = "".join(text for page in pages for _, text in page)
    order = ["Ordered", "1.", "First section", "A square in the margin", "Words beside"]
    order += ["•", "an item", "2.", "Second section", "1.", "Bold", "Risks", "•", "Common"]
    at = 0
    for words in order:
        assert words in said[at:], words
        at = said.index(words, at) + len(words)


def test_press_has_the_order_of_print(output: Path) -> None:
    said = [
        _letters("".join(text for page in _pieces(output / name) for _, text in page))
        for name in ("ordered.pdf", "ordered-press.pdf")
    ]
    assert said[0] == said[1]
