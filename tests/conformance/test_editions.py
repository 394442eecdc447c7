"""What the reference validators say of the editions that makebook builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.conftest import Built
from tests.conformance.validators import ace, epubcheck, fonts, ghostscript, qpdf, reader, verapdf


def test_pdf_keeps_pdf_ua_1_and_pdf_a_2a(built: Built) -> None:
    assert verapdf(built.pdf, "ua1", "2a") == []


def test_pdf_is_sound(built: Built) -> None:
    assert qpdf(built.pdf) == []


def test_pdf_prints_without_complaint(built: Built) -> None:
    assert ghostscript(built.pdf) == []


def test_every_font_is_embedded_and_subset(built: Built) -> None:
    used = fonts(built.pdf)
    assert used
    assert [font for font in used if not (font.embedded and font.subset)] == []


def test_epubcheck_has_no_message(built: Built) -> None:
    assert epubcheck(built.epub) == []


def test_ace_sees_no_violation(built: Built, tmp_path: Path) -> None:
    assert ace(built.epub, tmp_path) == []


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "dark"), (820, 1180, "light")])
def test_reading_system_shows_every_section(built: Built, width: int, height: int, scheme: str) -> None:
    assert reader(built.epub, width, height, scheme) == []
