"""What authors write where readers shall write: blanks, boxes, scales, lines, signatures; and what
a handout says of itself: its contents, and that it is a draft.
"""

from __future__ import annotations

import pypdfium2
import pytest

from prepress import BuildRequest, Project, build
from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

_SECTIONS = "# Tiny\n\nWords.\n\n## Before\n\nWords.\n\n## After\n\nWords.\n"
FORMS = {
    "blank": Form("Name: ____\nDate of birth: ____ Phone: ____\n\nI take ____ mg of ________.\n"),
    "glued": Form(
        "Name:____ and ___bold words:___ and `____` and snake___case\n\n"
        "Nothing: \\_\\_\\_\\_\n\nWords.\n\n____\n\nMore.\n"
    ),
    "places": Form(
        "- Your name: ____\n- Words.\n\n| What | Dose |\n| --- | --- |\n| Aspirin | ____ |\n\n"
        "I, ____, who was born in the town of my own mother, ask for ____\n"
    ),
    "box": Form("Do you smoke? [ ] yes [ ] no\n\n- [ ] a task\n\nA set [] and [ ] [x].\n"),
    "scales": Form(
        "::: pain-scale\nHow much does it hurt?\n:::\n\n"
        '::: {.scale from=1 to=5 low="Never" high="Always"}\nHow often?\n:::\n'
    ),
    "wrong": Form(
        "Words.\n\n::: {.scale from=0 to=1000}\nHow often?\n:::\n\n"
        "- An item\n\n  ::: {.writing lines=many}\n  :::\n\n::: {.writing lines=0}\nWhy?\n:::\n"
    ),
    "writing": Form(
        "::: {.writing lines=3}\nWhat helps you?\n:::\n\n::: writing What helps you?\n:::\n"
    ),
    "signature": Form(
        "::: signature\nPatient\nDate\n:::\n\n::: {.signature}\n- Parent\n- Witness\n:::\n\n"
        "::: signature\n:::\n"
    ),
    "foot": Form(
        "Words.\n\n" * 26 + "I understand it.\n\n::: signature\nPatient\nWitness\n:::\n",
        metadata="title: Tiny\nlang: en\neditions: {print: {pages: 2}, epub: }\n",
    ),
    "spanish": Form("::: signature\n:::\n", metadata="title: Uno\nlang: es\n"),
    "two-columns": Form("::: {.two-columns}\n- One\n- Two\n- Three\n- Four\n:::\n"),
    "contents": Form(_SECTIONS, metadata="title: Tiny\nlang: en\ntoc: true\n"),
    "own-contents": Form(f"{_SECTIONS}\n[TOC]\n", metadata="title: Tiny\nlang: en\ntoc: yes\n"),
    "draft": Form("One.\n\n\\newpage\n\nTwo.\n", metadata="title: Tiny\nlang: es\nstatus: Draft\n"),
    "elsewhere": Form(
        _SECTIONS, metadata="title: Tiny\nlang: en\nstatus: published\ntoc: {sidebar: left}\n"
    ),
}
_BLANKS = "//span[contains(@class, 'blank') and @role='img']"


def _labels(form: Shown, path: str = _BLANKS) -> list[str | None]:
    return [each.get("aria-label") for each in form.elements(path)]


def test_a_blank_is_called_by_the_words_before_it(shown: dict[str, Shown]) -> None:
    form = shown["blank"]
    assert _labels(form) == [
        "Blank to fill in: Name",
        "Blank to fill in: Date of birth",
        "Blank to fill in: Phone",
        "Blank to fill in: I take",
        "Blank to fill in: mg of",
    ]
    assert "_" not in form.epub
    assert "_" not in form.pdf
    assert form.codes == []


def test_a_blank_that_ends_its_line_fills_it_and_several_share_it(shown: dict[str, Shown]) -> None:
    form = shown["blank"]
    assert form.words_of("//p/span[@class='blank-line']") == ["Name:"]
    assert form.words_of("//span[@class='blank-row']/span") == ["Date of birth:", "Phone:"]
    sizes = [
        each.get("class") for each in form.elements(f"//p[not(*[@class='blank-row'])]{_BLANKS}")
    ]
    assert sizes == ["blank blank-short", "blank blank-middle"]


def test_bold_words_code_and_names_are_no_blanks(shown: dict[str, Shown]) -> None:
    form = shown["glued"]
    assert _labels(form) == ["Blank to fill in: Name"]
    assert form.words_of("//code") == ["____"]
    assert form.words_of("//strong") == ["bold words:"]
    assert "snake___case" in form.epub


def test_escaped_signs_are_set_and_a_line_of_them_alone_is_a_rule(shown: dict[str, Shown]) -> None:
    assert "Nothing: ____" in shown["glued"].epub
    assert len(shown["glued"].elements("//hr")) == 1


def test_blanks_stand_in_items_and_cells(shown: dict[str, Shown]) -> None:
    form = shown["places"]
    names = [(each or "").partition(": ")[2] for each in _labels(form)]
    assert names[:3] == ["Your name", "Aspirin, Dose", "I"]
    assert form.words_of("//li") == ["Your name:", "Words."]


def test_a_sentence_with_gaps_is_no_row_of_fields(shown: dict[str, Shown]) -> None:
    form = shown["places"]
    assert not form.elements("//span[@class='blank-row']")
    assert len(form.elements("//p/span[@class='blank-line']")) == 1


def test_boxes_stand_in_a_line(shown: dict[str, Shown]) -> None:
    form = shown["box"]
    boxes = "//span[@class='task task-box']"
    assert _labels(form, boxes) == ["Box to tick", "Box to tick"]
    assert "Do you smoke? ☐ yes ☐ no" in form.epub
    assert len(form.elements("//span[@class='task task-open']")) == 1
    assert "A set [] and [ ] [x]." in form.epub


def test_a_scale_of_pain_says_what_its_ends_mean(shown: dict[str, Shown]) -> None:
    form = shown["scales"]
    row = "0 1 2 3 4 5 6 7 8 9 10"
    assert form.words_of("//div[@class='scale pain-scale']/p") == [
        "How much does it hurt?",
        row,
        "0 = No pain 10 = Worst pain you can imagine",
    ]
    assert row in form.pdf


def test_a_scale_runs_as_its_author_says(shown: dict[str, Shown]) -> None:
    form = shown["scales"]
    assert form.words_of("//div[@class='scale']/p")[1:] == ["1 2 3 4 5", "1 = Never 5 = Always"]
    assert form.codes == []


def test_what_cannot_be_is_said_where_it_is_written_and_set_as_usual(
    shown: dict[str, Shown],
) -> None:
    form = shown["wrong"]
    found = [(each.code, each.place.line) for each in form.findings_of_it]
    assert found == [("S-026", 3), ("S-026", 9), ("S-026", 12)]
    assert "“to” is “1000”" in form.said
    assert "“lines” is “many”" in form.said
    assert len(form.elements("//span[@class='scale-step']")) == 11
    assert len(form.elements("//span[@class='writing-line']")) == 8


def test_lines_to_write_on_are_called_by_their_question(shown: dict[str, Shown]) -> None:
    form = shown["writing"]
    lines = "//span[@class='writing-line']"
    assert len(form.elements(lines)) == 7
    label = "Lines to write on: What helps you?"
    assert _labels(form, lines) == [label, None, None, label, None, None, None]
    assert form.codes == []


def test_each_line_of_a_signature_is_one_to_sign_on(shown: dict[str, Shown]) -> None:
    label = "//p[@class='signature-line']"
    names = ["Patient", "Date", "Parent", "Witness", "Signature", "Date"]
    assert shown["signature"].words_of(label) == names
    assert _labels(shown["signature"]) == [f"Blank to fill in: {name}" for name in names]
    assert shown["spanish"].words_of(label) == ["Firma", "Fecha"]


def test_a_signature_stays_with_the_sentence_that_is_signed(shown: dict[str, Shown]) -> None:
    with pypdfium2.PdfDocument(shown["foot"].pdf_file) as document:
        last = document[len(document) - 1].get_textpage().get_text_range()
    assert len(last.split("Words.")) == 1
    assert "I understand it." in last
    assert "Witness" in last


def test_a_list_flows_in_two_columns_on_paper(shown: dict[str, Shown]) -> None:
    with pypdfium2.PdfDocument(shown["two-columns"].pdf_file) as document:
        text = document[0].get_textpage()
        words = text.get_text_range()
        places = {word: text.get_charbox(words.index(word)) for word in ("One", "Two", "Three")}
    assert places["One"][0] == pytest.approx(places["Two"][0], abs=1)
    assert places["Three"][0] > places["One"][0] + 100
    assert places["Three"][1] == pytest.approx(places["One"][1], abs=2)


def test_a_handout_begins_with_its_contents_where_it_asks_for_them(
    shown: dict[str, Shown],
) -> None:
    links = "//div[@role='navigation']//a"
    assert shown["contents"].words_of(links) == ["Before", "After"]
    assert "Contents Before" in shown["contents"].pdf
    assert not shown["elsewhere"].elements(links)
    assert shown["own-contents"].words_of(links) == ["Before", "After"]


def test_each_page_of_a_draft_says_so(shown: dict[str, Shown]) -> None:
    form = shown["draft"]
    with pypdfium2.PdfDocument(form.pdf_file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 2
    assert all("BORRADOR" in page for page in pages)
    assert form.codes == ["D-003"]
    assert form.findings_of_it[0].place.line == 3
    assert shown["elsewhere"].codes == []


def test_a_draft_is_not_released(shelf: Shelf) -> None:
    shelf.add({"1.md": "Words.\n"}, metadata="title: Tiny\nlang: en\nstatus: draft\n")
    report = build(Project.find(shelf.root), BuildRequest(release=True))
    assert not report.released
    assert not report.built
    assert {finding.code for finding in report.findings} == {"D-003"}


def test_a_misspelt_draft_is_an_error(shelf: Shelf) -> None:
    shelf.add({"1.md": "Words.\n"}, metadata="title: Tiny\nlang: en\nstatus: drfat\n")
    (failure,) = build(Project.find(shelf.root), BuildRequest()).failures
    assert "draft" in str(failure)
