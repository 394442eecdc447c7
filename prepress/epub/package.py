"""The package of an EPUB: EbookLib's book with its metadata, manifest and spine."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ebooklib import epub

import prepress
from prepress.epub.accessibility import accessibility_of
from prepress.epub.landmarks import guide_of
from prepress.epub.writer import OwnDocument
from prepress.manuscript.medical_codes import CODE_SYSTEMS
from prepress.manuscript.roles import BOOK
from prepress.screen.parts import Document, Part

if TYPE_CHECKING:
    from prepress.galley.galley import Galley
    from prepress.manuscript.medical_codes import MedicalCode
    from prepress.manuscript.metadata import Metadata

#: The namespace of the identifiers that makebook makes: the UUID of its name as a URL (RFC 9562,
#: 5.5).
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:makebook")


def assemble(galley: Galley, parts: Sequence[Document | Part], *, paginated: bool) -> epub.EpubBook:
    """The book of `parts`, whose documents make up the spine in their order.

    It is `paginated` where it has the page numbers of the print edition.
    """
    book = epub.EpubBook()
    book.metadata = {}  # EbookLib begins with its own name and a random identifier
    _describe(book, galley.manuscript.metadata, galley.manuscript.clinic_name)
    if galley.revision:
        book.add_metadata(None, "meta", galley.revision, {"property": "schema:version"})
    if paginated:
        metadata = galley.manuscript.metadata
        source = f"{metadata.title}, print edition, revision {galley.revision}"
        book.add_metadata(None, "meta", source, {"property": "pageBreakSource"})
    documents = [part for part in parts if isinstance(part, Document)]
    # The cover's own picture repeats the title, so it says nothing of how the text is read.
    for name, value, others in accessibility_of(galley, documents[1:], paginated=paginated):
        book.add_metadata(None, "meta", value, {"property": name, **others})
    items = [book.add_item(_item(part)) for part in parts]
    if galley.manuscript.metadata.layout == BOOK:
        book.guide = guide_of(documents)
    book.spine = [item for item in items if isinstance(item, OwnDocument)]
    return book


def identifier_of(metadata: Metadata, clinic: str = "") -> str:
    """The publication's identifier, else one made from what stays the same when its text is
    revised.

    What is made for a `clinic` is another book, so it has one of its own, made from that.
    """
    facts = "\n".join((metadata.lang, metadata.title, *metadata.author))
    whole = metadata.identifier or _make_urn(facts)
    return _make_urn(f"{whole}\n{clinic}") if clinic else whole


def _make_urn(facts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, facts)}"


def _describe(book: epub.EpubBook, metadata: Metadata, clinic: str) -> None:
    book.set_identifier(identifier_of(metadata, clinic))
    titles = [("main", metadata.title)]
    if metadata.subtitle:
        titles.append(("subtitle", metadata.subtitle))
    for number, (kind, title) in enumerate(titles, 1):
        book.add_metadata("DC", "title", title, {"id": f"title-{number}"})
        _refine(book, f"title-{number}", "title-type", kind)
        _refine(book, f"title-{number}", "display-seq", str(number))
    book.set_language(metadata.lang)
    for number, author in enumerate(metadata.author, 1):
        book.add_metadata("DC", "creator", author, {"id": f"creator-{number}"})
        _refine(book, f"creator-{number}", "role", "aut", scheme="marc:relators")
        _refine(book, f"creator-{number}", "display-seq", str(number))
    for number, translator in enumerate(metadata.translator, 1):
        book.add_metadata("DC", "contributor", translator, {"id": f"translator-{number}"})
        _refine(book, f"translator-{number}", "role", "trl", scheme="marc:relators")
    for name, value in _plain_facts(metadata):
        if value and value.strip():
            book.add_metadata("DC", name, " ".join(value.split()))
    for number, code in enumerate(metadata.codes, 1):
        _name_code(book, f"code-{number}", code)
    for name, value in _review(metadata):
        book.add_metadata(None, "meta", value, {"property": name})
    book.add_metadata(
        None, "meta", None, {"name": "generator", "content": f"makebook {prepress.__version__}"}
    )
    if metadata.dir == "rtl":
        book.set_direction("rtl")


def _name_code(book: epub.EpubBook, uid: str, code: MedicalCode) -> None:
    """Name what the book is about by the code of a system (EPUB 3.3, D.3.1 and D.3.13)."""
    system = CODE_SYSTEMS[code.system]
    book.add_metadata("DC", "subject", f"{system.title} {code.code}", {"id": uid})
    _refine(book, uid, "authority", f"urn:oid:{system.oid}")
    _refine(book, uid, "term", code.code)


def _plain_facts(metadata: Metadata) -> Iterator[tuple[str, str | None]]:
    """Dublin Core's elements that need no refinement, each with its value."""
    yield "date", metadata.date.isoformat() if metadata.date else None
    yield "publisher", metadata.publisher
    yield "description", metadata.description
    yield "rights", metadata.rights
    for word in metadata.keywords:
        yield "subject", word


def _review(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """When the text was reviewed and by whom, in schema.org's words, and how long it holds (DCMI:
    ISO 8601, 4.4).

    Nothing of it is said where nobody has reviewed it.
    """
    if metadata.reviewed:
        yield "schema:lastReviewed", metadata.reviewed.isoformat()
        if metadata.reviewer:
            yield "schema:reviewedBy", metadata.reviewer
    if metadata.review_by and not metadata.unreviewed:
        begin = metadata.reviewed or metadata.date
        yield (
            "dcterms:valid",
            f"{begin.isoformat() if begin else ''}/{metadata.review_by.isoformat()}",
        )


def _refine(book: epub.EpubBook, what: str, name: str, value: str, **others: str) -> None:
    book.add_metadata(None, "meta", value, {"refines": f"#{what}", "property": name, **others})


def _item(part: Document | Part) -> epub.EpubItem:
    """EbookLib's item for `part`; its id is its name, made a name of XML."""
    uid = "part-" + re.sub(r"[^A-Za-z0-9._-]", "-", part.name)
    if isinstance(part, Document):
        return OwnDocument(uid, part.name, part.data, part.properties)
    item = epub.EpubItem(
        uid=uid, file_name=part.name, media_type=part.media_type, content=part.data
    )
    item.properties = list(part.properties)
    return item
