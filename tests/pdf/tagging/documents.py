"""Documents for the tests of tagging: HTML in, the structure tree of its PDF out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.engine import lay_out
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.tagging.conformance import render_options
from prepress.pdf.tagging.repairs import REPAIRS, Repair, write_tagged

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
FIELD_FONT = (ROOT / "fonts/noto-sans/NotoSans-Regular.ttf").read_bytes
CONFORMANCE = frozenset({"ua1", "2a"})
STYLE = """
@page { size: 90mm 120mm; margin: 12mm; @bottom-center { content: "Foot " counter(page) } }
html { font: 10pt "Literata"; image-rendering: crisp-edges }
body { margin: 0 }
"""
PICTURE = "tests/pdf/tagging/square.svg"


@dataclass(frozen=True)
class Tag:
    """A structure element as a test sees it."""

    role: str
    kids: tuple[Tag, ...]
    contents: int
    areas: int
    element: Any
    pdf: pikepdf.Pdf

    def all(self, role: str) -> list[Tag]:
        """The elements of this role at and below this one."""
        return [tag for tag in self.walk() if tag.role == role]

    def walk(self) -> Iterator[Tag]:
        """This element and all below it."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def shape(self) -> str:
        """The roles, such as `L(LI(Lbl LBody))`."""
        return self.role + (f"({' '.join(kid.shape for kid in self.kids)})" if self.kids else "")


def tagged(body: str, style: str = "", without: Sequence[Repair] = ()) -> bytes:
    """The PDF of `body`, tagged with all repairs but those in `without`."""
    html = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        '<meta name="dcterms.created" content="2026-01-01T00:00:00Z">'
        '<meta name="dcterms.modified" content="2026-01-01T00:00:00Z">'
        f"<style>{LAYOUTS.stylesheet('paper').split('/* Design tokens')[0]}{STYLE}{style}</style></head>"
        f"<body>{body}</body></html>"
    )
    repairs = [repair for repair in REPAIRS if repair not in without]
    with collected_remarks():
        document = lay_out(html, ROOT, LAYOUTS, render_options(CONFORMANCE))
        return write_tagged(document, CONFORMANCE, repairs, FIELD_FONT)


def tree(pdf: bytes) -> Tag:
    """The structure tree of `pdf`, from its Document element."""
    opened = pikepdf.open(io.BytesIO(pdf))
    kids = opened.Root.StructTreeRoot.K
    return _tag(kids[0] if isinstance(kids, pikepdf.Array) else kids, opened)


def _tag(element: Any, pdf: pikepdf.Pdf) -> Tag:
    kids, contents, areas = [], 0, 0
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            contents += 1
        elif kid.get("/Type") == "/OBJR":
            areas += 1
        elif kid.get("/Type") == "/MCR":
            contents += 1
        else:
            kids.append(_tag(kid, pdf))
    return Tag(str(element.S)[1:], tuple(kids), contents, areas, element, pdf)
