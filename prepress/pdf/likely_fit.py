"""Likely fit: where to begin to look for the size of a copy for a clinic, which is that of the same
text with a contact such as many have, found once for all copies.

So what is tried for a copy is the same, whichever others are made beside it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from prepress.files.digests import digest_of
from prepress.pdf.engine.reuse import fonts_of
from prepress.pdf.fitting import Fit, fits_for
from prepress.pdf.pages import PaperText, PrintContext, lay_out_pages

if TYPE_CHECKING:
    from prepress.editions.pdf_edition import PdfEdition
    from prepress.files.digests import Digest
    from prepress.galley.galley import Galley
    from prepress.images.pictures import Picture
    from prepress.manuscript.metadata import Metadata

#: What clinics say of themselves.
_USUAL = {
    "name": "Your Clinic",
    "phone": "555-555-0100",
    "web": "https://clinic.example",
    "address": "12 Some Street, Springfield, 12345",
}
_WEB_ADDRESS, _REVISION = "https://clinic.example/", "0000-0000"


def with_likely_fit(context: PrintContext, edition: PdfEdition) -> PrintContext:
    """The context with the fit that is likely, where it is that of a copy which must keep within
    its pages. Raises as `lay_out_pages` does.
    """
    galley = context.galley
    if edition.pages is None or context.known_fit or not _is_like_others(galley):
        return context
    usual = replace(context, galley=_with_usual_contact(galley))
    known, key = _known_fits(), _key(usual, edition)
    if key not in known:
        known[key] = lay_out_pages(usual, edition).fit
    return replace(context, likely_fit=known[key])


def _is_like_others(galley: Galley) -> bool:
    """Whether it is a copy whose text does not say which clinic it is for."""
    texts = [chapter.markup + chapter.notes for chapter in galley.chapters]
    return bool(galley.manuscript.clinic_name) and not any(
        value in text for value in _own_values(galley) for text in texts
    )


def _own_values(galley: Galley) -> dict[str, str]:
    """What the clinic says of itself, each with what is usual."""
    clinic, contact = galley.manuscript.clinic, galley.manuscript.metadata.contact
    said = [
        (getattr(each, name, None), _USUAL[name]) for name in _USUAL for each in (clinic, contact)
    ]
    return {value: usual for value, usual in said if value}


def _with_usual_contact(galley: Galley) -> Galley:
    manuscript = galley.manuscript
    metadata = _usual_metadata(manuscript.metadata, _own_values(galley))
    manuscript = replace(manuscript, metadata=metadata, clinic=_usual(manuscript.clinic))
    pictures = tuple(each for each in galley.pictures if each != galley.logo)
    logo = _usual_logo(galley.logo) if galley.logo else None
    return replace(galley, manuscript=manuscript, pictures=pictures, logo=logo, revision=_REVISION)


def _usual_metadata(metadata: Metadata, own: Mapping[str, str]) -> Metadata:
    """The `metadata` with what is usual in place of the clinic's `own` values, also as author."""
    values = {each.name: getattr(metadata, each.name) for each in fields(metadata)}
    changed = {name: _with_usual_words(value, own) for name, value in values.items()}
    contact = _usual(metadata.contact) if metadata.contact else None
    address = _WEB_ADDRESS if metadata.web_address else None
    return replace(metadata, **{**changed, "contact": contact, "web_address": address})


def _with_usual_words(value: Any, own: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_with_usual_words(each, own) for each in value)
    if isinstance(value, str):
        for said, usual in own.items():
            value = value.replace(said, usual)
    return value


def _usual(speaker: Any) -> Any:
    """A clinic, or a contact, that says what is usual of what it says."""
    return replace(
        speaker, **{name: usual for name, usual in _USUAL.items() if getattr(speaker, name)}
    )


def _usual_logo(logo: Picture) -> Picture:
    """One of a few empty pictures, which has nearly the shape of the `logo`."""
    import PIL.Image

    width, stream = max(1, round(logo.width / logo.height)), BytesIO()
    PIL.Image.new("L", (width, 1)).save(stream, "PNG")
    address = f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"
    return replace(logo, url=address, width=float(width), height=1.0, digest="")


def _key(usual: PrintContext, edition: PdfEdition) -> Digest:
    """What the fit follows from; colours, in which clinics differ, are no part of it."""
    text = PaperText.of(usual, edition)
    html = text.html(text.chapters, fits_for(edition, text.stylesheet)[0])
    html = html.replace(usual.layouts.brand.paper, "")
    pictures = tuple(picture.digest for picture in usual.galley.pictures)
    return digest_of(repr((html, pictures, fonts_of(html, usual.layouts), edition)))


@cache
def _known_fits() -> dict[Digest, Fit]:
    """What was found in this process."""
    return {}
