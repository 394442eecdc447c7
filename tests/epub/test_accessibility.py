"""Accessibility metadata says what the book shows or its author claims, and a contradicted claim is
found.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepress.epub.accessibility import CONFORMANCE, accessibility_of, contradictions
from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.galley import Galley, Heading
from prepress.manuscript.metadata import Accessibility, Metadata
from prepress.manuscript.metadata_values import FEATURES, HAZARDS
from tests.conformance import validators
from tests.epub.galleys import Epub, chapter, galley, open_epub
from tests.shelf import SQUARE, Shelf

CLINIC = "title: Tiny\nlang: en\npublisher: Clinic\n"
PICTURES = '# One\n\n![](a.svg){alt="A square"}\n\n![](b.svg){alt="Another square"}\n'
UNDESCRIBED = Finding("A-001", Place("one.md", 3), "No alt text.", "Describe it.")
#: What the author may claim, each key with a value that nothing computes.
OWN = Accessibility(
    access_mode=("textual", "colorDependent"),
    access_mode_sufficient=("auditory,textual",),
    features=("index", "readingOrder"),
    hazards=("unknown",),
    summary="Ann wrote this.",
    conforms_to="EPUB Accessibility 1.1 - WCAG 2.1 Level A",
    certified_by="Ann",
)


def meta(of: Epub, name: str) -> list[str]:
    return of.package(f"//opf:meta[@property='{name}']/text()")


def features(of: Epub) -> list[str]:
    return meta(of, "schema:accessibilityFeature")


def galley_of(shelf: Shelf, text: str, metadata: str = CLINIC) -> Galley:
    return shelf.add({"1.md": text, "a.svg": SQUARE, "b.svg": SQUARE}, metadata=metadata).galley()


def galley_with_claims(
    own: Accessibility, markup: str = "<p>1</p>", *findings: Finding, headings: int = 0
) -> Galley:
    metadata = Metadata(
        "Tiny", "de", publisher="House", accessibility=own, lines={"title": 1, "accessibility": 7}
    )
    made = chapter(
        "one", markup, headings=[Heading(f"h{level}", 1, "H") for level in range(headings)]
    )
    return galley(made, metadata=metadata, findings=findings)


def statements_of(of: Galley, *, paginated: bool = False) -> dict[str, list[str]]:
    statements: dict[str, list[str]] = {}
    for name, value, _ in accessibility_of(of, [], paginated=paginated):
        statements.setdefault(name.partition(":")[2], []).append(value)
    return statements


def whats(of: Galley) -> list[str]:
    return [finding.what for finding in contradictions(of)]


def test_one_deleted_alt_text_takes_the_claims_away(shelf: Shelf) -> None:
    whole = open_epub(galley_of(shelf, PICTURES))
    assert "alternativeText" in features(whole)
    assert meta(whole, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert (meta(whole, "dcterms:conformsTo"), meta(whole, "a11y:certifiedBy")) == (
        [CONFORMANCE],
        ["Clinic"],
    )
    assert "Every picture has a description" in meta(whole, "schema:accessibilitySummary")[0]
    less = open_epub(galley_of(shelf, PICTURES.replace('{alt="Another square"}', "")))
    assert features(less) == [
        feature for feature in features(whole) if feature != "alternativeText"
    ]
    assert meta(less, "schema:accessModeSufficient") == ["textual,visual"]
    assert (meta(less, "dcterms:conformsTo"), meta(less, "a11y:certifiedBy")) == ([], [])
    assert "Some pictures are not described" in meta(less, "schema:accessibilitySummary")[0]


def test_alt_text_of_spaces_describes_nothing(shelf: Shelf) -> None:
    blank = open_epub(galley_of(shelf, PICTURES.replace("Another square", " ")))
    assert "alternativeText" not in features(blank)
    assert meta(blank, "dcterms:conformsTo") == []


def test_formula_of_raw_html_is_no_feature(shelf: Shelf) -> None:
    text = "# One\n\nA formula: <math><mi>x</mi></math>.\n"
    assert "MathML" not in features(open_epub(galley_of(shelf, text)))


def test_book_without_headings_has_no_structural_navigation(shelf: Shelf) -> None:
    always = ["ARIA", "displayTransformability", "readingOrder", "tableOfContents"]
    assert features(open_epub(galley_of(shelf, "Only a paragraph.\n"))) == always
    assert features(open_epub(galley_of(shelf, "# One\n\nText.\n"))) == sorted(
        [*always, "structuralNavigation"]
    )


def test_table_and_note_add_no_feature(shelf: Shelf) -> None:
    plain = features(open_epub(galley_of(shelf, "# One\n\nText.\n")))
    text = "# One\n\nText.[^1]\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[^1]: A note.\n"
    assert features(open_epub(galley_of(shelf, text))) == plain


def test_index_and_speech_markup_are_never_computed() -> None:
    of = statements_of(
        galley(chapter("one", "<p>1</p>", headings=[Heading("h", 1, "Index")])), paginated=True
    )
    assert not {"index", "ttsMarkup"} & set(of["accessibilityFeature"])


def test_page_numbers_are_features_of_a_paginated_book_alone() -> None:
    of = galley(chapter("one", "<p>1</p>"))
    without = statements_of(of)["accessibilityFeature"]
    assert statements_of(of, paginated=True)["accessibilityFeature"] == [
        *without,
        "pageBreakMarkers",
        "pageNavigation",
    ]
    assert not {"pageBreakMarkers", "pageNavigation"} & set(without)


def test_features_of_any_book_are_words_of_the_vocabulary(shelf: Shelf) -> None:
    of = statements_of(galley_of(shelf, PICTURES), paginated=True)
    assert set(of["accessibilityFeature"]) <= set(FEATURES)
    assert set(of["accessibilityHazard"]) <= set(HAZARDS)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("access_mode", "accessMode"),
        ("access_mode_sufficient", "accessModeSufficient"),
        ("features", "accessibilityFeature"),
        ("hazards", "accessibilityHazard"),
        ("summary", "accessibilitySummary"),
        ("conforms_to", "conformsTo"),
        ("certified_by", "certifiedBy"),
    ],
)
def test_own_value_wins_and_leaves_the_others_computed(field: str, name: str) -> None:
    own = getattr(OWN, field)
    computed = statements_of(galley_with_claims(Accessibility()))
    assert statements_of(galley_with_claims(replace(Accessibility(), **{field: own}))) == {
        **computed,
        name: list(own) if isinstance(own, tuple) else [own],
    }


def test_own_claim_that_the_book_contradicts_is_not_made() -> None:
    of = statements_of(galley_with_claims(OWN, "<p>1</p>", UNDESCRIBED))
    assert not {"conformsTo", "certifiedBy"} & of.keys()
    assert "alternativeText" not in of["accessibilityFeature"]
    assert "textual" not in of["accessModeSufficient"]


def test_certifier_certifies_nothing_where_no_claim_is_made() -> None:
    of = statements_of(
        galley_with_claims(Accessibility(certified_by="Ann"), "<p>1</p>", UNDESCRIBED)
    )
    assert not {"conformsTo", "certifiedBy"} & of.keys()


def test_certifier_of_its_own_makes_the_claim_of_a_book_without_publisher() -> None:
    of = galley(chapter("one", "<p>1</p>"), metadata=Metadata("Tiny", "en", accessibility=OWN))
    assert statements_of(of)["certifiedBy"] == ["Ann"]
    silent = galley(
        chapter("one", "<p>1</p>"), metadata=Metadata("Tiny", "en", accessibility=Accessibility())
    )
    assert "conformsTo" not in statements_of(silent)


def test_own_summary_is_in_the_language_of_the_book() -> None:
    lang = "//opf:meta[@property='schema:accessibilitySummary']/@xml:lang"
    assert (
        open_epub(galley_with_claims(Accessibility(summary="Alles ist beschrieben."))).package(lang)
        == []
    )
    assert open_epub(galley_with_claims(Accessibility())).package(lang) == ["en"]


def test_book_without_claims_contradicts_none(shelf: Shelf) -> None:
    assert contradictions(galley_of(shelf, PICTURES.replace('{alt="A square"}', ""))) == ()


@pytest.mark.parametrize(
    ("own", "key", "claim"),
    [
        (Accessibility(features=("alternativeText",)), "features", "alternativeText"),
        (
            Accessibility(access_mode_sufficient=("textual,visual", "textual")),
            "access-mode-sufficient",
            "textual",
        ),
        (Accessibility(conforms_to=CONFORMANCE), "conforms-to", CONFORMANCE),
    ],
)
def test_undescribed_picture_contradicts_the_claim(
    own: Accessibility, key: str, claim: str
) -> None:
    assert contradictions(galley_with_claims(own, '<img src="a" alt=""/>')) == ()
    found = contradictions(galley_with_claims(own, '<img src="a" alt=""/>', UNDESCRIBED))
    assert [(finding.code, finding.place) for finding in found] == [
        ("E-001", Place("book.yaml", 7))
    ]
    assert f"“{key}” claims “{claim}”" in found[0].what
    assert "one.md:3" in found[0].what


def test_sight_that_goes_with_text_is_no_contradiction() -> None:
    assert (
        contradictions(
            galley_with_claims(
                Accessibility(access_mode_sufficient=("textual,visual",)), "", UNDESCRIBED
            )
        )
        == ()
    )


def test_contradiction_stands_at_the_line_of_the_key(shelf: Shelf) -> None:
    metadata = f"{CLINIC}\naccessibility:\n  summary: All is well.\n  features: alternativeText\n"
    found = contradictions(galley_of(shelf, "# One\n\n![](a.svg)\n", metadata))
    assert [finding.place for finding in found] == [Place("sources/tiny/book.yaml", 5)]
    assert "sources/tiny/1.md:3" in found[0].what


@pytest.mark.parametrize(
    ("feature", "trace"),
    [
        ("longDescription", "<details><summary>More</summary><p>It shows a square.</p></details>"),
        ("longDescription", '<p><img src="a" alt="A" aria-describedby="b"/></p>'),
        ("describedMath", '<p><img src="a" alt="x squared"/></p>'),
        ("rubyAnnotations", "<p><ruby>字<rt>ji</rt></ruby></p>"),
        ("fullRubyAnnotations", "<p><ruby>字<rt>ji</rt></ruby></p>"),
    ],
)
def test_feature_without_a_trace_is_contradicted(feature: str, trace: str) -> None:
    own = Accessibility(features=(feature,))
    assert whats(galley_with_claims(own)) == [
        f"“features” claims “{feature}”, but the text has nothing of the kind."
    ]
    assert whats(galley_with_claims(own, trace)) == []


@pytest.mark.parametrize(
    "feature", ["audioDescription", "captions", "MathML", "ttsMarkup", "synchronizedAudioText"]
)
def test_feature_that_no_text_can_have_is_contradicted(feature: str) -> None:
    assert feature in whats(galley_with_claims(Accessibility(features=(feature, "ARIA"))))[0]


def test_structural_navigation_without_a_heading_is_contradicted() -> None:
    own = Accessibility(features=("structuralNavigation",))
    assert len(whats(galley_with_claims(own))) == 1
    assert whats(galley_with_claims(own, headings=1)) == []


def test_picture_that_is_shown_asks_for_sight() -> None:
    own = Accessibility(access_mode=("textual",))
    assert (
        "leaves out “visual”" in whats(galley_with_claims(own, '<img src="a" alt="A square"/>'))[0]
    )
    assert (
        "leaves out “visual”"
        in whats(galley_with_claims(own, '<img src="a" alt=""/>', UNDESCRIBED))[0]
    )
    assert whats(galley_with_claims(own, '<img src="a" alt="" role="presentation"/>')) == []
    assert (
        whats(
            galley_with_claims(
                Accessibility(access_mode=("textual", "visual")), '<img src="a" alt="A"/>'
            )
        )
        == []
    )


def test_picture_in_a_note_asks_for_sight() -> None:
    metadata = Metadata("Tiny", "en", accessibility=Accessibility(access_mode=("textual",)))
    noted = chapter(
        "one", "<p>1</p>", notes='<ol><li id="n"><img src="a" alt="A square"/></li></ol>'
    )
    assert len(contradictions(galley(noted, metadata=metadata))) == 1


def test_summary_and_hazards_are_never_judged() -> None:
    own = Accessibility(summary="Every picture is described, with MathML.", hazards=("none",))
    assert contradictions(galley_with_claims(own, '<img src="a" alt=""/>', UNDESCRIBED)) == ()


def test_claims_of_the_author_pass_epubcheck(tmp_path: Path) -> None:
    path = tmp_path / "tiny.epub"
    path.write_bytes(open_epub(galley_with_claims(OWN)).data)
    assert validators.epubcheck(path) == []
