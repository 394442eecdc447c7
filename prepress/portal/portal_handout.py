"""A portal's handout: one publication in the forms that a patient's record can hold, and what it is
about, in words that its systems know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from prepress.errors import Place
from prepress.files.digests import digest_of
from prepress.findings import Finding
from prepress.manuscript.medical_codes import CODE_SYSTEMS
from prepress.portal.article_text import text_of
from prepress.portal.plain_html import article_of
from prepress.readers.epub import open_epub

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript
    from prepress.manuscript.medical_codes import MedicalCode
    from prepress.manuscript.metadata import Metadata
    from prepress.site.offers import Offer, OfferedFile

#: As much as two text messages of the European alphabets take, which portals join.
LONGEST_MESSAGE = 300
_ARTICLE, _TEXT, _MESSAGE = "article.html", "text.txt", "message.txt"
_KINDS = {_ARTICLE: "article", _TEXT: "text", _MESSAGE: "message"}


@dataclass(frozen=True)
class PortalHandout:
    """The files of the publication `name` by their names in its folder, and its `entry` in the
    manifest, as values of JSON.
    """

    name: str
    files: Mapping[str, bytes]
    entry: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """Its folder from the manifest."""
        return _folder(self.name)


def portal_handout(
    manuscript: Manuscript, epub: bytes, offer: Offer, revision: str
) -> PortalHandout:
    """The handout of which the site has this `offer`, made from its `epub`.

    Raises SourceError where the EPUB is damaged.
    """
    with open_epub(epub, offer.epub.name) as opened:
        article = article_of(opened, _word(manuscript.name))
    files = {
        _ARTICLE: article.html.encode(),
        _TEXT: text_of(article.tree).encode(),
        **_message(manuscript.metadata),
        **article.pictures,
    }
    return PortalHandout(
        manuscript.name, files, _entry(manuscript.metadata, offer, revision, files)
    )


def message_findings(manuscript: Manuscript) -> tuple[Finding, ...]:
    """What keeps the summary from being a text message (M-005)."""
    metadata = manuscript.metadata
    wrong = _wrong_with_message(metadata)
    if not wrong:
        return ()
    place = Place(manuscript.metadata_file, metadata.lines.get("summary"))
    hint = "Say in one or two short sentences what it is about, and whom to call."
    return (Finding("M-005", place, f"The summary cannot be a text message: {wrong}.", hint),)


def _wrong_with_message(metadata: Metadata) -> str:
    summary = metadata.summary
    if not summary:
        return ""
    if len(summary) > LONGEST_MESSAGE:
        return f"it has {len(summary)} characters, of at most {LONGEST_MESSAGE}"
    phone = metadata.contact.phone if metadata.contact else None
    if phone and _digits(phone) not in _digits(summary):
        return f"the phone number, {phone}, is not in it"
    return ""


def _message(metadata: Metadata) -> dict[str, bytes]:
    if not metadata.summary or _wrong_with_message(metadata):
        return {}
    return {_MESSAGE: f"{metadata.summary}\n".encode()}


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _word(name: str) -> str:
    """A name that an id can begin with."""
    return re.sub(r"[^\w.-]+", "-", name)


def _entry(
    metadata: Metadata, offer: Offer, revision: str, files: Mapping[str, bytes]
) -> Mapping[str, object]:
    said = {
        "name": offer.name,
        "identifier": offer.identifier,
        "title": offer.title,
        "subtitle": offer.subtitle,
        "language": offer.lang,
        "direction": metadata.dir,
        "revision": revision,
        "updated": offer.updated,
        "reviewed": metadata.reviewed and metadata.reviewed.isoformat(),
        "reviewBy": metadata.review_by and metadata.review_by.isoformat(),
        "publisher": offer.publisher,
        "codes": [_code(each, offer.lang) for each in metadata.codes],
        "files": [_file(f"{_folder(offer.name)}/{name}", data) for name, data in files.items()],
        "editions": [_edition(each) for each in (offer.pdf, offer.epub, *offer.others)],
    }
    return {name: value for name, value in said.items() if value is not None}


def _code(code: MedicalCode, lang: str) -> Mapping[str, str]:
    """The code, and the question by which an Infobutton asks for it (HL7 Context-Aware Knowledge
    Retrieval, URL-based implementation guide; MedlinePlus Connect takes the same).
    """
    system = CODE_SYSTEMS[code.system]
    question = {
        "mainSearchCriteria.v.cs": system.oid,
        "mainSearchCriteria.v.c": code.code,
        "informationRecipient.languageCode.c": lang,
    }
    return {
        "system": system.title,
        "oid": system.oid,
        "code": code.code,
        "query": urlencode(question),
    }


def _folder(name: str) -> str:
    return f"handouts/{name}"


def _file(path: str, data: bytes) -> Mapping[str, object]:
    return {
        "kind": _KINDS.get(PurePosixPath(path).name, "picture"),
        "path": path,
        "size": len(data),
        "sha256": digest_of(data),
    }


def _edition(file: OfferedFile) -> Mapping[str, object]:
    """An edition of the site, by its path from the portal's folder."""
    return {"path": f"../{file.name}", "mediaType": file.media_type, "size": file.size}
