"""A preflight for PDF/X-4 (ISO 15930-7): no free validator knows it, so the rules that we can break
stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

_XMP = ("xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "xmp:CreateDate", "xmp:ModifyDate",
        "xmp:MetadataDate", "dc:title", "pdf:Trapped", ">PDF/X-4<")  # fmt: skip
_DATE = r"D:\d{14}(Z|[+-]\d\d'\d\d'?)"
_RGB = re.compile(rb"(?:^|\s)(?:rg|RG|/DeviceRGB\s+(?:cs|CS))(?:\s|$)")
_BLEED_PT = 3 / 25.4 * 72


def pdfx4(file: Path) -> list[str]:
    """The rules of PDF/X-4 that `file` breaks."""
    with pikepdf.open(file) as pdf:
        return [*_of_document(pdf), *_of_intent(pdf), *_of_colours(pdf)] + [
            f"page {number}: {broken}"
            for number, page in enumerate(pdf.pages, 1)
            for broken in _of_page(page)
        ]


def pdfx1a(file: Path) -> list[str]:
    """The rules of PDF/X-1a:2001 (ISO 15930-1) that `file` breaks."""
    with pikepdf.open(file) as pdf:
        return [*_of_oldest(pdf), *_of_intent(pdf), *_of_colours(pdf)]


def _of_oldest(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.pdf_version != "1.3" or "/Version" in pdf.Root:
        yield f"version {pdf.pdf_version}"
    claims = [str(pdf.docinfo.get(f"/GTS_PDFX{each}")) for each in ("Version", "Conformance")]
    if claims != ["PDF/X-1:2001", "PDF/X-1a:2001"] or "/ID" not in pdf.trailer:
        yield "no claim, or no identifier"
    needed = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
    if not needed <= set(pdf.docinfo.keys()):
        yield "something is not in the information dictionary"
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            newer = {"/SMask", "/ca", "/CA", "/BM", "/Group", "/OCProperties"} & set(item.keys())
            yield from newer
            kind = str(item.get("/Type"))
            if kind in ("/ObjStm", "/XRef", "/Metadata") or "/JPXDecode" in str(
                item.get("/Filter")
            ):
                yield kind
            if isinstance(item.get("/ColorSpace"), pikepdf.Dictionary | pikepdf.Array):
                yield "a colour space that is no ink"


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    if float(pdf.pdf_version) > 1.6:
        yield f"version {pdf.pdf_version}"
    if "/ID" not in pdf.trailer or "/Encrypt" in pdf.trailer:
        yield "no identifier, or encryption"
    if {"/OpenAction", "/AA"} & set(pdf.Root.keys()):
        yield "actions"
    info = pdf.docinfo
    if str(info.get("/Trapped")) not in ("/True", "/False") or "/Title" not in info:
        yield "neither title nor trapping in the information dictionary"
    dates = (str(info.get(key)) for key in ("/CreationDate", "/ModDate"))
    yield from (f"date {date}" for date in dates if not re.fullmatch(_DATE, date))
    metadata = pdf.Root.Metadata
    packet = metadata.read_raw_bytes().decode()
    yield from (f"no {name} in XMP" for name in _XMP if name not in packet)


def _of_intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.S == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    profile = intents[0].DestOutputProfile
    icc = profile.read_bytes()
    if icc[12:20] != b"prtrCMYK" or int(profile.N) != 4:
        yield "the profile is not of a press"
    if not 0 < len(str(intents[0].OutputConditionIdentifier)) < 60:
        yield "no printing condition"


def _of_colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    drawn = [page.Contents for page in pdf.pages]
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        if item.get("/Subtype") == "/Form" or "/PatternType" in item:
            drawn.append(item)
        if item.get("/Subtype") == "/Image" and str(item.get("/ColorSpace")) == "/DeviceRGB":
            yield "a picture in RGB"
    if any(_RGB.search(stream.read_bytes()) for stream in drawn):
        yield "a colour in RGB"


def _of_page(page: pikepdf.Page) -> Iterator[str]:
    media, bleed, trim = (
        [float(side) for side in page[f"/{box}Box"]] for box in ("Media", "Bleed", "Trim")
    )
    if not (_inside(trim, bleed) and _inside(bleed, media)) or "/ArtBox" in page:
        yield "boxes not nested"
    if (
        min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        < _BLEED_PT - 0.02
    ):
        yield "less than 3 mm of bleed"
    for note in page.get("/Annots", []):
        left, bottom, right, top = (float(side) for side in note.Rect)
        if left < bleed[2] and right > bleed[0] and bottom < bleed[3] and top > bleed[1]:
            yield f"{note.Subtype} inside the bleed"


def _inside(inner: list[float], outer: list[float]) -> bool:
    return all(inner[side] >= outer[side] - 0.01 for side in (0, 1)) and all(
        inner[side] <= outer[side] + 0.01 for side in (2, 3)
    )
