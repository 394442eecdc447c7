"""PDF/X-1a: a file for the press in the form that presses have taken for longest: PDF 1.3 in inks
alone, with nothing transparent (ISO 15930-1:2001).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Set
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream, String

_RGB = re.compile(rb"(?:^|\s)(?:rg|RG)(?=\s|$)")
#: A name that a content stream says.
_NAME = re.compile(rb"/[^\s/\[\]<>()]+")
_NAMED_SPACE = re.compile(rb"/(\S+)\s+(?:cs|CS)(?=\s|$)")
_INKS = frozenset({"/DeviceCMYK", "/DeviceGray"})
_NAMED_INKS = frozenset({b"DeviceCMYK", b"DeviceGray", b"Pattern"})
#: How pictures may be compressed in PDF 1.3.
_FILTERS = frozenset({"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/LZWDecode"})
#: What the catalogue must not hold, since PDF 1.3 does not know it or it says another standard.
_LATER = ("/Metadata", "/OCProperties", "/Version", "/StructTreeRoot", "/MarkInfo", "/Extensions")


def as_pdfx1a(data: bytes) -> bytes | None:
    """The PDF/X-4 `data` as PDF/X-1a:2001; None where something in it has no place there."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if obstacle(pdf):
            return None
        _forget_what_is_later(pdf)
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-1:2001")
        pdf.docinfo["/GTS_PDFXConformance"] = String("PDF/X-1a:2001")
        stream = io.BytesIO()
        pdf.save(
            stream,
            force_version="1.3",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
        return stream.getvalue()


def obstacle(pdf: Pdf) -> str:
    """What has no place in a PDF/X-1a, and on which page, in words; nothing where all has."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        page.contents_coalesce()
        if found := next(_of_drawn(page.obj.Contents, page.obj.get("/Resources"), seen), ""):
            return f"{found} on page {number}"
    return ""


def _of_drawn(stream: Any, resources: Any, seen: set[tuple[int, int]]) -> Iterator[str]:
    """What is in the way in a content `stream`, and in those of its `resources` that it names and
    that were not `seen`; pages share theirs.
    """
    content = stream.read_bytes()
    if _RGB.search(content) or not _NAMED_INKS.issuperset(_NAMED_SPACE.findall(content)):
        yield "a colour that is no ink"
    if not isinstance(resources, Dictionary):
        return
    names = {name.decode("latin-1") for name in _NAME.findall(content)}
    for state in _values(resources, "/ExtGState", names):
        yield from _of_state(state)
    for font in _values(resources, "/Font", names):
        yield from _of_font(font)
    for shading in _values(resources, "/Shading", names):
        yield from _of_space(shading)
    for item in (*_values(resources, "/XObject", names), *_values(resources, "/Pattern", names)):
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield from _of_item(item, seen)


def _of_item(item: Any, seen: set[tuple[int, int]]) -> Iterator[str]:
    """The same of a picture, a form or a pattern."""
    if item.get("/Subtype") == Name.Image:
        yield from _of_picture(item)
    elif "/Shading" in item:
        yield from _of_space(item.Shading)
    else:
        yield from _of_drawn(item, item.get("/Resources"), seen)


def _of_state(state: Any) -> Iterator[str]:
    is_opaque = float(state.get("/ca", 1)) == 1 and float(state.get("/CA", 1)) == 1
    blend = str(state.get("/BM", "/Normal"))
    if not is_opaque or str(state.get("/SMask", "/None")) != "/None" or blend != "/Normal":
        yield "something transparent"


def _of_picture(picture: Any) -> Iterator[str]:
    if "/SMask" in picture:
        yield "a transparent picture"
    filters = picture.get("/Filter", Name.FlateDecode)
    names = [str(filters)] if isinstance(filters, Name) else list(map(str, filters))
    if not _FILTERS.issuperset(names) or int(picture.get("/BitsPerComponent", 8)) > 8:
        yield "a picture of a newer kind"
    if "/ImageMask" not in picture:
        yield from _of_space(picture)


def _of_space(holder: Any) -> Iterator[str]:
    space = holder.get("/ColorSpace", Name.DeviceRGB)
    if not isinstance(space, Name) and str(space[0]) == "/Indexed":
        space = space[1]
    if str(space) not in _INKS:
        yield "a colour that is no ink"


def _of_font(font: Any) -> Iterator[str]:
    fonts = font.get("/DescendantFonts", [font])
    for each in fonts:
        file = each.get("/FontDescriptor", Dictionary()).get("/FontFile3")
        if font.get("/Subtype") == Name.Type3 or (file and file.Subtype == Name.OpenType):
            yield "a font of a newer kind"


def _values(resources: Any, kind: str, names: Set[str] | None = None) -> list[Any]:
    """The resources of a kind; only those of the `names`, where there are any."""
    found = dict(resources.get(kind, Dictionary()))
    return [value for name, value in found.items() if names is None or name in names]


def _forget_what_is_later(pdf: Pdf) -> None:
    """Take out what PDF 1.3 does not know and nothing that is drawn needs."""
    for key in _LATER:
        if key in pdf.Root:
            del pdf.Root[key]
    for key in ("/PrintScaling", "/Duplex"):
        if key in pdf.Root.get("/ViewerPreferences", Dictionary()):
            del pdf.Root.ViewerPreferences[key]
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        if "/Group" in item:  # nothing in it is transparent, so it is drawn the same without
            del item["/Group"]
        resources = item.get("/Resources")
        if isinstance(resources, Dictionary):
            _forget_transparency(resources)


def _forget_transparency(resources: Any) -> None:
    """Take out what says that nothing is transparent, and colours that nothing is drawn in."""
    for state in _values(resources, "/ExtGState"):
        for key in ("/ca", "/CA", "/BM", "/SMask"):
            if key in state:
                del state[key]
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]
