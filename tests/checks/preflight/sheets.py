"""Tiny PDFs written by hand, in which a test sees every operator."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from prepress.checks.preflight.demands import Demands
from prepress.checks.preflight.preflight import preflight
from prepress.findings import Finding

#: What a sheet by hand is checked for where a test does not say otherwise.
PLAIN = Demands(ppi=150, tagged=False)


class Sheets:
    """A PDF that grows by one page at a time; its fonts are Helvetica, /F, and its bold, /B, not
    embedded.
    """

    def __init__(self) -> None:
        self.pdf = Pdf.new()

    def page(
        self,
        content: str,
        size: tuple[float, float] = (200, 200),
        boxes: dict[str, list[float]] | None = None,
        **kinds: object,
    ) -> Sheets:
        """Add a page; `boxes` are its own by name, `kinds` its resources such as XObject={"Im":
        image}.
        """
        self.pdf.add_blank_page(page_size=size)
        page = self.pdf.pages[-1]
        page.obj.Contents = self.pdf.make_stream(content.encode())
        page.obj.Resources = Dictionary(Font=self.fonts())
        for kind, named in kinds.items():
            resources = {f"/{name}": each for name, each in dict(named).items()}  # type: ignore[call-overload]
            page.obj.Resources[f"/{kind}"] = Dictionary(resources)
        for name, box in (boxes or {}).items():
            page.obj[f"/{name}"] = Array(box)
        return self

    def fonts(self) -> Dictionary:
        fonts = {"/F": "/Helvetica", "/B": "/Helvetica-Bold"}
        return Dictionary(
            {
                key: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(name))
                for key, name in fonts.items()
            }
        )

    def image(
        self, width: int, height: int, pixel: bytes = b"\x80", space: Object | None = None
    ) -> Stream:
        """A picture of one colour."""
        return self.pdf.make_stream(
            pixel * width * height,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=space or (Name.DeviceCMYK if len(pixel) == 4 else Name.DeviceGray),
        )

    def form(self, content: str, matrix: list[float] | None = None, **kinds: object) -> Stream:
        """A form XObject."""
        form = self.pdf.make_stream(
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([-500, -500, 500, 500]),
        )
        form.Resources = Dictionary(Font=self.fonts())
        for kind, named in kinds.items():
            resources = {f"/{name}": each for name, each in dict(named).items()}  # type: ignore[call-overload]
            form.Resources[f"/{kind}"] = Dictionary(resources)
        if matrix:
            form.Matrix = Array(matrix)
        return form

    @property
    def data(self) -> bytes:
        return saved(self.pdf)

    def found(self, code: str, demands: Demands = PLAIN) -> list[str]:
        """What the preflight says under `code`."""
        return said(preflight(self.data, "tiny.pdf", demands), code)


def saved(pdf: Pdf) -> bytes:
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def said(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [finding.what for finding in findings if finding.code == code]


def text(
    words: str,
    at: tuple[float, float] = (20, 100),
    size: float = 12,
    colour: str = "#000000",
    font: str = "F",
) -> str:
    """Operators that set `words`, in one piece."""
    return f"BT {fill(colour)} /{font} {size} Tf {at[0]} {at[1]} Td ({words}) Tj ET\n"


def band(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Operators that fill a rectangle."""
    return f"{fill(colour)} {x} {y} {width} {height} re f\n"


def fill(colour: str) -> str:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return "{:.4f} {:.4f} {:.4f} rg".format(*parts)


def opened(data: bytes) -> Pdf:
    return pikepdf.open(BytesIO(data))
