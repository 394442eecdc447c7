"""What a finished file shows is read as a reader sees it, from files written by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO

from pikepdf import Dictionary, Name, Pdf

from prepress.checks.parity.of_epub import shown_by_epub
from prepress.checks.parity.of_pdf import shown_by_pdf

#: What the glyphs of a font mean: Hebrew and Latin letters.
_GLYPHS = {0x09: "\u05d0", 0x10: "\u05d1", 0x11: "a", 0x1F: "b", 0x20: " "}


def test_formula_of_an_epub_is_its_alternative_text() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="y squared"><mi>y</mi></math>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        page = f'<html xmlns="http://www.w3.org/1999/xhtml"><p>So {formula}.</p></html>'
        archive.writestr("EPUB/1.xhtml", page)
    shown = shown_by_epub(stream.getvalue())
    assert (shown.text, shown.pictures) == ("So .", {"y squared": 1})


def test_words_from_right_to_left_come_back_in_the_order_of_their_letters() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    meanings = "\n".join(f"<{at:04x}> <{ord(means):04x}>" for at, means in _GLYPHS.items())
    font = Dictionary(ToUnicode=pdf.make_stream(meanings.encode()))
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 9 Tf [<0011001F002000100009>] TJ ET")
    pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    target = BytesIO()
    pdf.save(target)
    assert shown_by_pdf(target.getvalue()).text == "ab \u05d0\u05d1"
