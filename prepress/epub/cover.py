"""The cover: the author's picture, or one made from the layout and rasterised."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from prepress.copies import screen_copy
from prepress.epub.names import picture_name
from prepress.epub.parts import Part
from prepress.epub.press import Press
from prepress.epub.stylesheet import read_stylesheet
from prepress.galley import Galley
from prepress.layouts import Layouts

if TYPE_CHECKING:
    from PIL.Image import Image

#: Turns a cover's HTML, whose fonts are `fonts/FAMILY/FILE`, into a PDF of one page.
PrintCover = Callable[[str], bytes]

_WIDTH_PX, _HEIGHT_PX = 1600, 2400
_PX_PER_PT = 96 / 72
_PALETTE = 256


def cover_picture(press: Press, print_cover: PrintCover) -> Part:
    """The cover's picture; one that the text shows too is the same file, under one name.

    Raises SourceError where the cover's layout is broken.
    """
    picture = press.galley.cover
    if picture is None:
        pdf = print_cover(press.fill("cover.html", stylesheet=_cover_stylesheet(press.layouts)))
        return Part(press.names.take("cover", ".png", "images/"), "image/png", _rasterised(pdf), ("cover-image",))
    name = press.pictures.get(picture.url) or picture_name(picture, press.names)
    return Part(name, picture.media_type, screen_copy(picture), ("cover-image",))


def cover_printer(galley: Galley, layouts: Layouts) -> PrintCover:
    """The layout engine of the PDF editions, opened only when there is a cover to print."""

    def print_cover(html: str) -> bytes:
        from prepress.pdf.engine import lay_out

        document = lay_out(html, galley.manuscript.folder, layouts, {})
        return bytes(document.copy(document.pages[:1]).write_pdf())

    return print_cover


def _cover_stylesheet(layouts: Layouts) -> str:
    """The layers that give the cover its fonts and colours, without the pages that a look sets for paper."""
    layers = [layouts.text(layer) for layer in ("fonts.css", "tokens.css", "look.css")]
    sheet = read_stylesheet("\n".join(layers))
    own = layouts.text("cover.css")
    return f"{sheet.text({face: face.url for face in sheet.faces})}\n{own}"


def _rasterised(pdf: bytes) -> bytes:
    """The first page of `pdf` as a PNG of 1600 × 2400 px; few colours are kept as a palette."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=_PX_PER_PT)
        image: Image = bitmap.to_pil().convert("RGB").resize((_WIDTH_PX, _HEIGHT_PX))
        stream = io.BytesIO()
        image.quantize(_PALETTE).save(stream, "PNG", optimize=True)
        bitmap.close()
        page.close()
    return stream.getvalue()
