"""The fonts in the package and the stylesheet that names them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from prepress.screen.faces import needed_faces
from prepress.screen.stylesheet import read_stylesheet
from tests.epub.galleys import Epub, chapter, galley, layouts, open_epub
from tests.layouts.typefaces.foundry import font

FACES = """
@font-face { font-family: "One"; src: url(fonts/one/R.ttf) }
@font-face { font-family: One; src: url("fonts/one/B.ttf") format("truetype"); font-weight: bold }
@font-face { font-family: One; src: url(fonts/one/I.ttf); font-style: italic }
@font-face { font-family: "Two Words"; src: url(fonts/two/R.ttf) }
:root { --family: One, Two Words, serif }
html { font-family: var(--family) }
"""


def needed_files(css: str, body: str) -> list[str]:
    """The files of the faces needed; those of One have only letters, those of Two Words
    everything.
    """
    letters = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyz"))
    sheet = read_stylesheet(FACES + css)
    tree = etree.fromstring(
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    )
    faces = needed_faces(
        sheet, [tree], lambda face: letters if face.family == "One" else frozenset(range(0x10000))
    )
    return [face.url.removeprefix("fonts/") for face in faces]


@pytest.fixture(scope="module")
def plain() -> Epub:
    return open_epub(galley(chapter("one", "<p>Plain <em>text</em> ü</p>")))


def test_plain_text_needs_one_face() -> None:
    assert needed_files("", "<p>plain</p>") == ["one/R.ttf"]


def test_bold_and_slanted_text_need_theirs() -> None:
    assert needed_files("", "<p><b>a</b><em>b</em></p>") == ["one/B.ttf", "one/I.ttf"]


def test_fallback_is_needed_for_what_others_lack() -> None:
    assert needed_files("", "<p>a</p>") == ["one/R.ttf"]
    assert needed_files("", "<p>a→</p>") == ["one/R.ttf", "two/R.ttf"]


def test_rule_that_matches_nothing_needs_nothing() -> None:
    assert needed_files(".loud { font-weight: 700 }", "<p>a</p>") == ["one/R.ttf"]
    assert needed_files(".loud { font-weight: 700 }", '<p class="loud">a</p>') == ["one/B.ttf"]


def test_stronger_rule_wins() -> None:
    css = "p.x { font-style: normal } p { font-style: italic }"
    assert needed_files(css, '<p class="x">a</p>') == ["one/R.ttf"]


def test_line_that_is_no_declaration_leaves_the_others() -> None:
    assert needed_files("p { font-style: italic; broken }", "<p>a</p>") == ["one/I.ttf"]


def test_bold_text_needs_no_black_face_beside_a_bold_one() -> None:
    black = "@font-face { font-family: One; src: url(fonts/one/X.ttf); font-weight: 900 }"
    assert needed_files(black, "<p><b>a</b></p>") == ["one/B.ttf"]


def test_numeral_of_a_list_counts() -> None:
    assert needed_files("li::marker { font-family: Two Words }", "<ul><li>a</li></ul>") == [
        "one/R.ttf",
        "two/R.ttf",
    ]


def test_typewriter_face_is_not_needed_without_code() -> None:
    assert needed_files("code { font-family: Two Words }", "<p>a</p>") == ["one/R.ttf"]
    assert needed_files("code { font-family: Two Words }", "<p>a<code>b</code></p>") == [
        "one/R.ttf",
        "two/R.ttf",
    ]


def test_custom_property_counts_where_it_is_set() -> None:
    css = 'b { font-weight: 400 } [lang|="ja"] { --family: Two Words; font-family: var(--family) }'
    assert needed_files(css, "<p>a<b>b</b></p>") == ["one/R.ttf"]
    assert needed_files(css, '<p>a<b lang="ja">b</b></p>') == ["one/R.ttf", "two/R.ttf"]


def test_fallback_has_the_marks_of_the_text() -> None:
    sheet = read_stylesheet(FACES)
    tree = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml"><p>aน\u0e49 e\u0301 \u200c</p></html>'
    )
    letters, thai = frozenset(map(ord, "ae")), frozenset(map(ord, "น\u0e49\u200c"))
    faces = needed_faces(sheet, [tree], lambda face: letters if face.family == "One" else thai)
    assert [only for face, only in faces.items() if face.family == "Two Words"] == [
        frozenset("น\u0e49\u200c")
    ]


def test_subset_has_the_parts_of_letters_that_shaping_takes_apart(tmp_path: Path) -> None:
    thai = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณด" + "\u0e33\u0e4d\u0e32\u0e48"
    own = tmp_path / "fonts" / "noto-sans-thai"
    own.mkdir(parents=True)
    (own / "NotoSansThai-Regular.ttf").write_bytes(font("Noto Sans Thai", "Regular", thai))
    shipped = layouts()
    using = type(shipped)(
        shipped.folders, (tmp_path / "fonts", *shipped.fonts), typefaces=("noto-sans-thai",)
    )
    data = open_epub(galley(chapter("one", "<p>ก\u0e33</p>")), using).archive.read(
        "EPUB/fonts/NotoSansThai-Regular.ttf"
    )
    with TTFont(io.BytesIO(data)) as cut:
        assert set(cut.getBestCmap()) == set(map(ord, "ก\u0e33\u0e4d\u0e32"))


def test_rules_for_paper_are_left_out() -> None:
    sheet = read_stylesheet(
        "@page { margin: 0 } @media print { p { color: red } } @media screen { p { margin: 0 } }"
    )
    assert sheet.text({}).strip() == "@media screen { p { margin: 0 } }"


def test_stylesheet_names_the_files_of_the_package(plain: Epub) -> None:
    css = plain.text("style.css")
    fonts = [name for name in plain.names if name.endswith(".ttf")]
    assert fonts == [
        "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
        "fonts/AtkinsonHyperlegibleNext-Italic.ttf",
        "fonts/AtkinsonHyperlegibleNext-Bold.ttf",
        "fonts/Literata-Bold.ttf",
    ]
    assert [
        line.split("url(")[1].split(")")[0] for line in css.split("\n") if "@font-face" in line
    ] == fonts


def test_font_has_the_characters_of_the_book_and_of_keyboards_only(plain: Epub) -> None:
    data = plain.archive.read("EPUB/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
    with TTFont(io.BytesIO(data)) as font:
        has = set(font.getBestCmap())
    assert {ord("ü"), ord("a"), ord("~")} <= has
    assert ord("ñ") not in has


def test_font_keeps_its_layout_features(plain: Epub) -> None:
    data = plain.archive.read("EPUB/fonts/Literata-Bold.ttf")
    with TTFont(io.BytesIO(data)) as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"liga", "onum", "smcp"} <= features


def test_fallback_font_has_only_what_others_lack() -> None:
    book = open_epub(galley(chapter("one", "<p>Done ✓</p>")))
    data = book.archive.read("EPUB/fonts/NotoSansSymbols2-Regular.ttf")
    with TTFont(io.BytesIO(data)) as font:
        assert set(font.getBestCmap()) == {ord("✓")}


def test_licence_travels_with_its_font(plain: Epub) -> None:
    assert [name for name in plain.names if name.endswith(".txt")] == [
        "fonts/atkinson-hyperlegible-next-OFL.txt",
        "fonts/literata-OFL.txt",
    ]


def test_font_of_the_project_is_embedded(tmp_path: Path) -> None:
    shipped = layouts()
    own = tmp_path / "fonts" / "own"
    own.mkdir(parents=True)
    (own / "Own Face.ttf").write_bytes(
        shipped.font("fonts/noto-sans/NotoSans-Regular.ttf").read_bytes()
    )
    (tmp_path / "look.css").write_text(
        '@font-face { font-family: Own; src: url("fonts/own/Own Face.ttf") } :root { '
        "--text-family: Own }"
    )
    using = type(shipped)((tmp_path, *shipped.folders), (tmp_path / "fonts", *shipped.fonts))
    assert "fonts/Own-Face.ttf" in open_epub(galley(chapter("one", "<p>a</p>")), using).names
