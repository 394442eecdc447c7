"""A text in a script that the shipped fonts lack, set in the font that is added from its real
package.
"""

from __future__ import annotations

import pytest

from prepress.errors import MachineError
from prepress.layouts.typefaces.adding import add
from prepress.project.project import Project
from tests.conformance.conftest import Built, makebook
from tests.conformance.pdfx import pdfx4
from tests.conformance.validators import epubcheck, fonts, reader, verapdf
from tests.programs import cannot_run, program

TEXT = """# النوم

النوم الجيد يساعد جسمك على **الشفاء**. اسأل *طبيبك* عن ketamine قبل أن تبدأ.

## متى تطلب المساعدة

- إذا لم تنم لمدة ثلاثة أيام
- إذا شعرت بالدوار، أو بألم في الصدر؟

| الدواء | الجرعة |
| --- | --- |
| Ketamine | ١٠ ملغ |
"""
METADATA = "title: النوم والشفاء\nlang: ar\neditions: {print: {}, press: {}, epub: {}}\n"


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An Arabic handout built with the font that npm has; skipped where npm reaches no registry,
    but not in CI.
    """
    program("npm", "install Node.js.")
    project = tmp_path_factory.mktemp("arabic")
    source = project / "sources" / "sleep"
    source.mkdir(parents=True)
    (source / "book.yaml").write_text(METADATA, "utf-8")
    (source / "1.md").write_text(TEXT, "utf-8")
    try:
        add(Project.find(project), "ar", [], lambda step: None)
    except MachineError as error:
        cannot_run(str(error))
    makebook(project, "build")
    return Built(project / "output", "sleep")


def test_pdf_in_an_added_font_keeps_pdf_ua_1_and_pdf_a_2a(arabic: Built) -> None:
    assert verapdf(arabic.pdf, "ua1", "2a") == []


def test_press_in_an_added_font_keeps_pdf_x_4(arabic: Built) -> None:
    assert pdfx4(arabic.on_paper("press")) == []


def test_added_font_is_embedded_in_the_pdf(arabic: Built) -> None:
    used = {
        font.name.partition("+")[2] for font in fonts(arabic.pdf) if font.embedded and font.subset
    }
    assert {"Noto-Sans-Arabic", "Noto-Sans-Arabic-Bold"} <= used


def test_epub_in_an_added_font_passes_epubcheck(arabic: Built) -> None:
    assert epubcheck(arabic.epub) == []


def test_reading_system_loads_the_added_font(arabic: Built) -> None:
    assert reader(arabic.epub, 390, 844, "light") == []
