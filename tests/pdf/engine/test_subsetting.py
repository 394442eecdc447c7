"""The PDF's fonts are cut the same whether or not the system has the library that the engine would
do it with.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import _h_e_a_d

from prepress.errors import MachineError
from prepress.pdf.engine.engine import open_engine
from tests.shelf import Shelf

CODE = str(Path(__file__).parents[3] / "makebook.py")
LIBRARY = "libharfbuzz-subset.so.0"
TEXT = {"1.md": "# One\n\nSome *words*, `code` and **more**.\n"}
VARIABLE = (
    "@font-face { font-family: Wavy; src: url(fonts/wavy/Wavy.ttf) } body { font-family: Wavy }"
)


@pytest.fixture
def without_library(tmp_path: Path) -> dict[str, str]:
    """An environment in which the loader meets an empty file in place of the library, which it
    cannot open.
    """
    if sys.platform != "linux":
        pytest.skip("only the loader of Linux lets us hide a library")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / LIBRARY).touch()
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path / "lib")}
    load = [sys.executable, "-c", f"import ctypes; ctypes.CDLL('{LIBRARY}')"]
    assert subprocess.run(load, env=environment, capture_output=True, check=False).returncode != 0
    return environment


def built(root: Path, environment: dict[str, str]) -> tuple[bytes, str]:
    """The print edition of a tiny book, and what building it said."""
    shelf = Shelf(root).add(TEXT)
    command = [sys.executable, "-W", "error::DeprecationWarning", CODE, "build", "-qe", "print"]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return (shelf.root / "output" / "tiny.pdf").read_bytes(), done.stdout + done.stderr


def test_missing_library_shows_neither_in_the_file_nor_in_what_is_said(
    tmp_path: Path, without_library: dict[str, str]
) -> None:
    data, said = built(tmp_path / "without", without_library)
    assert (data, said) == built(tmp_path / "with", {**os.environ})
    assert "warning" not in said


def fonts_in(pdf: Path) -> list[TTFont]:
    with pikepdf.open(pdf) as opened_pdf:
        files = [
            each.FontFile2.read_bytes()
            for each in opened_pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        ]
    return [TTFont(io.BytesIO(file)) for file in files]


def test_only_the_glyphs_in_use_are_left_under_their_own_numbers(shelf: Shelf) -> None:
    shelf.add({"1.md": "# A\n\nA\n"}).build("print")
    for font in fonts_in(shelf.root / "output" / "tiny.pdf"):
        outlines = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours]
        assert 0 < len(outlines) < 60
        assert not {"GSUB", "GPOS", "BASE"} & {*font.keys()}


def variable_font() -> bytes:
    """A font whose only letter grows with its weight."""

    def box(width: int) -> TTGlyphPen:
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for at in ((100, 600), (width, 600), (width, 0)):
            pen.lineTo(at)
        pen.closePath()
        return pen

    names = [".notdef", "space", *(f"u{code:04X}" for code in range(0x21, 0x7F))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {0x20: "space", **{code: f"u{code:04X}" for code in range(0x21, 0x7F)}}
    )
    builder.setupGlyf(dict.fromkeys(names, box(500).glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 100)))
    builder.setupHorizontalHeader(ascent=900, descent=-300)
    builder.setupNameTable({"familyName": "Wavy", "styleName": "Regular"})
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.setupGvar({name: [] for name in names})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-300)
    builder.setupPost()
    stream = io.BytesIO()
    builder.font.save(stream)
    return stream.getvalue()


def test_variable_font_brings_no_clock_into_the_file(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(TEXT, metadata="title: Tiny\nlang: en\nlayout: handout\n")
    for file, data in {
        "fonts/wavy/Wavy.ttf": variable_font(),
        "layouts/paper.css": VARIABLE.encode(),
    }.items():
        (shelf.root / file).parent.mkdir(parents=True)
        (shelf.root / file).write_bytes(data)
    pdf = shelf.root / "output" / "tiny.pdf"
    found = []
    for now in (3_900_000_000, 3_900_000_007):
        monkeypatch.setattr(_h_e_a_d, "timestampNow", lambda now=now: now)
        assert shelf.build("print").exit_code == 0
        assert "Wavy" in {font["name"].getDebugName(1) for font in fonts_in(pdf)}
        found.append(pdf.read_bytes())
        pdf.unlink()
    assert found[0] == found[1]


@pytest.fixture
def changed_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    """The engine's font, about to be changed."""
    open_engine()
    from weasyprint.pdf import fonts

    monkeypatch.setattr(fonts.Font, "subset", fonts.Font.subset)
    yield fonts.Font


def test_engine_that_cuts_fonts_in_another_way_is_named(
    changed_engine: type, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in (lambda self, glyphs: None, None):
        monkeypatch.setattr(changed_engine, "subset", other)
        with pytest.raises(MachineError, match=r"Font\.subset.*Install WeasyPrint 70\.0"):
            open_engine()
    (failure,) = shelf.add(TEXT).build("print").failures
    assert "Font.subset" in str(failure)


def test_font_that_cannot_be_cut_is_a_finding(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    import uharfbuzz

    def fails(face: object, wanted: object) -> None:
        raise RuntimeError("Subsetting failed")

    shelf.add({"1.md": "# One\n\nText.\n"})
    monkeypatch.setattr(uharfbuzz, "subset", fails)
    findings = [finding for finding in shelf.build("print").findings if finding.code == "P-001"]
    assert any("Unable to subset" in finding.what for finding in findings)
