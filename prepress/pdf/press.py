"""The press edition's finish: PDF/X-4 (ISO 15930-7), with output intent, true boxes, marks on all
plates, no links.
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pydyf

from prepress.editions.printers import PRINTERS
from prepress.errors import Place, SourceError
from prepress.files.digests import digest_of
from prepress.pdf import xmp
from prepress.pdf.engine.boxes import page_boxes
from prepress.pdf.engine.to_unicode import true_letters
from prepress.pdf.separation import MOST_INK, Separator, separate
from prepress.pdf.tagging.text_tags import remap_hyphens_of
from prepress.pdf.viewing import label_pages, say_direction
from prepress.project.project import OutsideProject, file_inside

if TYPE_CHECKING:
    from pathlib import Path

    from weasyprint import Document

    from prepress.editions.pdf_edition import BleedingEdition
    from prepress.pdf.pages import PrintContext

_PT_PER_MM = 72 / 25.4
#: The profiles that ship, each with the name of its condition in the ICC's registry.
_FOGRA39 = ("FOGRA39L_coated.icc", "FOGRA39")
_GRACOL = ("GRACoL_TR006_coated.icc", "CGATS TR 006")
_MM_PER_EIGHTH = 25.4 / 8
_LARGEST_BYTES = 20 * 1024 * 1024
#: Marks stand on all plates, in as much ink as the paper takes.
_REGISTRATION = b"0.75 0.75 0.75 0.75 K"


@dataclass(frozen=True)
class Profile:
    """An ICC profile of a printing condition, by the name that print shops know it by."""

    data: bytes
    name: str
    separator: Separator


def render_options() -> dict[str, Any]:
    """The options with which WeasyPrint must lay out and write a document for the press."""
    return {"pdf_variant": "pdf/x-4", "pdf_identifier": True}


def press_profile(edition: BleedingEdition, context: PrintContext) -> Profile:
    """The profile that the edition asks for. Where it asks for none, that of the coated paper on
    which pages of its size are printed: GRACoL where they are measured in inches, else FOGRA39.

    Raises SourceError where it lies outside the project, is not there, or is no CMYK profile.
    """
    manuscript = context.galley.manuscript
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("editions"))
    if edition.profile is None or edition.printer:
        return _shipped_profile(edition, context)
    try:
        file = _profile_file(edition.profile, context, place)
        data = file.read_bytes()
    except OutsideProject as error:
        raise SourceError(
            "The profile lies outside the project.", "Put a copy of it here.", place
        ) from error
    except OSError as error:
        what = f"The profile cannot be read: {error.strerror}."
        raise SourceError(what, "Allow reading it.", place) from error
    context.layouts.inputs.note(
        f"file {file.relative_to(context.project.root.resolve()).as_posix()}", digest_of(data)
    )
    return Profile(data, file.stem, Separator(data, edition.profile))


def _profile_file(profile: str, context: PrintContext, place: Place) -> Path:
    """The file of a profile of the author's. Raises as `press_profile` does, OutsideProject and
    OSError.
    """
    folders = (*context.galley.manuscript.folders, context.project.root)
    files = [file_inside(context.project, folder, profile) for folder in folders]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        what = f"There is no profile “{profile}”."
        remedy = (
            "Write its path from this file's folder or from the project's, or the name of a "
            f"printer: {' or '.join(PRINTERS)}."
        )
        raise SourceError(what, remedy, place)
    if file.stat().st_size > _LARGEST_BYTES:
        what = "The profile is larger than 20 MB."
        raise SourceError(what, "Ask the print shop for the profile alone.", place)
    return file


def _shipped_profile(edition: BleedingEdition, context: PrintContext) -> Profile:
    file_name, name = _GRACOL if _is_in_inches(edition) else _FOGRA39
    data = context.layouts.profile(f"profiles/{file_name}")
    most_ink = edition.printer.most_ink if edition.printer else MOST_INK
    return Profile(data, name, Separator(data, file_name, most_ink))


def _is_in_inches(edition: BleedingEdition) -> bool:
    """Whether both sides of the paper are whole eighths of an inch, as paper is cut in America."""
    eighths = (side / _MM_PER_EIGHTH for side in (edition.paper.width_mm, edition.paper.height_mm))
    return all(abs(each - round(each)) < 0.01 for each in eighths)


def write_for_press(
    document: Document, bleed: float, profile: Profile, *, binds: bool = False
) -> bytes:
    """The PDF of `document`, which was rendered with `render_options()` and a `bleed` in mm; same
    document, same bytes. Where it `binds` them, its pages have no bleed at their inner edges.
    """

    def finish(finished: Document, pdf: pydyf.PDF) -> None:
        _mark_all_plates(pdf)
        letters.write(pdf)
        separate(pdf, profile.separator)
        remap_hyphens_of(pdf, page_boxes(finished)[0].root.itertext())
        _intend(pdf, profile)
        pages = [pdf.objects[int(each.split()[0])] for each in pdf.page_references]
        for page in pages:
            _mend_page(page, bleed * _PT_PER_MM)
        say_direction(pdf, finished)
        label_pages(pdf, finished)
        if binds:
            _bind(pages, from_right=page_boxes(finished)[0].root.get("dir") == "rtl")
        _claim(pdf, finished.metadata)

    with true_letters() as letters:
        return bytes(document.write_pdf(finisher=finish, **render_options()))


def _mark_all_plates(pdf: pydyf.PDF) -> None:
    """WeasyPrint draws the crop marks in RGB black, as a form that reaches beyond the page and
    holds only lines.
    """
    for item in pdf.objects:
        if (
            isinstance(item, pydyf.Stream)
            and item.extra.get("Subtype") == "/Form"
            and item.extra["BBox"][0] < 0
        ):
            lines = [line for line in item.stream if isinstance(line, bytes)]
            if lines.count(b"0 0 0 RG") >= 4 and b"BT" not in lines:
                item.stream[:] = [
                    _REGISTRATION if line == b"0 0 0 RG" else line for line in item.stream
                ]


def _intend(pdf: pydyf.PDF, profile: Profile) -> None:
    """Say for which printing condition the inks are meant (ISO 15930-7, 6.2)."""
    # The engine would compress it twice, and as far as it can, which takes thrice as long.
    stream = pydyf.Stream([zlib.compress(profile.data)], {"N": 4, "Filter": "/FlateDecode"})
    pdf.add_object(stream)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": pydyf.String(profile.name),
            "Info": pydyf.String(profile.name),
            "RegistryName": pydyf.String("http://www.color.org"),
            "DestOutputProfile": stream.reference,
        }
    )
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def _mend_page(page: pydyf.Dictionary, bleed_pt: float) -> None:
    """WeasyPrint's bleed box holds the marks too; links may not lie inside it (ISO 15930-7,
    6.17).
    """
    page.pop("Annots", None)
    left, bottom, right, top = page["TrimBox"]
    box = (left - bleed_pt, bottom - bleed_pt, right + bleed_pt, top + bleed_pt)
    page["BleedBox"] = pydyf.Array([round(side, 4) for side in box])


def _bind(pages: Sequence[pydyf.Dictionary], *, from_right: bool) -> None:
    """End each page where it is bound: the first at its left, if it is not read from the right."""
    for number, page in enumerate(pages):
        side = 0 if (number % 2 == 0) != from_right else 2
        for name in ("MediaBox", "BleedBox"):
            page[name] = pydyf.Array(
                [page["TrimBox" if at == side else name][at] for at in range(4)]
            )


def _claim(pdf: pydyf.PDF, metadata: Any) -> None:
    """Name the standard and an identifier of the document that its content gives (ISO 15930-7,
    6.8).
    """
    content = hashlib.sha256()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") != "/Metadata":
            content.update(
                b"".join(
                    part if isinstance(part, bytes) else str(part).encode() for part in item.stream
                )
            )
    document = uuid.uuid5(uuid.NAMESPACE_OID, content.hexdigest())
    xmp.include(
        pdf,
        metadata,
        [
            xmp.simple("pdfxid:GTS_PDFXVersion", "PDF/X-4"),
            xmp.simple("pdf:Trapped", "False"),
            xmp.simple("xmpMM:DocumentID", f"uuid:{document}"),
            xmp.simple("xmpMM:RenditionClass", "default"),
            xmp.simple("xmpMM:VersionID", "1"),
        ],
    )
