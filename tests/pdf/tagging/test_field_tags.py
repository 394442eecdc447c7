"""What can be filled in on a screen: fields with names, looks of their own, and a place."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.pdf.tagging.documents import tagged

STYLE = ".blank { display: inline-block; width: 40mm; height: 6mm }"
BODY = (
    "<p>A <span class='blank field' data-name='Dr. Name'>&nbsp;</span></p>"
    "<p>B <span class='blank field' data-name='Dr. Name'>&nbsp;</span></p>"
    "<p>C <span class='blank field' data-name='' aria-label='Blank'>&nbsp;</span></p>"
    "<p>D <span class='blank' data-name='Nothing'>&nbsp;</span></p>"
    "<p><span class='task task-open field' data-name='Yes'>☐</span> Yes</p>"
    "<p><span class='task task-choice field' data-name='often' data-question='How?'"
    " data-group='1'>○</span> often"
    "<span class='task task-choice field' data-name='never' data-question='How?'"
    " data-group='1'>○</span> never</p>"
    "<div class='writing-lines field' data-name='Why'><p>&nbsp;</p></div>"
)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(tagged(BODY, STYLE)))


def test_each_field_is_called_by_its_words_and_has_a_name_of_its_own(pdf: pikepdf.Pdf) -> None:
    fields = list(pdf.Root.AcroForm.Fields)
    names = ["Dr Name", "Dr Name (2)", "Blank", "Yes", "How?", "Why"]
    assert [str(field.T) for field in fields] == names
    spoken = ["Dr. Name", "Dr. Name", "Blank", "Yes", "How?", "Why"]
    assert [str(field.TU) for field in fields] == spoken


def test_choices_of_one_question_exclude_each_other(pdf: pikepdf.Pdf) -> None:
    group = pdf.Root.AcroForm.Fields[4]
    assert int(group.Ff) & 1 << 15
    assert [str(kid.TU) for kid in group.Kids] == ["How? often", "How? never"]
    assert [str(answer) for answer in group.Opt] == ["often", "never"]
    looks = [sorted(kid.AP.N.keys()) for kid in group.Kids]
    assert looks == [["/0", "/Off"], ["/1", "/Off"]]


def test_no_reader_has_to_make_looks(pdf: pikepdf.Pdf) -> None:
    assert "/NeedAppearances" not in pdf.Root.AcroForm
    widgets = [area for page in pdf.pages for area in page.obj.get("/Annots", [])]
    assert len(widgets) == 7
    assert all("/N" in widget.AP for widget in widgets)
    assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages)


def test_letters_of_western_europe_can_be_written(pdf: pikepdf.Pdf) -> None:
    font = pdf.Root.AcroForm.DR.Font.Fields
    widths = dict(zip(range(int(font.FirstChar), 256), font.Widths, strict=True))
    assert all(widths["äÉñß€".encode("cp1252")[each]] > 0 for each in range(5))
    assert "/FontFile2" in font.FontDescriptor


def test_a_field_lies_on_its_line(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(each) for each in pdf.Root.AcroForm.Fields[0].Rect)
    assert right - left == pytest.approx(40 / 25.4 * 72, abs=0.5)
    assert 8 < top - bottom < 20


def test_a_text_without_fields_has_no_form() -> None:
    pdf = pikepdf.open(io.BytesIO(tagged("<p>A <span class='blank'>&nbsp;</span></p>", STYLE)))
    assert "/AcroForm" not in pdf.Root
