"""Standards: those rules of PDF/UA-1 and PDF/A-2a that can be looked up in the PDF's objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from prepress.findings import Finding
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.errors import Place

_UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
_A_PART = "{http://www.aiim.org/pdfa/ns/id/}part"
_HINT = "Report this to the makers of makebook: texts and layouts cannot cause it."
_DESCRIBE = "Write in its alt text what the picture shows, or declare it decorative."


def broken_rules(pdf: pikepdf.Pdf, place: Place) -> Iterator[Finding]:
    """B-007, for each rule that the PDF breaks."""
    for what in (*_catalogue(pdf), *_metadata(pdf), *_programs(pdf), *_areas(pdf)):
        yield Finding("B-007", place, what, _HINT)
    for what in _figures(pdf):
        yield Finding("B-007", place, what, _DESCRIBE)


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "The PDF does not say that it is tagged."
    if "/StructTreeRoot" not in root:
        yield "The PDF has no tags, so a screen reader cannot tell headings from text."
    if not str(root.get("/Lang", "")).strip():
        yield "The PDF does not say in which language it is written."
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "The PDF does not ask for its title to be shown in the window's bar."
    if not len(root.get("/OutputIntents", Array())):
        yield "The PDF does not name the colour profile that it is made for."
    if pdf.is_encrypted:
        yield "The PDF is encrypted, which archives and screen readers cannot accept."


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    metadata = pdf.open_metadata()
    if not str(metadata.get("dc:title") or "").strip():
        yield "The PDF's metadata have no title."
    if metadata.get(_UA_PART) != "1":
        yield "The PDF's metadata do not claim PDF/UA-1."
    if metadata.get(_A_PART) != "2":
        yield "The PDF's metadata do not claim PDF/A-2."


def _programs(pdf: pikepdf.Pdf) -> Iterator[str]:
    """JavaScript, which archives must not hold, in the places from which a viewer would start
    it.
    """
    root = pdf.Root
    actions = [root.get("/OpenAction"), *_triggers(root)]
    for page in pdf.pages:
        actions += _triggers(page.obj)
        for annotation in page.obj.get("/Annots", Array()):
            actions += [annotation.get("/A"), *_triggers(annotation)]
    if "/JavaScript" in root.get("/Names", Dictionary()) or any(map(_is_program, actions)):
        yield "The PDF contains a program (JavaScript)."


def _triggers(carrier: Object) -> list[Object]:
    return [action for _, action in carrier.get("/AA", Dictionary()).items()]


def _is_program(action: Object | None) -> bool:
    return isinstance(action, Dictionary) and action.get("/S") == Name.JavaScript


def _areas(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The rules for links and other active areas."""
    parents = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    tagged = pikepdf.NumberTree(parents) if parents is not None else {}
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots", Array())
        if len(annotations) and page.obj.get("/Tabs") != Name.S:
            yield f"The Tab key does not follow the order of the text on page {number}."
        links = [
            annotation for annotation in annotations if annotation.get("/Subtype") == Name.Link
        ]
        silent = sum(not str(link.get("/Contents", "")).strip() for link in links)
        if silent:
            yield (
                f"Page {number} has {counted(silent, 'link')} without a description of where it "
                f"leads."
            )
        loose = sum(
            "/StructParent" not in link or int(link.StructParent) not in tagged for link in links
        )
        if loose:
            yield f"Page {number} has {counted(loose, 'link')} that no tag belongs to."


def _figures(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Figures without words, counted for each page."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    root = pdf.Root.get("/StructTreeRoot", Dictionary())
    roles = root.get("/RoleMap", Dictionary())
    missing: Counter[int] = Counter()
    for element, page in _elements(root):
        role = element.get("/S")
        is_figure = role == Name.Figure or (
            role is not None and roles.get(str(role)) == Name.Figure
        )
        if is_figure and not any(
            str(element.get(key, "")).strip() for key in ("/Alt", "/ActualText")
        ):
            missing[pages.get(page, 0) if page else 0] += 1
    for number, count in sorted(missing.items()):
        where = f"Page {number}" if number else "The PDF"
        yield f"{where} has {counted(count, 'picture')} without alt text."


def _elements(root: Object) -> Iterator[tuple[Object, tuple[int, int] | None]]:
    """Every element of the tag tree with the page that it is on, inherited from the element
    above.
    """
    open_ends: list[tuple[Object, tuple[int, int] | None]] = [(root, None)]
    seen: set[tuple[int, int]] = set()
    while open_ends:
        element, page = open_ends.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        page = element.Pg.objgen if "/Pg" in element else page
        yield element, page
        below = element.get("/K", Array())
        kids = list(below) if isinstance(below, Array) else [below]
        open_ends += [(kid, page) for kid in kids if isinstance(kid, Dictionary)]
