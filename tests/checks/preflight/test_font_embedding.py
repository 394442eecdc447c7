"""B-001: fonts inside the PDF, cut down to the characters in use."""

from pikepdf import Array, Dictionary, Name

from prepress.checks.preflight.demands import Demands
from prepress.checks.preflight.preflight import preflight
from tests.checks.preflight.sheets import Sheets, opened, said, saved, text


def test_font_without_its_file_is_found_once(handout: bytes) -> None:
    pdf = opened(handout)
    del pdf.pages[0].Resources.Font["/JYXRGA"].DescendantFonts[0].FontDescriptor["/FontFile2"]
    (what,) = said(preflight(saved(pdf), "handout.pdf", Demands(ppi=150)), "B-001")
    assert "Atkinson" in what
    assert "page 1" in what
    assert "not inside" in what


def test_font_that_is_not_cut_down_is_found(handout: bytes) -> None:
    pdf = opened(handout)
    pdf.pages[0].Resources.Font["/ZTAASF"].BaseFont = Name("/Literata-Bold")
    (what,) = said(preflight(saved(pdf), "handout.pdf", Demands(ppi=150)), "B-001")
    assert "“Literata-Bold”" in what
    assert "all its characters" in what


def test_font_in_a_form_in_a_form_is_found() -> None:
    sheets = Sheets()
    inner = sheets.form(text("Hello", font="X"))
    inner.Resources.Font = Dictionary(
        X=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    )
    outer = sheets.form("/In Do", XObject={"In": inner})
    del outer.Resources["/Font"]
    sheets.page("/Out Do", XObject={"Out": outer})
    del sheets.pdf.pages[0].Resources["/Font"]
    (what,) = sheets.found("B-001")
    assert "“Courier”" in what


def test_font_of_a_stamp_on_the_page_is_found() -> None:
    sheets = Sheets().page("")
    del sheets.pdf.pages[0].Resources["/Font"]
    stamp = Dictionary(
        Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=sheets.form(text("x")))
    )
    sheets.pdf.pages[0].Annots = Array([sheets.pdf.make_indirect(stamp)])
    assert len(sheets.found("B-001")) == 2


def test_font_of_drawings_is_fine() -> None:
    sheets = Sheets().page("")
    drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3)
    sheets.pdf.pages[0].Resources.Font = Dictionary(T=drawn)
    assert not sheets.found("B-001")
