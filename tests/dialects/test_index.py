"""The index: marks in the text, in the forms of spans and of LaTeX, and what becomes of them on
paper and on a screen.
"""

from __future__ import annotations

import re

import pytest

from tests.dialects.forms import Form, Shown

GERMAN = "title: Klein\nlang: de\n"


def _pages(*texts: str) -> str:
    return "# Text\n\n" + "\n\n\\newpage\n\n".join(texts)


FORMS = {
    "word": Form("# Text\n\nOf [ketamine]{.index} only."),
    "invisible": Form('# Text\n\nOf it[]{.index term="ketamine"} only.'),
    "entry": Form('# Text\n\nOf [it]{.index entry="ketamine"} only.'),
    "heading": Form("# Text\n\n## Ketamine {.index}\n\nWords."),
    "emphasis": Form("# Text\n\nOf *Ginkgo*{.index} and [*Salvia* leaf]{.index}."),
    "sub": Form('# Text\n\nThe [dose]{.index term="ketamine" sub="dosage" subsub="oral"}.'),
    "see": Form('# Text\n\nOf [K]{.index see="ketamine"} and [ketamine]{.index}.'),
    "also": Form('# Text\n\nOf [sleep]{.index see-also="rest"} and [rest]{.index}.[]{.index term="sleep"}'),
    "see-nothing": Form('# Text\n\n[ketamine]{.index}\n\nOf [K]{.index see="ketamin"}.'),
    "one-page-once": Form(_pages("[a]{.index} [a]{.index}", "none", "[a]{.index}")),
    "run": Form(_pages("[a]{.index} [a]{.index}", "[a]{.index}", "[a]{.index}", "no", "[a]{.index}")),
    "range": Form(
        _pages('Here[]{.index term="a" .start}', "two", 'There[]{.index term="a" .end}')
    ),
    "range-in-words": Form(
        _pages('Here[]{.index start term="a"}', "two", '[a]{.index range="end"}')
    ),
    "main": Form(_pages("[a]{.index}", "[a]{.index .main}", "[a]{.index}")),
    "unclosed": Form('# Text\n\nText.\n\nHere[]{.index term="a" .start}'),
    "unopened": Form('# Text\n\nText.\n\nHere[]{.index term="a" .end}'),
    "misspelt": Form('# Text\n\nText.\n\nHere [a]{.index sse="b"}'),
    "wordless": Form("# Text\n\nText.\n\nHere[]{.index}"),
    "latex": Form("# Text\n\nOf it\\index{ketamine!dosage} and K\\index{K|see{ketamine}}."),
    "latex-signs": Form("# Text\n\nOf it\\index{C\\#}."),
    "latex-place": Form("# Text\n\nOf it\\index{ketamine}.\n\n\\printindex\n\nThe end."),
    "place": Form("# Text\n\nOf [it]{.index}.\n\n::: index\n:::\n\nThe end."),
    "two-places": Form("# Text\n\nOf [it]{.index}.\n\n::: index\n:::\n\n::: index\n:::\n"),
    "place-alone": Form("# Text\n\nText.\n\n::: index\n:::\n"),
    "file": Form(
        "# Text\n\nOf [it]{.index}.",
        {"2-index.md": "# Where to find it\n\nBold numbers lead to most.\n", "3-end.md": "# End\n\nEnd.\n"},
    ),
    "first-file": Form(
        "# Text\n\nOf [it]{.index}.", {"index.md": "# Where to find it\n", "3-end.md": "# End\n\nEnd.\n"}
    ),
    "introduction": Form(
        "# Text\n\nOf [it]{.index}.", {"index.md": "# Welcome\n\nWords of welcome.\n"}
    ),
    "chapters": Form("# Text\n\nOf [it]{.index}.", {"2-more.md": "# More\n\n[It]{.index} goes on.\n"}),
    "same-names": Form(
        "# One\n\n## Risks\n\n[it]{.index}", {"2.md": "# Two\n\n## Risks\n\n[it]{.index}"}
    ),
    "german": Form(
        "# Text\n\n[Ärger]{.index} [Zorn]{.index} [Apfel]{.index} [Ulm]{.index see=\"Apfel\"}",
        metadata=GERMAN,
    ),
    "swedish": Form("# Text\n\n[ärlig]{.index} [zon]{.index} [arg]{.index}", metadata="title: T\nlang: sv\n"),
    "cases": Form("# Text\n\n[Sleep]{.index}, [sleep]{.index}, [AIDS]{.index}, [aids]{.index}"),
    "code": Form("# Text\n\n`[a]{.index}` and `\\index{b}`, and [c]{.index}."),
    "none": Form("# Text\n\nThe index, `.index` and {no marks}."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("word", "K ketamine, 1"),
        ("invisible", "K ketamine, 1"),
        ("entry", "K ketamine, 1"),
        ("heading", "K Ketamine, 1"),
        ("emphasis", "G Ginkgo, 1 S Salvia leaf, 1"),
        ("sub", "K ketamine dosage oral, 1"),
        ("see", "K K, see ketamine ketamine, 1"),
        ("also", "R rest, 1 S sleep, 1 see also rest"),
        ("one-page-once", "A a, 1, 3"),
        ("run", "A a, 1–3, 5"),
        ("range", "A a, 1–3"),
        ("range-in-words", "A a, 1–3"),
        ("main", "A a, 1, 2, 3"),
        ("latex", "K K, see ketamine ketamine dosage, 1"),
        ("latex-signs", "C C#, 1"),
        ("german", "Register A Apfel, 1 Ärger, 1 U Ulm, siehe Apfel Z Zorn, 1"),
        ("swedish", "A arg, 1 Z zon, 1 Ä ärlig, 1"),
        ("cases", "A AIDS, 1 aids, 1 S sleep, 1"),
        ("code", "C c, 1"),
        ("chapters", "I it, 1"),
    ],
)
def test_page_numbers_stand_in_the_index_on_paper(
    name: str, printed: str, shown: dict[str, Shown]
) -> None:
    words = re.sub(r"\s*Tiny · \S+ Page \d+ of \d+", "", shown[name].pdf)
    assert printed in words
    assert not [code for code in shown[name].codes if code[0] not in "TW"]


def test_a_screen_leads_to_sections_by_their_names(shown: dict[str, Shown]) -> None:
    assert shown["word"].words_of("//a[@class='index-locator']") == ["Text"]
    names = shown["same-names"].words_of("//a[@class='index-locator']")
    assert names == ["Risks (One)", "Risks (Two)"]


def test_all_of_a_section_is_one_place_on_a_screen(shown: dict[str, Shown]) -> None:
    assert len(shown["run"].elements("//a[@class='index-locator']")) == 1


@pytest.mark.parametrize(
    ("name", "code", "line", "words"),
    [
        ("see-nothing", "Q-004", 5, "Did you mean “ketamine”?"),
        ("unclosed", "Q-005", 5, "ends nowhere behind"),
        ("unopened", "Q-005", 5, "begins nowhere before"),
        ("misspelt", "Q-005", 5, "Did you mean “see”?"),
        ("wordless", "Q-005", 5, "no words that could be listed"),
        ("two-places", "Q-005", 8, "Delete one of the two."),
        ("place-alone", "Q-005", 5, "no word of the text is marked"),
    ],
)
def test_a_slip_is_said_once_with_its_line(
    name: str, code: str, line: int, words: str, shown: dict[str, Shown]
) -> None:
    assert shown[name].codes == [code]
    assert f"1-text.md:{line}:" in shown[name].said
    assert words in shown[name].said


def test_the_index_stands_where_there_is_room_for_it(shown: dict[str, Shown]) -> None:
    for name in ("place", "latex-place"):
        assert re.search(r"Index .*, 1 The end\.", shown[name].pdf), shown[name].pdf
    assert re.search(r"Where to find it Bold numbers lead to most. I it, 1 End", shown["file"].pdf)
    assert shown["file"].epub.count("Index") == 0


def test_a_file_called_index_that_says_nothing_is_the_index(shown: dict[str, Shown]) -> None:
    assert "End End. Where to find it I it, 1" in shown["first-file"].pdf
    assert re.search(
        r"Welcome Words of welcome. Text Of it. Index I it, 1", shown["introduction"].pdf
    )


def test_the_index_of_several_chapters_is_a_chapter(shown: dict[str, Shown]) -> None:
    section = shown["chapters"].elements("//section[@class='chapter'][@id='chapter-index']")
    assert len(section) == 1
    assert section[0].xpath("./section[@role='doc-index']")


def test_a_text_without_marks_has_no_index(shown: dict[str, Shown]) -> None:
    assert not shown["none"].elements("//*[@role='doc-index']")
    assert "data-marks" not in shown["run"].epub
