"""What is harder than `max-grade` is found, with its line and its words, and nothing else is."""

import pytest

from prepress.checks.plain_language.gate import LONGEST_SENTENCE
from prepress.checks.plain_language.grades import Scale
from tests.checks.plain_language.texts import EASY, HARD, assessment_of, found_in, text_in
from tests.shelf import Shelf

LONG = "We rest " + "and rest " * (LONGEST_SENTENCE // 2) + "now."


def test_text_without_a_limit_is_graded_and_never_wrong(shelf: Shelf) -> None:
    assessment = assessment_of(shelf, f"# One\n\n{HARD}\n")
    assert assessment.findings == ()
    assert assessment.grades.formulas == ("Flesch-Kincaid", "SMOG")
    assert [graded.grades[0] > 12 for graded in assessment.grades.sections] == [True]


def test_hard_section_is_found_at_its_heading_and_the_easy_one_is_not(shelf: Shelf) -> None:
    assessment = assessment_of(shelf, f"# One\n\n{EASY}\n\n# Two\n\n{HARD}\n", "max-grade: 8")
    assert found_in(assessment) == [("R-001", 5)]


def test_hard_section_names_its_hardest_sentences_with_line_and_words(shelf: Shelf) -> None:
    text = (
        f"# One\n\n{EASY}\n{EASY}\n\nHypertension complicates anesthesiological "
        f"administration.\n\n{HARD}\n"
    )
    (finding,) = assessment_of(shelf, text, "max-grade: 8").findings
    assert "“One” reads at grade" in finding.what
    assert (
        "line 6 “Hypertension complicates anesthesiological administration.” (4 words, hard words"
        in finding.what
    )
    assert "“anesthesiological”, “administration”" in finding.what


def test_terms_count_as_easy_also_in_the_plural_and_with_hyphens(shelf: Shelf) -> None:
    words = (
        "The anesthesiologist is here. Two anesthesiologists came. An anesthesiologist-led team "
        "met us. "
    )
    assert found_in(assessment_of(shelf, f"# One\n\n{words * 4}\n", "max-grade: 6")) == [
        ("R-001", 1)
    ]
    assert (
        assessment_of(
            shelf, f"# One\n\n{words * 4}\n", "max-grade: 6", "terms: Anesthesiologist"
        ).findings
        == ()
    )


@pytest.mark.parametrize(
    "form", ["Anesthesiologist", "anesthesiologists", "anesthesiologist's", "anesthesiologist’s"]
)
def test_term_is_known_in_each_of_its_forms(shelf: Shelf, form: str) -> None:
    text = text_in(shelf, f"# One\n\nYou meet {form} here.\n")
    scale = Scale.of(text, "en", ["anesthesiologist"])
    assert scale is not None
    assert scale.hard_words(text.sentences[0]) == ()


def test_term_of_several_words_is_easy_only_as_a_whole(shelf: Shelf) -> None:
    words = "Multidisciplinary rehabilitation helps. "
    terms = "terms: [multidisciplinary rehabilitation]"
    assert assessment_of(shelf, f"# One\n\n{words * 10}\n", "max-grade: 6", terms).findings == ()
    apart = "Rehabilitation is multidisciplinary. "
    assert found_in(assessment_of(shelf, f"# One\n\n{apart * 10}\n", "max-grade: 6", terms)) == [
        ("R-001", 1)
    ]


def test_term_that_is_never_used_is_told_and_no_finding(shelf: Shelf) -> None:
    assessment = assessment_of(
        shelf, f"# One\n\n{EASY}\n", "max-grade: 8", "terms: [ketamin, friend]"
    )
    assert assessment.findings == ()
    assert assessment.grades.unused == ("ketamin",)


def test_hard_section_hints_at_a_term_that_is_never_used(shelf: Shelf) -> None:
    (finding,) = assessment_of(
        shelf, f"# One\n\n{HARD}\n", "max-grade: 8", "terms: ketamin"
    ).findings
    assert "never uses “ketamin”" in finding.hint


def test_long_sentence_of_an_easy_section_is_found_at_its_line(shelf: Shelf) -> None:
    text = f"# One\n\n{EASY}\n\n{EASY}\n{LONG}\n\n{EASY}\n"
    assert found_in(assessment_of(shelf, text, "max-grade: 12")) == [("R-002", 6)]


def test_sentence_of_the_longest_length_is_let_be(shelf: Shelf) -> None:
    longest = "We " + "rest " * (LONGEST_SENTENCE - 2) + "now."
    assert assessment_of(shelf, f"# One\n\n{EASY * 2}{longest}\n", "max-grade: 12").findings == ()


def test_short_section_is_found_only_far_above_the_limit(shelf: Shelf) -> None:
    few = "The medicine can ease depression for many families."
    assert (
        assessment_of(shelf, f"# One\n\n{few}\n", "max-grade: 6").grades.sections[0].grades[0] > 7
    )
    assert assessment_of(shelf, f"# One\n\n{few}\n", "max-grade: 6").findings == ()
    hard = "Pharmacological interventions necessitate multidisciplinary evaluation."
    assert found_in(assessment_of(shelf, f"# One\n\n{hard}\n", "max-grade: 8")) == [("R-001", 1)]


def test_text_in_small_hard_pieces_is_found_as_a_whole(shelf: Shelf) -> None:
    pieces = "".join(
        f"# Part {n}\n\nThe medicine can ease depression for some people.\n\n" for n in range(6)
    )
    metadata = ("layout: handout", "max-grade: 6")
    assert found_in(assessment_of(shelf, pieces, *metadata)) == [("R-001", 4)]


@pytest.mark.parametrize(
    ("lang", "easy", "hard"),
    [
        ("de", "Sie liegen still. Wir sind bei Ihnen. Sie ruhen sich aus. Dann gehen Sie nach Haus. ",
         (
"Multidisziplinäre Behandlungsverfahren berücksichtigen psychotherapeutische "
"Gesundheitseinrichtungen. "
)),
        ("es", "Usted se va a la cama. Yo voy con usted. No hay mal en ello. La luz es suave. ",
         "Determinadas intervenciones farmacológicas requieren evaluaciones multidisciplinarias. "),
    ],
)  # fmt: skip
def test_german_and_spanish_have_formulas_of_their_own(
    shelf: Shelf, lang: str, easy: str, hard: str
) -> None:
    text = f"# A\n\n{easy * 3}\n\n# B\n\n{hard * 6}\n"
    assessment = assessment_of(shelf, text, "max-grade: 8", lang=f"{lang}-{lang.upper()}")
    assert found_in(assessment) == [("R-001", 5)]
    assert len(assessment.grades.formulas) == 1


def test_language_without_a_formula_is_not_measured(shelf: Shelf) -> None:
    assessment = assessment_of(shelf, f"# One\n\n{HARD}\n", "max-grade: 2", lang="fr")
    assert (assessment.findings, assessment.grades.formulas, assessment.grades.sections) == (
        (),
        (),
        (),
    )
