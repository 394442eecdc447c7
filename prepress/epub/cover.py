"""An EPUB's cover: the author's picture, or one made from the layout and rasterised."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.ornament import ornament_of
from prepress.images.derivatives import cover_copy
from prepress.layouts.typefaces.remedies import remedy
from prepress.layouts.views import PictureView
from prepress.screen.font_files import coverage_of
from prepress.screen.names import picture_name
from prepress.screen.parts import Part
from prepress.screen.stylesheet import read_stylesheet

if TYPE_CHECKING:
    from PIL.Image import Image

    from prepress.galley.galley import Galley
    from prepress.images.pictures import Picture
    from prepress.layouts.layouts import Layouts
    from prepress.pdf.engine.reuse import Fonts
    from prepress.screen.context import ScreenContext

#: Turns a cover's HTML, whose fonts are `fonts/FAMILY/FILE`, into a PDF of one page.
PrintCover = Callable[[str], bytes]

#: What makes a cover depend on more than its HTML and its fonts.
_SHOWS = re.compile(
    r"""<(img|svg|object|embed|image|link)\b|url\((?!\s*["']?fonts/)|@import""", re.IGNORECASE
)
_WIDTH_PX, _HEIGHT_PX = 1600, 2400
_PX_PER_PT = 96 / 72
_PALETTE = 256
#: A picture with more is no drawing, and a shift of its colours is not seen.
_MOST_COLOURS = 1 << 14


def cover_picture(
    context: ScreenContext, root: Path, print_cover: PrintCover | None = None
) -> Part:
    """The cover's picture; one that the text shows too is the same file, under one name.

    Pictures of the cover's layout lie in the project at `root`. Without `print_cover` the layout
    engine prints it. Raises SourceError where the cover's layout is broken, MachineError where the
    engine is missing.
    """
    picture = context.galley.cover
    if picture is None:
        ornament = ornament_of(context.galley)
        html = context.fill(
            "cover.html",
            stylesheet=_cover_stylesheet(context.layouts),
            ornament=PictureView.of(ornament) if ornament else None,
        )
        known = tuple(each for each in (ornament, context.galley.logo) if each and each.digest)
        if print_cover:
            png = _rasterise(print_cover(html))
        else:
            png = _draw(html, root, context.layouts, known)
        name = context.names.take("cover", ".png", "images/")
        return Part(name, "image/png", png, ("cover-image",))
    data, media_type = cover_copy(picture)
    shown = context.pictures.get(picture.url) if media_type == picture.media_type else None
    own = shown or picture_name(replace(picture, media_type=media_type), context.names)
    return Part(own, media_type, data, ("cover-image",))


def _draw(html: str, root: Path, layouts: Layouts, known: tuple[Picture, ...]) -> bytes:
    """The cover as the layout engine prints it; one that shows nothing but words and `known`
    pictures is drawn once.
    """
    from prepress.pdf.engine.reuse import fonts_of

    fonts = fonts_of(html, layouts)
    unknown = html
    for picture in known:
        unknown = unknown.replace(f'<img src="{escape(picture.url)}"', "")
    if _SHOWS.search(unknown):
        return _print(html, root, layouts)
    digests = tuple(picture.digest for picture in known)
    return _print_once(html, (fonts, digests), root, layouts)


def _print(html: str, root: Path, layouts: Layouts) -> bytes:
    from prepress.pdf.engine.engine import lay_out
    from prepress.pdf.engine.engine_remarks import collected_remarks

    with collected_remarks():
        document = lay_out(html, root, layouts, {})
        page = document.copy(document.pages[:1])
        return _rasterise(page.write_pdf(uncompressed_pdf=True))  # nobody keeps it


@lru_cache(maxsize=8)  # of many copies, none has the cover of another
def _print_once(
    html: str, _known: tuple[Fonts, tuple[str, ...]], root: Path, layouts: Layouts
) -> bytes:
    return _print(html, root, layouts)


def cover_findings(galley: Galley, layouts: Layouts) -> tuple[Finding, ...]:
    """A finding where the cover must be made, and no font has a character of what it says."""
    metadata = galley.manuscript.metadata
    text = " ".join((metadata.title, metadata.subtitle or "", *metadata.author))
    unusual = {each for each in text if not each.isascii() and not each.isspace()}
    if galley.cover or not unusual:
        return ()
    lacking = characters_without_font(unusual, layouts)
    if not lacking:
        return ()
    place = Place(galley.manuscript.metadata_file, metadata.lines.get("title"))
    what = f"No font for the EPUB's cover has the characters {' '.join(sorted(lacking)[:20])}."
    hint = (
        remedy(lacking, metadata.lang, layouts)
        or "Name a picture with cover-image:, or add a font to layouts/fonts.css."
    )
    return (Finding("G-002", place, what, hint),)


def characters_without_font(characters: set[str], layouts: Layouts) -> set[str]:
    """Those of `characters` that no font of `layouts` has. Raises SourceError where a stylesheet or
    font is missing.
    """
    unknown = set(characters)
    for face in read_stylesheet(layouts.stylesheet("screen")).faces:
        unknown -= set(map(chr, coverage_of(layouts.font(face.url))))
    return unknown


def _cover_stylesheet(layouts: Layouts) -> str:
    """The layers that give the cover its fonts and colours, without the pages that a look sets for
    paper.
    """
    layers = [*map(layouts.text, ("fonts.css", "tokens.css", "look.css"))]
    layers += [layouts.look_layer, *layouts.scripts]
    own = layouts.text("cover.css")
    sheet = "\n".join([_rules_for_cover("\n".join(layers)), own])
    return layouts.brand.behind(sheet, layouts.own_colours)


@lru_cache(maxsize=8)
def _rules_for_cover(layers: str) -> str:
    sheet = read_stylesheet(layers)
    return sheet.text({face: face.url for face in sheet.faces})


def _rasterise(pdf: bytes) -> bytes:
    """The first page of `pdf` as a PNG of 1600 × 2400 px; few colours are kept as a palette."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        image: Image = document[0].render(scale=_PX_PER_PT).to_pil()
        if image.mode != "RGB":
            image = image.convert("RGB")
        if image.size != (_WIDTH_PX, _HEIGHT_PX):
            image = image.resize((_WIDTH_PX, _HEIGHT_PX))
        return _in_few_colours(image)


def _in_few_colours(image: Image) -> bytes:
    """The picture as a PNG, the commonest colours exact; those of a drawing are found five times as
    quickly, and are written in half the time, since its rows are runs of one colour.
    """
    import PIL.Image

    stream = io.BytesIO()
    colours = image.getcolors(_MOST_COLOURS)
    if colours is None:
        reduced = image.quantize(_PALETTE, PIL.Image.Quantize.FASTOCTREE)
        reduced.save(stream, "PNG", compress_level=4)
        return stream.getvalue()
    commonest: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {}
    for count, colour in sorted(colours):
        assert isinstance(colour, tuple), "the picture is RGB"
        # Pillow looks colours up in boxes of eight, so that a box may have only one.
        commonest[tuple(part >> 3 for part in colour)] = (count, colour)
    chosen = [colour for _, colour in sorted(commonest.values())[-_PALETTE:]]
    palette = PIL.Image.new("P", (1, 1))
    palette.putpalette(list(chain.from_iterable(chosen)))
    reduced = image.quantize(palette=palette, dither=PIL.Image.Dither.NONE)
    reduced.save(stream, "PNG", compress_level=4, compress_type=zlib.Z_RLE)
    return stream.getvalue()
