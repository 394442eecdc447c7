"""Word pictures: the pictures of the text as Word shows them, drawings as pixels."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.images.derivatives import screen_copy
from prepress.import_word.wordml import DECORATIVE, PIC, WP, A, R
from prepress.text.xhtml import has_class
from prepress.word.word_names import NAMESPACES, w

if TYPE_CHECKING:
    from prepress.images.pictures import Picture
    from prepress.layouts.layouts import Layouts

_EMU_PER_PX = 9525
_PX_PER_INCH = 96
#: How wide and high a picture may be, in px: the text, and what stands beside it on paper.
_WIDEST, _HIGHEST, _BESIDE = 6.5 * _PX_PER_INCH, 8 * _PX_PER_INCH, 2.5 * _PX_PER_INCH
_PIXELS_PER_PX = 2
_WIDTH = re.compile(r"(?<![\w-])width:\s*([\d.]+)(%|mm|cm|in|pt|px)")
_UNITS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "px": 1.0, "%": 6.24}
_WORDS_FORMATS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}


@dataclass
class WordPictures:
    """The pictures by their `url`; `files` are those that the text shows, by their name, in the
    order in which it does, and `relations` names the relation of each.
    """

    pictures: Mapping[str, Picture]
    data: Mapping[str, tuple[bytes, str]]
    relations: dict[str, str] = field(default_factory=dict)
    shown: int = 0

    def run(self, image: Any, looks: Any) -> etree._Element | None:
        """The run that shows `image` of the galley, with its description."""
        url = image.get("src", "")
        if url not in self.data:
            return None
        self.shown += 1
        relation = self.relations.setdefault(url, f"rIdPicture{len(self.relations) + 1}")
        across, down = self._size(image, self.pictures[url])
        extent = {"cx": str(round(across * _EMU_PER_PX)), "cy": str(round(down * _EMU_PER_PX))}
        inline = etree.Element(f"{WP}inline", nsmap=NAMESPACES)
        etree.SubElement(inline, f"{WP}extent", extent)
        _describe(inline, self.shown, image.get("alt", ""))
        graphic = etree.SubElement(inline, f"{A}graphic")
        holder = etree.SubElement(graphic, f"{A}graphicData", uri=PIC.strip("{}"))
        holder.append(_picture(self.shown, relation, extent))
        return w("r", w("drawing", inline))

    def _size(self, image: Any, picture: Picture) -> tuple[float, float]:
        """How wide and high it is shown, in px: as its author says, else as it is on paper."""
        asked = _WIDTH.search(image.get("style", ""))
        figure = next(image.iterancestors("figure"), None)
        is_beside = has_class(figure, "figure", "in-margin") or has_class(figure, "figure", "right")
        widest = _BESIDE if is_beside and not asked else _WIDEST
        across = float(asked[1]) * _UNITS[asked[2]] if asked else picture.width
        wide = picture.width or 1.0
        scale = min(across, widest) / wide
        scale = min(scale, _HIGHEST / (picture.height or 1.0))
        return wide * scale, picture.height * scale


def _describe(inline: etree._Element, number: int, alt: str) -> None:
    properties = etree.SubElement(
        inline, f"{WP}docPr", id=str(number), name=f"Picture {number}", descr=alt
    )
    if not alt:
        extension = etree.SubElement(etree.SubElement(properties, f"{A}extLst"), f"{A}ext")
        extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
        etree.SubElement(extension, DECORATIVE, val="1")


def _picture(number: int, relation: str, extent: Mapping[str, str]) -> etree._Element:
    """The picture itself (ISO/IEC 29500-1, 20.2)."""
    picture = etree.Element(f"{PIC}pic", nsmap=NAMESPACES)
    about = etree.SubElement(picture, f"{PIC}nvPicPr")
    etree.SubElement(about, f"{PIC}cNvPr", id=str(number), name=f"Picture {number}")
    etree.SubElement(about, f"{PIC}cNvPicPr")
    fill = etree.SubElement(picture, f"{PIC}blipFill")
    etree.SubElement(fill, f"{A}blip", {f"{R}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    shape = etree.SubElement(picture, f"{PIC}spPr")
    form = etree.SubElement(shape, f"{A}xfrm")
    etree.SubElement(form, f"{A}off", x="0", y="0")
    etree.SubElement(form, f"{A}ext", dict(extent))
    etree.SubElement(etree.SubElement(shape, f"{A}prstGeom", prst="rect"), f"{A}avLst")
    return picture


def picture_files(
    pictures: Sequence[Picture], root: Path, layouts: Layouts
) -> dict[str, tuple[bytes, str]]:
    """The content of each picture, by its `url`, in a form that every Word shows, and the suffix of
    its file.

    Raises MachineError where drawings must be drawn and Pango is missing.
    """
    drawings = [each for each in pictures if each.media_type == "image/svg+xml"]
    found = {each.url: (data, ".png") for each, data in _drawn(drawings, root, layouts)}
    for each in pictures:
        if each.url not in found:
            found[each.url] = _raster(screen_copy(each), each.media_type)
    return found


def _raster(data: bytes, media_type: str) -> tuple[bytes, str]:
    if media_type in _WORDS_FORMATS:
        return data, _WORDS_FORMATS[media_type]
    from PIL import Image

    stream = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(stream, "PNG")
    return stream.getvalue(), ".png"


def _drawn(
    drawings: Sequence[Picture], root: Path, layouts: Layouts
) -> list[tuple[Picture, bytes]]:
    """The drawings as the layout engine draws them, each on a page of its own."""
    if not drawings:
        return []
    import pypdfium2

    from prepress.pdf.engine.engine import lay_out
    from prepress.pdf.engine.engine_remarks import collected_remarks

    sizes = [_size_on_page(each) for each in drawings]
    pages = "".join(
        f"@page p{at} {{ size: {across}px {down}px; margin: 0 }} #p{at} {{ page: p{at} }} "
        for at, (across, down) in enumerate(sizes)
    )
    body = "".join(
        f'<div id="p{at}"><img src="{each.url}" alt="" '
        f'style="width: {across}px; height: {down}px"/></div>'
        for at, (each, (across, down)) in enumerate(zip(drawings, sizes, strict=True))
    )
    style = f"{pages} img {{ display: block }} body {{ margin: 0 }}"
    html = f"<!DOCTYPE html><html><head><style>{style}</style></head><body>{body}</body></html>"
    with collected_remarks():
        pdf = lay_out(html, root, layouts, {}).write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        return [(each, _pixels(document[at])) for at, each in enumerate(drawings)]


def _size_on_page(picture: Picture) -> tuple[int, int]:
    scale = min(1.0, _WIDEST / (picture.width or 1.0), _HIGHEST / (picture.height or 1.0))
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def _pixels(page: Any) -> bytes:
    image = page.render(scale=_PIXELS_PER_PX * _PX_PER_INCH / 72).to_pil()
    stream = io.BytesIO()
    image.convert("RGB").quantize(256).save(stream, "PNG", optimize=False)
    return stream.getvalue()
