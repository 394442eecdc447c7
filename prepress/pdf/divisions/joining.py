"""Joining: the PDFs of a book's divisions put together to one, with one tree of tags, one outline,
one set of fonts, and all that points from one into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from prepress.files.digests import digest_of
from prepress.pdf.page_labels import label_ranges


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: its `level` from 1, its title, and the place on a `page`, from 0, in
    pt from the lower left.
    """

    level: int
    title: str
    page: int
    left: float
    top: float
    is_open: bool = True


def join(
    parts: Iterable[bytes],
    fonts: bytes,
    shown: Sequence[frozenset[str]],
    bookmarks: Sequence[Bookmark],
    labels: Sequence[str],
) -> bytes:
    """One PDF of the `parts`; what the first says of itself, it says.

    `fonts` is a PDF whose first page has the fonts of all, of which each part has `shown` some.
    `bookmarks` name the pages of the whole, which are called `labels`.
    """
    opened = (Pdf.open(BytesIO(part)) for part in parts)
    whole = next(opened)
    joiner = _Joiner(whole)
    for part in opened:
        joiner.add(part)
    joiner.finish_trees()
    joiner.share_fonts(fonts, shown)
    joiner.share_pictures()
    joiner.write_outline(bookmarks)
    joiner.label_pages(labels)
    return _saved(whole)


def without_leftovers(part: bytes) -> bytes:
    """A part that is not the first, without the objects that nothing refers to: most of the tags
    that the engine writes, which take much room where it is joined to the others.
    """
    with Pdf.open(BytesIO(part)) as pdf:
        return _saved(pdf)


def _saved(pdf: Pdf) -> bytes:
    stream = BytesIO()
    pdf.save(
        stream,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return stream.getvalue()


class _Joiner:
    """What is common to all parts of `whole`, which is the first of them.

    A part takes much more room while it is open than what is taken of it.
    """

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._begins = [0]
        self._tags = whole.Root.StructTreeRoot
        self._leaves = [Dictionary(Nums=self._tags.ParentTree.Nums)]
        self._following = int(self._tags.ParentTreeNextKey)
        self._ids = _pairs(self._tags.get("/IDTree"))
        self._places = _pairs(whole.Root.Names.Dests) if "/Names" in whole.Root else []
        self._known_places = {bytes(name) for name, _ in self._places}

    def add(self, source: Pdf) -> None:
        """Add a part: its pages, its tags and its places."""
        self._begins.append(len(self._whole.pages))
        with catch_warnings():
            simplefilter("ignore", pikepdf.PageCopyWarning)  # what it is about is joined below
            self._whole.pages.extend(source.pages)
        self._add_tags(self._taken(source, source.Root.StructTreeRoot))
        if "/Names" in source.Root:
            self._add_places(self._taken(source, source.Root.Names))

    def _taken(self, source: Pdf, value: Any) -> Any:
        """What `value` in the `source` is in the whole."""
        held = value if value.is_indirect else source.make_indirect(value)
        return self._whole.copy_foreign(held)

    def _add_tags(self, part: Any) -> None:
        """One structure tree (ISO 32000-1, 14.7): numbers of pages and areas go on from part to
        part.
        """
        document, begin = self._tags.K[0], self._begins[-1]
        for kid in part.K[0].K:
            kid.P = document
            document.K.append(kid)
        self._renumber(begin, self._following)
        self._leaves.append(Dictionary(Nums=_renumbered(part.ParentTree.Nums, self._following)))
        self._following += int(part.ParentTreeNextKey)
        self._ids += _renamed(_pairs(part.get("/IDTree")), begin)

    def _renumber(self, begin: int, following: int) -> None:
        for number in range(begin, len(self._whole.pages)):
            page = self._whole.pages[number].obj
            page.StructParents = int(page.StructParents) + following
            for area in page.get("/Annots", ()):
                if "/StructParent" in area:
                    area.StructParent = int(area.StructParent) + following

    def _add_places(self, names: Any) -> None:
        new = [pair for pair in _pairs(names.Dests) if bytes(pair[0]) not in self._known_places]
        self._known_places |= {bytes(name) for name, _ in new}
        self._places += new

    def finish_trees(self) -> None:
        """One tree each of what stands on the pages, of ids, and of the places that links lead to
        (7.9.6 and 7.9.7).
        """
        root = self._tags
        kids = []
        for leaf in self._leaves:
            if len(leaf.Nums):
                leaf.Limits = Array([leaf.Nums[0], leaf.Nums[-2]])
                kids.append(self._whole.make_indirect(leaf))
        root.ParentTree = self._whole.make_indirect(Dictionary(Kids=Array(kids)))
        root.ParentTreeNextKey = self._following
        if self._ids:
            root.IDTree = self._whole.make_indirect(Dictionary(Names=_sorted(self._ids)))
        if self._places:
            self._whole.Root.Names = Dictionary(Dests=Dictionary(Names=_sorted(self._places)))

    def share_fonts(self, fonts: bytes, shown: Sequence[frozenset[str]]) -> None:
        """Give each part those of the common fonts that it shows."""
        with Pdf.open(BytesIO(fonts)) as source:
            common = self._taken(source, source.Root.Fonts)
            for begin, keys in zip(self._begins, shown, strict=True):
                own = self._whole.pages[begin].obj.Resources.Font
                for key in sorted(keys):
                    own[f"/{key}"] = common[f"/{key}"]

    def share_pictures(self) -> None:
        """Keep one of all pictures that are the same."""
        known: dict[tuple[str, str], Any] = {}
        for begin in self._begins:
            pictures = self._whole.pages[begin].obj.Resources.get("/XObject", Dictionary())
            for name, picture in list(pictures.items()):
                if picture.get("/Subtype") == Name.Image and "/SMask" not in picture:
                    key = (name, digest_of(picture.read_raw_bytes()))
                    pictures[name] = known.setdefault(key, picture)

    def write_outline(self, bookmarks: Sequence[Bookmark]) -> None:
        """The outline (12.3.3): an entry stands in the last one before it that is of a higher
        level.
        """
        _remove(self._whole.Root, "/Outlines")
        if not bookmarks:
            return
        top = self._whole.make_indirect(Dictionary(Type=Name.Outlines))
        open_entries: list[tuple[int, Any]] = [(0, top)]
        children: dict[int, list[Any]] = {}
        for mark in bookmarks:
            page = self._whole.pages[mark.page].obj
            entry = self._whole.make_indirect(
                Dictionary(
                    Title=String(mark.title),
                    Dest=Array([page, Name.XYZ, _number(mark.left), _number(mark.top), 0]),
                )
            )
            while open_entries[-1][0] >= mark.level:
                open_entries.pop()
            around = open_entries[-1][1]
            entry.Parent = around
            siblings = children.setdefault(around.objgen[0], [])
            if siblings:
                entry.Prev = siblings[-1]
                siblings[-1].Next = entry
            siblings.append(entry)
            open_entries.append((mark.level, entry))
            around.First, around.Last = siblings[0], siblings[-1]
        _count(top, children)
        self._whole.Root.Outlines = top

    def label_pages(self, labels: Sequence[str]) -> None:
        """What the pages are called (12.4.2)."""
        _remove(self._whole.Root, "/PageLabels")
        numbers = [
            part
            for start, style, first in label_ranges(labels)
            for part in (start, Dictionary(S=Name(f"/{style}"), St=first))
        ]
        if numbers:
            self._whole.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _count(entry: Any, children: dict[int, list[Any]]) -> int:
    """Say in `entry` how many stand in it, at any depth, and return that."""
    own = children.get(entry.objgen[0], [])
    count = len(own) + sum(_count(each, children) for each in own)
    if count:
        entry.Count = count
    return count


def _remove(holder: Any, key: str) -> None:
    if key in holder:
        del holder[key]


def _number(value: float) -> Any:
    return pikepdf.Object.parse(f"{value:.4f}".rstrip("0").rstrip(".").encode())


def _renumbered(numbers: Any, following: int) -> Array:
    pairs = [*numbers]
    pairs[::2] = [int(number) + following for number in pairs[::2]]
    return Array(pairs)


def _renamed(pairs: Sequence[tuple[Any, Any]], begin: int) -> list[tuple[Any, Any]]:
    """The ids of a part, which other parts may have too (ISO 14289-1, 7.9), by its first page."""
    renamed = []
    for name, element in pairs:
        element.ID = String(f"{begin}-{name}")
        renamed.append((element.ID, element))
    return renamed


def _pairs(tree: Any) -> list[tuple[Any, Any]]:
    """The names of a name tree with what they stand for."""
    if tree is None:
        return []
    names = [*tree.Names]
    return list(zip(names[::2], names[1::2], strict=True))


def _sorted(pairs: Sequence[tuple[Any, Any]]) -> Array:
    ordered = sorted(pairs, key=lambda pair: bytes(pair[0]))
    return Array([part for pair in ordered for part in pair])
