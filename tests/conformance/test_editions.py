"""What the reference validators say of the editions that makebook builds."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from tests.conformance.conftest import Built
from tests.conformance.page_list import misplaced_markers
from tests.conformance.pdfx import pdfx4
from tests.conformance.validators import (
    ace,
    epubcheck,
    fonts,
    ghostscript,
    qpdf,
    reader,
    reading,
    verapdf,
)
from tests.pdf.reading_texts import letters, of_booklet, of_epub, of_stream, of_tags

pytestmark = pytest.mark.validators

ON_PAPER = ("print", "press", "large-print", "booklet")


@pytest.mark.parametrize("edition", ["print", "large-print"])
def test_pdf_keeps_pdf_ua_1_and_pdf_a_2a(built: Built, edition: str) -> None:
    assert verapdf(built.on_paper(edition), "ua1", "2a") == []


def test_press_keeps_pdf_x_4(built: Built) -> None:
    assert pdfx4(built.on_paper("press")) == []


@pytest.mark.parametrize("edition", ON_PAPER)
def test_pdf_is_sound(built: Built, edition: str) -> None:
    assert qpdf(built.on_paper(edition)) == []


@pytest.mark.parametrize("edition", ON_PAPER)
def test_pdf_prints_without_complaint(built: Built, edition: str) -> None:
    assert ghostscript(built.on_paper(edition)) == []


@pytest.mark.parametrize("edition", ON_PAPER)
def test_every_font_is_embedded_and_subset(built: Built, edition: str) -> None:
    used = fonts(built.on_paper(edition))
    assert used
    assert [font for font in used if not (font.embedded and font.subset)] == []


def page_texts(pdf: Path) -> list[str]:
    """The text of each page without page numbers, and without hyphens, which PDFium reads as line
    ends.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    numbers = r"[\x02\u00ad\ufffe-]\s*|\s*\(page\s+\d+\)|Page\s+\d+\s+of\s+\d+"
    return [re.sub(numbers, "", text).strip() for text in texts]


def words(text: str) -> Counter[str]:
    """All words but numbers, such as those of notes, which large print sets in brackets."""
    letters = re.sub(r"(?<=[^\W\d_])\d+(?!\w)", "", text)
    return Counter(word for word in re.findall(r"\w+", letters) if not word.isdecimal())


@pytest.mark.parametrize("edition", ON_PAPER[1:])
def test_words_of_all_editions_are_equal(built: Built, edition: str) -> None:
    pages = page_texts(built.pdf)
    ours, prints = words(" ".join(page_texts(built.on_paper(edition)))), words(" ".join(pages))
    # What head and foot say on each page comes as often as there are pages.
    edges = [
        line
        for page in pages
        for lines in [page.splitlines()]
        for line in (*lines[:2], *lines[-2:])
    ]
    assert set(ours) == set(prints)
    assert {word for word in prints if ours[word] != prints[word]} <= set(words(" ".join(edges)))


@pytest.mark.parametrize("name", ["handout", "translated_handout"])
def test_editions_of_the_handout_have_one_order(name: str, request: pytest.FixtureRequest) -> None:
    """By its tags, when it is copied, on the pages of its booklet, and in its EPUB."""
    built: Built = request.getfixturevalue(name)
    tags = letters(of_tags(built.pdf))
    assert letters(of_epub(built.epub)) in tags
    for edition in ("print", "large-print"):
        assert letters(of_tags(built.on_paper(edition))) == tags
        assert letters(of_stream(built.on_paper(edition))) == tags
    assert letters(of_booklet(built.on_paper("booklet"))) == tags


@pytest.mark.parametrize("name", ["handout", "example", "book"])
def test_page_markers_stand_before_the_first_words_of_their_pages(
    name: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(name)
    assert misplaced_markers(built.pdf, built.epub) == []


def test_epubcheck_has_no_message(built: Built) -> None:
    assert epubcheck(built.epub) == []


def test_ace_sees_no_violation(built: Built, tmp_path: Path) -> None:
    assert ace(built.epub, tmp_path) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 1366)])
def test_reading_system_shows_every_section(
    handout: Built, width: int, height: int, scheme: str
) -> None:
    assert reader(handout.epub, width, height, scheme) == []


@pytest.mark.parametrize("name", ["example", "book"])
def test_reading_system_shows_other_books_too(name: str, request: pytest.FixtureRequest) -> None:
    assert reader(request.getfixturevalue(name).epub, 390, 844, "dark") == []


def test_reading_system_knows_contents_landmarks_and_pages(handout: Built) -> None:
    book = reading(handout.epub, 390, 844, "light")["book"]
    assert "2. Ketamine is a studied treatment for mental-health concerns" in book["contents"]
    assert [kind for kind, _ in book["landmarks"]] == ["cover", "toc", "bodymatter"]
    assert book["pages"] == ["1", "2"]
