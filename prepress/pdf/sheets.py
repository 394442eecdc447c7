"""Sheets: finished pages placed on larger sheets, with their tags, links and bookmarks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

PT_PER_MM = 72 / 25.4
#: Tagged content as the engine begins it.
_TAGGED = re.compile(rb"/\w+\s*<</MCID (?P<number>\d+)>>\s*BDC")
_FIRST_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")

#: Left, bottom, right and top, in pt.
Box = tuple[float, float, float, float]
#: Where a point of a page, in pt, lies on its sheet.
Move = tuple[float, float]


@dataclass(frozen=True)
class Placing:
    """A `page` by its number from 0: on its sheet, its lower left corner stands at `x` and `y`, in
    pt, and nothing of it is seen outside `clip`.

    One that was placed before is `repeated`: it is seen, but not read aloud again.
    """

    page: int
    x: float
    y: float
    clip: Box
    repeated: bool = False


@dataclass(frozen=True)
class Sheet:
    """A side of a sheet: its `paper`, what it is cut to, and how far colour runs over the cut.

    The boxes are in pt. `marks` is content in the syntax of PDF, drawn outside of what is read.
    """

    paper: Box
    trim: Box
    bleed: Box
    placings: tuple[Placing, ...]
    marks: bytes = b""


def place_on_sheets(
    data: bytes, sheets_of: Callable[[pikepdf.Pdf], Sequence[Sheet]], *, flip: str | None
) -> bytes:
    """The PDF `data`, as the engine wrote it, with its pages on the sheets that `sheets_of` gives
    for it; same pages, same bytes.

    Printers are told not to scale them, and to `flip` them on the `ShortEdge` or the `LongEdge`, or
    to leave their backs empty where that is None.

    Tags keep their order, which is that of the text. Each page stands somewhere, and all pages
    share their resources.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        _Placement(pdf).place(sheets_of(pdf))
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.PrintScaling = pikepdf.Name("/None")
        preferences.Duplex = pikepdf.Name(f"/DuplexFlip{flip}" if flip else "/Simplex")
        pdf.Root.ViewerPreferences = preferences
        stream = io.BytesIO()
        pdf.save(
            stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return stream.getvalue()


@dataclass
class _Place:
    """Where a page has come to stand."""

    sheet: pikepdf.Object
    first_tag: int
    move: Move


@dataclass
class _Placement:
    """The pages of a PDF on their way to the sheets; `places` has those that are there, by the
    number of their objects.
    """

    pdf: pikepdf.Pdf
    places: dict[tuple[int, int], _Place] = field(default_factory=dict)

    def place(self, sheets: Sequence[Sheet]) -> None:
        """Put every page on its sheet, and take the pages away."""
        pages = [page.obj for page in self.pdf.pages]
        readers = self._readers()
        kept: dict[int, list[pikepdf.Object]] = {}
        for number, sheet in enumerate(sheets):
            kept[number] = self._add(sheet, pages, readers)
        self._write_readers(kept, readers, len(pages))
        for element in self._elements():
            self._move_element(element)
        self._move_targets()
        del self.pdf.pages[: len(pages)]

    def _add(
        self, sheet: Sheet, pages: Sequence[pikepdf.Object], readers: Mapping[int, pikepdf.Object]
    ) -> list[pikepdf.Object]:
        """Add a side, and return the elements of its tagged content in their order."""
        import pikepdf

        number = len(self.pdf.pages) - len(pages)
        side = self.pdf.add_blank_page().obj
        for name, box in zip(_FIRST_BOXES, (sheet.paper, sheet.trim, sheet.bleed), strict=True):
            side[name] = _rectangle(box)
        side.Resources = pages[0].Resources
        side.Annots = pikepdf.Array()
        tagged: list[pikepdf.Object] = []
        contents = []
        for placing in sheet.placings:
            page = pages[placing.page]
            left, bottom = (float(edge) for edge in list(page.TrimBox)[:2])
            move = placing.x - left, placing.y - bottom
            content = _content_of(page)
            if placing.repeated:
                content = _TAGGED.sub(b"/Artifact\nBMC", content)
            else:
                content = _with_tags_from(content, len(tagged))
                self.places[page.objgen] = _Place(side, len(tagged), move)
                tagged += list(readers.get(int(page.get("/StructParents", -1)), ()))
                self._move_links(page, side, move)
            contents.append(_moved(content, placing.clip, move))
        marks = [b"/Artifact BMC q " + sheet.marks + b" Q EMC"] if sheet.marks else []
        side.Contents = self.pdf.make_stream(b"\n".join([*contents, *marks]))
        if readers:
            side.StructParents = number
            side.Tabs = pikepdf.Name.S
        return tagged

    def _move_links(self, page: pikepdf.Object, side: pikepdf.Object, move: Move) -> None:
        for link in page.get("/Annots", ()):
            link.Rect = _moved_box(link.Rect, move)
            link.P = side
            side.Annots.append(link)

    def _readers(self) -> dict[int, pikepdf.Object]:
        """What the parent tree says (ISO 32000-1, 14.7.4.4), by its keys; nothing in a PDF without
        tags.
        """
        if "/StructTreeRoot" not in self.pdf.Root:
            return {}
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}

    def _write_readers(
        self,
        tagged: Mapping[int, list[pikepdf.Object]],
        readers: Mapping[int, pikepdf.Object],
        pages: int,
    ) -> None:
        """Say in the parent tree which elements the content of each side and each link is of."""
        import pikepdf

        if not readers:
            return
        numbers: list[object] = []
        for side, elements in tagged.items():
            numbers += [side, pikepdf.Array(elements)]
        for key, element in readers.items():
            if key >= pages:
                numbers += [key, element]
        self.pdf.Root.StructTreeRoot.ParentTree.Nums = pikepdf.Array(numbers)

    def _elements(self) -> Iterator[pikepdf.Object]:
        """All structure elements."""
        import pikepdf

        waiting: list[pikepdf.Object | None] = [self.pdf.Root.get("/StructTreeRoot")]
        while waiting:
            element = waiting.pop()
            if not isinstance(element, pikepdf.Dictionary):
                continue
            yield element
            kids = element.get("/K")
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]

    def _move_element(self, element: pikepdf.Object) -> None:
        """Let an element, or the mention of a piece of content, name its sheet and number there."""
        import pikepdf

        place = self.places.get(element.Pg.objgen) if "/Pg" in element else None
        if place is None:
            return
        kids = element.get("/K")
        if isinstance(kids, pikepdf.Array):
            element.K = pikepdf.Array(
                [kid + place.first_tag if isinstance(kid, int) else kid for kid in kids]
            )
        elif isinstance(kids, int):
            element.K = kids + place.first_tag
        if "/MCID" in element:
            element.MCID = int(element.MCID) + place.first_tag
        for attributes in _attributes(element):
            if "/BBox" in attributes:
                attributes.BBox = _moved_box(attributes.BBox, place.move)
        element.Pg = place.sheet

    def _move_targets(self) -> None:
        """Let bookmarks and links inside the text lead to the sheets."""
        import pikepdf

        for item in self.pdf.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Array):
                continue
            self._move_target(item)
            values = item.values() if isinstance(item, pikepdf.Dictionary) else list(item)
            for value in values:
                self._move_target(value)

    def _move_target(self, target: object) -> None:
        """Move `target` where it is a place on a page (ISO 32000-1, 12.3.2.2)."""
        import pikepdf

        if not isinstance(target, pikepdf.Array) or len(target) != 5:
            return
        if target[1] != pikepdf.Name.XYZ or not isinstance(target[0], pikepdf.Dictionary):
            return
        if place := self.places.get(target[0].objgen):
            target[0] = place.sheet
            for at, by in zip((2, 3), place.move, strict=True):
                target[at] = round(float(target[at]) + by, 3)


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    import pikepdf

    attributes = element.get("/A", ())
    found = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return [each for each in found if isinstance(each, pikepdf.Dictionary)]


def _content_of(page: pikepdf.Object) -> bytes:
    import pikepdf

    if isinstance(page.Contents, pikepdf.Array):
        return b"\n".join(stream.read_bytes() for stream in page.Contents)
    return page.Contents.read_bytes()


def _with_tags_from(content: bytes, first: int) -> bytes:
    """The content with its tagged pieces numbered from `first`."""

    def numbered(piece: re.Match[bytes]) -> bytes:
        number = int(piece["number"]) + first
        return piece[0].replace(b"MCID " + piece["number"], b"MCID %d" % number)

    return _TAGGED.sub(numbered, content) if first else content


def _moved(content: bytes, clip: Box, move: Move) -> bytes:
    left, bottom, right, top = clip
    frame = f"q {left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n"
    return f"{frame} 1 0 0 1 {move[0]:.3f} {move[1]:.3f} cm\n".encode() + content + b"\nQ"


def _moved_box(box: pikepdf.Object, move: Move) -> pikepdf.Object:
    import pikepdf

    edges = [float(edge) + move[at % 2] for at, edge in enumerate(list(box))]
    return pikepdf.Array([round(edge, 3) for edge in edges])


def _rectangle(box: Box) -> pikepdf.Object:
    import pikepdf

    return pikepdf.Array([round(edge, 3) for edge in box])
