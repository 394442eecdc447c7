"""The cover: the author's own picture, or one made from the layout."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from prepress.editions.epub_edition import EpubEdition
from prepress.epub.packing import pack_epub
from prepress.errors import Place
from prepress.galley.galley import Galley
from prepress.layouts.language import words_for
from prepress.layouts.layouts import Layouts
from prepress.manuscript.metadata import Metadata
from tests.epub.galleys import SQUARE, Epub, chapter, drawing, galley, layouts, open_epub
from tests.shelf import Shelf

TEXT = chapter("one", '<p><img src="images/square.svg" alt="x"/></p>')


def cover_image(metadata: Metadata, layout: str = "handout") -> Image.Image:
    """The cover that the layout engine makes."""
    return made_cover(galley(chapter("one", "<p>1</p>"), metadata=metadata), layouts(layout))


def made_cover(of: Galley, using: Layouts, root: Path | None = None) -> Image.Image:
    words, _ = words_for("en", using, Place("book.yaml"))
    book = Epub(pack_epub(of, using, words, edition=EpubEdition(), root=root))
    return Image.open(io.BytesIO(book.archive.read("EPUB/images/cover.png")))


def cover_html(of: Galley) -> str:
    """The HTML of the cover."""
    pages: list[str] = []

    def print_cover(html: str) -> bytes:
        from tests.epub.galleys import blank_page

        pages.append(html)
        return blank_page()

    words, _ = words_for("en", layouts(), Place("book.yaml"))
    pack_epub(of, layouts(), words, print_cover, edition=EpubEdition())
    return pages[0]


@pytest.mark.parametrize("layout", ["handout", "book"])
def test_cover_is_made_in_the_colours_of_the_layout(layout: str) -> None:
    image = cover_image(Metadata("Sleep Well", "en", subtitle="A guide"), layout).convert("RGB")
    assert image.size == (1600, 2400)
    assert image.getpixel((20, 20)) == (15, 76, 92)
    assert image.crop((135, 190, 1465, 1400)).getextrema()[0] == (15, 255)


def test_title_of_any_length_stays_on_the_cover() -> None:
    image = cover_image(Metadata("Word " * 400, "en")).convert("RGB")
    assert image.crop((0, 1900, 600, 2400)).getcolors(1) is not None


def test_cover_has_the_title_as_text_only() -> None:
    html = cover_html(galley(chapter("one", "<p>1</p>"), metadata=Metadata("A <b> & B", "en")))
    assert (
        '<p class="cover-title" style="font-size: calc(250 * var(--unit))">A &lt;b&gt; &amp; B</p>'
        in html
    )


def test_own_cover_is_packed_as_it_is(tmp_path: Path) -> None:
    cover = drawing(tmp_path, "front.svg")
    book = open_epub(galley(chapter("one", "<p>1</p>"), cover=cover))
    assert book.package("//opf:item[@properties='cover-image']/@href") == ["images/front.svg"]
    assert book.find("cover.xhtml", "//h:img/@src") == ["images/front.svg"]


def test_cover_that_the_text_shows_too_is_packed_once(tmp_path: Path) -> None:
    picture = drawing(tmp_path)
    book = open_epub(galley(TEXT, pictures=[picture], cover=picture))
    assert [name for name in book.names if name.startswith("images/")] == ["images/square.svg"]
    assert book.package("//opf:item[@properties='cover-image']/@href") == ["images/square.svg"]


def test_cover_is_made_anew_where_its_ornament_has_changed(shelf: Shelf) -> None:
    """`watch` makes one cover after the other in one process."""
    covers = []
    for colour in ("#ff0000", "#00ff00"):
        drawn = SQUARE.replace("<path ", f'<path fill="{colour}" ')
        shelf.add({"1.md": "![](ring.svg){.decorative}\n\nText.\n", "ring.svg": drawn})
        covers.append(made_cover(*shelf.set(), shelf.root).convert("RGB"))
    assert covers[0].tobytes() != covers[1].tobytes()
