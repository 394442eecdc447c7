"""Editions use the fonts that were added, and are made again when one comes or goes."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from prepress.findings import Finding
from prepress.project.project import shipped_folder
from tests.layouts.typefaces.foundry import ARABIC, font
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: {}\neditions: {{print: {{}}, epub: {{}}}}\n"
HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
#: All that the interface says in Chinese.
CHINESE_WORDS = "".join(
    re.findall(
        r"[\u3000-\u9fff\uff00-\uffef]",
        (shipped_folder("layouts") / "words/zh.po").read_text("utf-8"),
    )
)
HAN = "水火木金土日月人口手目耳足大小中上下左右山川天"


def put(shelf: Shelf, family: str, letters: str) -> Path:
    """Lay a tiny font of `family` into the project's fonts, as adding it would."""
    folder = shelf.root / "fonts" / family.lower().replace(" ", "-")
    folder.mkdir(parents=True)
    for style in ("Regular", "Bold"):
        file = folder / f"{family.replace(' ', '')}-{style}.ttf"
        file.write_bytes(font(family, style, letters))
    return folder


def glyphs(shelf: Shelf) -> list[Finding]:
    """What a build of the print edition finds for want of a font."""
    return [each for each in shelf.build("print").findings if each.code in ("G-001", "G-003")]


def remade_editions(shelf: Shelf) -> dict[str, bool]:
    """Each edition in place, and whether the build had to make it again."""
    return {f"{each.publication} {each.edition}": bool(each.why) for each in shelf.build().built}


@pytest.fixture
def arabic(shelf: Shelf) -> Shelf:
    return shelf.add(
        {"1.md": "# One\n\nPlain.\n\nهذا **نص** عربي\n"}, metadata=METADATA.format("en")
    )


def test_missing_script_is_one_finding_at_its_first_line(arabic: Shelf) -> None:
    (finding,) = glyphs(arabic)
    assert str(finding.place) == "sources/tiny/1.md:5"
    assert (
        finding.what
        == "No font has the Arabic characters of this text (“ا”, “ب”, “ذ”, … 9 in all)."
    )
    assert finding.hint == "Install one: makebook fonts add ar"


def test_each_missing_script_is_a_finding_of_its_own(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nנ ا 𓀀\n"}, metadata=METADATA.format("fa"))
    findings = glyphs(shelf)
    assert [finding.hint for finding in findings[:2]] == [
        "Install one: makebook fonts add fa",
        "Install one: makebook fonts add he",
    ]
    assert "“𓀀” (U+13000" in findings[2].what


@pytest.mark.parametrize(
    ("lang", "text", "command"),
    [
        ("zh-Hant", "水", "zh-Hant"), ("zh-HK", "水", "zh-HK"), ("ja", "水", "ja"),
        ("en", "水です", "ja"),
        ("en", '<span lang="ko">水</span>', "ko"), ("en", "水", "zh-Hans"),
    ],
)  # fmt: skip
def test_chinese_characters_ask_for_the_font_of_their_language(
    shelf: Shelf, lang: str, text: str, command: str
) -> None:
    shelf.add({"1.md": f"# One\n\n{text}\n"}, metadata=METADATA.format(lang))
    assert [finding.hint for finding in glyphs(shelf)] == [
        f"Install one: makebook fonts add {command}"
    ]


def test_letter_that_the_added_font_lacks_is_named_itself(arabic: Shelf) -> None:
    put(arabic, "Noto Sans Arabic", ARABIC.replace("ع", ""))
    (finding,) = glyphs(arabic)
    assert "“ع”" in finding.what


def test_cover_without_a_font_names_the_command(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}, metadata=METADATA.format("ar").replace("Tiny", "نص"))
    found = {finding.code: finding.hint for finding in shelf.build("epub").findings}
    assert found["G-002"] == "Install a font: makebook fonts add ar"
    put(shelf, "Noto Sans Arabic", ARABIC)
    assert "G-002" not in {finding.code for finding in shelf.build("epub").findings}


def test_added_font_is_used_on_paper_and_in_the_epub(arabic: Shelf) -> None:
    put(arabic, "Noto Sans Arabic", ARABIC)
    assert arabic.build().findings == ()
    with pikepdf.open(arabic.root / "output" / "tiny.pdf") as pdf:
        used = {
            str(each.BaseFont)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    assert {name.partition("+")[2] for name in used} >= {
        "Noto-Sans-Arabic",
        "Noto-Sans-Arabic-Bold",
    }
    with zipfile.ZipFile(arabic.root / "output" / "tiny.epub") as epub:
        names = epub.namelist()
        with TTFont(io.BytesIO(epub.read("EPUB/fonts/NotoSansArabic-Bold.ttf"))) as bold:
            assert set(bold.getBestCmap()) == {ord("ن"), ord("ص")}
        assert "NotoSansArabic-Regular.ttf" in epub.read("EPUB/style.css").decode()
    assert "EPUB/fonts/NotoSansArabic-Regular.ttf" in names
    assert not [name for name in names if "Hebrew" in name]


def test_quoted_word_is_set_in_the_font_of_its_language(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": '# 水\n\n水 <span lang="ja">火</span>\n'}, metadata=METADATA.format("zh-Hans")
    )
    for country in ("SC", "JP", "TC"):
        put(shelf, f"Noto Sans {country}", "".join(dict.fromkeys(HAN + CHINESE_WORDS)))
    assert shelf.build().exit_code == 0
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        fonts = {
            name: epub.read(name)
            for name in epub.namelist()
            if "NotoSans" in name and name.endswith(".ttf")
        }
    held = {
        name.rpartition("/")[2]: set(TTFont(io.BytesIO(data)).getBestCmap())
        for name, data in fonts.items()
    }
    assert {ord("水"), ord("火")} & held["NotoSansSC-Regular.ttf"] == {ord("水")}
    assert held["NotoSansJP-Regular.ttf"] == {ord("火")}
    assert not [name for name in held if "TC" in name]


def test_font_that_comes_or_goes_makes_those_editions_again_that_use_it(arabic: Shelf) -> None:
    arabic.add({"1.md": "# Two\n\nOnly “English”.\n"}, "other", METADATA.format("en"))
    arabic.build()
    folder = put(arabic, "Noto Sans Arabic", ARABIC)
    arabic_only = {"other print": False, "other epub": False, "tiny print": True, "tiny epub": True}
    nothing = dict.fromkeys(arabic_only, False)
    assert remade_editions(arabic) == arabic_only
    assert remade_editions(arabic) == nothing
    put(arabic, "Noto Sans Hebrew", HEBREW)
    assert remade_editions(arabic) == nothing
    shutil.rmtree(folder)
    report = arabic.build()
    assert [finding.code for finding in report.findings] == ["G-001"]
    assert {each.publication: bool(each.why) for each in report.built} == {
        "other": False,
        "tiny": True,
    }


def test_text_in_a_script_without_a_font_is_not_printed(shelf: Shelf) -> None:
    shelf.add({"1.md": "# نص\n"}, metadata=METADATA.format("ar"))
    report = shelf.build()
    assert "G-003" in {finding.code for finding in report.findings}
    assert report.withheld == ("tiny.pdf",)


def test_project_without_such_text_reads_no_added_font(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nOnly “English”.\n"}, metadata=METADATA.format("en"))
    folder = put(shelf, "Noto Sans Arabic", ARABIC)
    for file in folder.iterdir():
        file.write_bytes(b"broken")
    report = shelf.build()
    assert (report.exit_code, report.findings) == (0, ())


def test_broken_added_font_is_one_clear_message(arabic: Shelf) -> None:
    folder = put(arabic, "Noto Sans Arabic", ARABIC)
    (folder / "NotoSansArabic-Regular.ttf").write_bytes(b"broken")
    (failure,) = arabic.build("epub").failures
    assert "NotoSansArabic-Regular.ttf" in str(failure.place)


def fonts_of_characters(shelf: Shelf) -> dict[str, str]:
    """The font in which the print edition shows each Chinese character."""
    found: dict[str, str] = {}
    with pikepdf.open(shelf.root / "output" / "tiny.pdf") as pdf:
        for page in pdf.pages:
            for font_ in page.Resources.Font.values():
                name = str(font_.BaseFont).partition("+")[2]
                cmap = font_.ToUnicode.read_bytes().decode()
                for code in re.findall(r"<[0-9a-fA-F]+> <([0-9a-fA-F]{4})>", cmap):
                    found[chr(int(code, 16))] = name
    return found


def test_character_that_another_added_font_has_is_set_in_it(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n水です简\n"}, metadata=METADATA.format("en"))
    put(shelf, "Noto Sans JP", "水です")
    put(shelf, "Noto Sans SC", "水简")
    assert not glyphs(shelf)
    found = fonts_of_characters(shelf)
    assert "JP" in found["水"]
    assert "SC" in found["简"]


def test_character_goes_to_the_font_that_is_added_for_it(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n水です简\n"}, metadata=METADATA.format("en"))
    put(shelf, "Noto Sans JP", "水です")
    (finding,) = glyphs(shelf)
    assert "“简”" in finding.what
    put(shelf, "Noto Sans KR", "简")
    assert not glyphs(shelf)
