"""Accessibility metadata: what a reader can count on, as the author claims it or the galley shows
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.metadata import Accessibility, Metadata
from prepress.screen.parts import SVG, XHTML, XML_LANG, Document
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.galley.galley import Galley

#: The exact words by which validators know the claim (EPUB Accessibility 1.1, 3.2.2).
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

#: What every publication has by the way it is made.
_ALWAYS = ("ARIA", "displayTransformability", "readingOrder", "tableOfContents")
_PAGES = ("pageBreakMarkers", "pageNavigation")
_SUMMARY = (
    "The text reflows, and its size, font and spacing can be changed. Headings, lists, notes and "
    "tables are marked up."
)
#: What is left of the text shows no sound, film or speech markup, for raw HTML loses all
#: of them.
# fmt: off
_NEVER = frozenset(
    {
        "audioDescription", "captions", "ChemML", "closedCaptions", "highContrastAudio",
        "MathML-chemistry",
        "openCaptions", "signLanguage", "synchronizedAudioText", "taggedPDF", "timingControl",
        "ttsMarkup",
    }
)
# fmt: on
#: Where features show in a chapter's tree; a feature that is neither here nor above is not judged.
_TRACES: Mapping[str, str] = MappingProxyType(
    {
        "MathML": "//math",
        "describedMath": "//math | //img[normalize-space(@alt)]",
        "fullRubyAnnotations": "//ruby",
        "longDescription": "//details | //figure//a | //*[@aria-describedby or @aria-details]",
        "rubyAnnotations": "//ruby",
    }
)

#: What is found where nobody has described a picture; what stands in its place is no description.
_UNDESCRIBED = frozenset({"A-001", "A-002"})

Statement = tuple[str, str, dict[str, str]]
_Contradiction = tuple[str, str]


def accessibility_of(
    galley: Galley, documents: Sequence[Document], *, paginated: bool = False
) -> Iterator[Statement]:
    """The statements for the package: property, value, and further attributes; `documents` are
    those of the text.

    The author's own values win, key by key, but for those that the text contradicts. It is
    `paginated` where it has the page numbers of the print edition.
    """
    metadata = galley.manuscript.metadata
    own = _borne_out(metadata.accessibility or Accessibility(), galley)
    pictured, described = _pictures(galley, documents)
    modes = ("textual", "visual") if pictured else ("textual",)
    features = (
        *_features(galley, pictured and described, paginated),
        *_formula_features(documents),
    )
    statements = (
        ("accessMode", own.access_mode or modes),
        (
            "accessModeSufficient",
            own.access_mode_sufficient or _sufficient_modes(pictured, described),
        ),
        ("accessibilityFeature", own.features or features),
        ("accessibilityHazard", own.hazards or ("none",)),
    )
    for name, values in statements:
        for value in values:
            yield f"schema:{name}", value, {}
    # The author's sentence is in the language of the package, ours is English.
    attributes = {} if own.summary else {XML_LANG: "en"}
    yield "schema:accessibilitySummary", own.summary or _summary(pictured, described), attributes
    yield from _conformance(own, metadata, described)


def _borne_out(own: Accessibility, galley: Galley) -> Accessibility:
    """The author's claims without those that the text contradicts."""
    if own == Accessibility():
        return own
    trees = _trees(galley)
    features = tuple(feature for feature in own.features if _is_there(feature, galley, trees))
    modes = own.access_mode
    if next(_unseen_pictures(own, galley), None):
        modes = (*modes, "visual")
    kept = replace(own, access_mode=modes, features=features)
    if next(_undescribed_claims(own, galley), None) is None:
        return kept
    return replace(
        kept,
        access_mode_sufficient=tuple(
            mode for mode in own.access_mode_sufficient if mode != "textual"
        ),
        features=tuple(feature for feature in features if feature != "alternativeText"),
        conforms_to=None,
    )


def contradictions(galley: Galley) -> tuple[Finding, ...]:
    """The author's claims that the text contradicts, each a finding E-001 at the key
    `accessibility`.

    A summary is never judged, and neither is a claim that the text alone can neither prove nor
    refute.
    """
    manuscript = galley.manuscript
    own = manuscript.metadata.accessibility
    if own is None:
        return ()
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("accessibility"))
    found = (
        *_undescribed_claims(own, galley),
        *_unseen_pictures(own, galley),
        *_untraced_features(own, galley),
    )
    return tuple(Finding("E-001", place, what, hint) for what, hint in found)


def _undescribed_claims(own: Accessibility, galley: Galley) -> Iterator[_Contradiction]:
    """Claims that need every picture in words, where one is not."""
    missing = [finding.place for finding in galley.findings if finding.code in _UNDESCRIBED]
    if not missing:
        return
    claims = (
        ("features", "alternativeText", "alternativeText" in own.features),
        ("access-mode-sufficient", "textual", "textual" in own.access_mode_sufficient),
        ("conforms-to", own.conforms_to, own.conforms_to is not None),
    )
    for key, claim, claimed in claims:
        if claimed:
            yield (
                f"“{key}” claims “{claim}”, but the picture at {missing[0]} has no description.",
                f"Describe every picture in words, or take “{claim}” out of “{key}”.",
            )


def _unseen_pictures(own: Accessibility, galley: Galley) -> Iterator[_Contradiction]:
    """A list of senses without sight, where pictures say something."""
    shown = any(tree.xpath("//img[normalize-space(@alt)]") for tree in _trees(galley))
    shown |= any(finding.code in _UNDESCRIBED for finding in galley.findings)
    if shown and own.access_mode and "visual" not in own.access_mode:
        yield (
            "“access-mode” leaves out “visual”, but the text has pictures that are no ornaments.",
            "Add “visual” to “access-mode”.",
        )


def _untraced_features(own: Accessibility, galley: Galley) -> Iterator[_Contradiction]:
    """Features of which the text shows no trace."""
    trees = _trees(galley)
    for feature in own.features:
        if not _is_there(feature, galley, trees):
            yield (
                f"“features” claims “{feature}”, but the text has nothing of the kind.",
                "Take it out of “features”.",
            )


def _is_there(feature: str, galley: Galley, trees: Sequence[etree._Element]) -> bool:
    if feature in _TRACES:
        return any(tree.xpath(_TRACES[feature]) for tree in trees)
    if feature == "structuralNavigation":
        return _has_headings(galley)
    return feature not in _NEVER


def _trees(galley: Galley) -> list[etree._Element]:
    return [
        parse_xhtml(markup)
        for chapter in galley.chapters
        for markup in (chapter.markup, chapter.notes)
    ]


def _has_headings(galley: Galley) -> bool:
    return any(chapter.headings for chapter in galley.chapters)


def _pictures(galley: Galley, documents: Sequence[Document]) -> tuple[bool, bool]:
    """Whether a picture says something, and whether every one that does says it in words too.

    Setting gives a picture without alt text a stopgap, and a finding that tells it from a
    description. Alt text of spaces alone describes nothing and declares no ornament either.
    """
    images = [image for each in documents for image in each.tree.iter(f"{{{XHTML}}}img")]
    drawings = [drawing for each in documents for drawing in each.tree.iter(f"{{{SVG}}}svg")]
    undescribed = any(image.get("alt", " ").isspace() for image in images)
    undescribed |= any(finding.code in _UNDESCRIBED for finding in galley.findings)
    pictured = undescribed or bool(drawings) or any(image.get("alt") for image in images)
    return pictured, not undescribed


def _formula_features(documents: Sequence[Document]) -> tuple[str, ...]:
    has_formulas = any("mathml" in document.properties for document in documents)
    return ("MathML", "describedMath") if has_formulas else ()


def _sufficient_modes(pictured: bool, described: bool) -> Iterator[str]:
    if described:
        yield "textual"
    if pictured:
        yield "textual,visual"


def _features(galley: Galley, pictures_in_words: bool, paginated: bool) -> Iterator[str]:
    navigable = ("structuralNavigation",) if _has_headings(galley) else ()
    yield from sorted((*_ALWAYS, *navigable))
    if pictures_in_words:
        yield "alternativeText"
    if paginated:
        yield from _PAGES


def _summary(pictured: bool, described: bool) -> str:
    if not pictured:
        return _SUMMARY
    pictures = (
        "Every picture has a description in words."
        if described
        else "Some pictures are not described in words."
    )
    return f"{_SUMMARY} {pictures}"


def _conformance(own: Accessibility, metadata: Metadata, described: bool) -> Iterator[Statement]:
    """The claim and who answers for it; we claim nothing ourselves for which nobody answers."""
    certifier = own.certified_by or _certifier(metadata)
    claim = own.conforms_to or (CONFORMANCE if described and certifier else None)
    if claim:
        yield "dcterms:conformsTo", claim, {"id": "conformance"}
        if certifier:
            yield "a11y:certifiedBy", certifier, {"refines": "#conformance"}


def _certifier(metadata: Metadata) -> str | None:
    """Who answers for the claim (3.3.1 asks for a name): the publisher, else the contact, else the
    authors.
    """
    contact = metadata.contact.name if metadata.contact else None
    return metadata.publisher or contact or ", ".join(metadata.author) or None
