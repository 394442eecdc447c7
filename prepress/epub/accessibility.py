"""Accessibility metadata: what a reader can count on, said only where the galley shows it (EPUB Accessibility 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prepress.epub.parts import SVG, XHTML, XML_LANG, Document
from prepress.galley import Galley
from prepress.metadata import Metadata

#: The exact words by which validators know the claim (EPUB Accessibility 1.1, 3.2.2).
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

#: What every publication has by the way it is made.
_ALWAYS = ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")
_SUMMARY = (
    "The text reflows, and its size, font and spacing can be changed. Headings, lists, notes and tables are marked up."
)

Statement = tuple[str, str, dict[str, str]]


def accessibility_of(galley: Galley, documents: Sequence[Document]) -> Iterator[Statement]:
    """The statements for the package: property, value, and further attributes; `documents` are those of the text."""
    pictured, described = _pictures(galley, documents)
    modes = ["textual", "visual"] if pictured else ["textual"]
    for mode in modes:
        yield "schema:accessMode", mode, {}
    if described:
        yield "schema:accessModeSufficient", "textual", {}
    if pictured:
        yield "schema:accessModeSufficient", "textual,visual", {}
    for feature in (*_ALWAYS, "alternativeText") if pictured and described else _ALWAYS:
        yield "schema:accessibilityFeature", feature, {}
    yield "schema:accessibilityHazard", "none", {}
    yield (
        "schema:accessibilitySummary",
        _summary(pictured, described),
        {XML_LANG: "en"},
    )
    certifier = _certifier(galley.manuscript.metadata)
    if described and certifier:
        yield "dcterms:conformsTo", CONFORMANCE, {"id": "conformance"}
        yield "a11y:certifiedBy", certifier, {"refines": "#conformance"}


def _pictures(galley: Galley, documents: Sequence[Document]) -> tuple[bool, bool]:
    """Whether a picture says something, and whether every one that does says it in words too.

    Setting gives a picture without alt text an empty one, and a finding that tells it from an ornament.
    """
    images = [image for document in documents for image in document.tree.iter(f"{{{XHTML}}}img")]
    drawings = any(next(document.tree.iter(f"{{{SVG}}}svg"), None) is not None for document in documents)
    undescribed = any("alt" not in image.attrib for image in images)
    undescribed |= any(finding.code == "A-001" for finding in galley.findings)
    return undescribed or drawings or any(image.get("alt") for image in images), not undescribed


def _summary(pictured: bool, described: bool) -> str:
    if not pictured:
        return _SUMMARY
    pictures = "Every picture has a description in words." if described else "Some pictures are not described in words."
    return f"{_SUMMARY} {pictures}"


def _certifier(metadata: Metadata) -> str | None:
    """Who answers for the claim (3.3.1 asks for a name): the publisher, else the contact, else the authors."""
    contact = metadata.contact.name if metadata.contact else None
    return metadata.publisher or contact or ", ".join(metadata.author) or None
