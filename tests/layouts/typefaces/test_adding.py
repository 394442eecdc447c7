"""Fonts are added from what an author has, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from makebook import main
from prepress.errors import MachineError, SourceError, UsageError
from prepress.files.atomic import write_whole
from prepress.layouts.typefaces import adding
from prepress.layouts.typefaces.adding import AddedTypeface, add, list_typefaces
from tests.layouts.typefaces.foundry import ARABIC, collection, deb, family, font, tgz, zip_file
from tests.shelf import Shelf

NAMES = ["NotoSansArabic-Bold.ttf", "NotoSansArabic-Regular.ttf", "OFL.txt"]
HAN = "".join(map(chr, range(0x4E00, 0x4E40)))


@pytest.fixture
def project(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "# One\n"})


def add_package(project: Shelf, data: bytes, name: str, lang: str = "ar") -> AddedTypeface:
    """What comes of adding from a file `name` with `data`."""
    file = project.root / name
    file.write_bytes(data)
    return add(project.project, lang, [file], lambda step: None)


def files(project: Shelf) -> list[str]:
    """All that lies in the project's fonts."""
    return sorted(path.name for path in (project.root / "fonts").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("pack", "name"),
    [(tgz, "a.tgz"), (zip_file, "a.zip"), (zip_file, "a.whl"), (deb, "a.deb")],
    ids=["tgz", "zip", "whl", "deb"],
)
def test_package_gives_both_fonts_and_the_licence(
    project: Shelf, pack: Callable[[Mapping[str, bytes]], bytes], name: str
) -> None:
    done = add_package(project, pack(family()), name)
    assert done.new
    assert done.folder == project.root / "fonts" / "noto-sans-arabic"
    assert files(project) == NAMES
    assert (done.folder / "OFL.txt").read_bytes() == family()["package/LICENSE_FONT"]
    with TTFont(done.folder / NAMES[0]) as bold:
        assert bold["name"].getDebugName(2) == "Bold"


def test_folder_and_two_fonts_give_the_same(project: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "got"
    folder.mkdir()
    for style in ("Regular", "Bold"):
        (folder / f"NotoSansArabic-{style}.ttf").write_bytes(font(style=style))
    add(project.project, "fa", [folder], lambda step: None)
    assert files(project) == NAMES
    again = add(project.project, "ar", sorted(folder.iterdir()), lambda step: None)
    assert not again.new


def test_font_without_a_licence_beside_it_gets_its_text_with_its_copyright(project: Shelf) -> None:
    fonts = {name: data for name, data in family().items() if "LICENSE" not in name}
    done = add_package(
        project,
        zip_file(fonts | {"copyright": b"Format: x\nLicense: OFL-1.1\nLicense: GPL-3+"}),
        "a.zip",
    )
    assert done.folder
    licence = (done.folder / "OFL.txt").read_text("utf-8")
    assert licence.startswith("Copyright 2026 Nobody\n")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "GPL" not in licence


def test_face_is_taken_out_of_a_collection(project: Shelf) -> None:
    def both(style: str) -> bytes:
        return collection(
            *(font(f"Noto Sans CJK {country}", style, HAN) for country in ("JP", "SC", "TC"))
        )

    packed = {"NotoSansCJK-Regular.ttc": both("Regular"), "NotoSansCJK-Bold.ttc": both("Bold")}
    done = add_package(project, deb(packed), "a.deb", "zh-TW")
    assert done.folder
    with TTFont(done.folder / "NotoSansTC-Regular.ttf") as alone:
        assert alone["name"].getDebugName(1) == "Noto Sans CJK TC"
        assert ord(HAN[-1]) in alone.getBestCmap()


def test_names_that_lead_out_of_a_package_write_nothing_there(project: Shelf) -> None:
    escaping = {name.replace("package", "../../.."): data for name, data in family().items()}
    add_package(project, tgz(escaping), "a.tgz")
    assert files(project) == NAMES
    assert not list(project.root.parent.rglob("*_400Regular.ttf"))


def test_adding_again_changes_nothing(project: Shelf) -> None:
    first = add_package(project, tgz(family()), "a.tgz")
    assert first.folder
    before = [(file.name, file.stat().st_mtime_ns) for file in sorted(first.folder.iterdir())]
    assert not add_package(project, tgz(family()), "a.tgz").new
    assert not add(project.project, "ur", [], lambda step: None).new  # nothing is fetched either
    assert [
        (file.name, file.stat().st_mtime_ns) for file in sorted(first.folder.iterdir())
    ] == before


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"no package", "a.tgz", "cannot be unpacked"),
        (tgz(family())[:-200], "a.tgz", "cannot be unpacked"),
        (b"!<arch>\nshort", "a.deb", "cannot be unpacked"),
        (b"!<arch>\n" + b"a".ljust(48) + b"-60".ljust(12), "a.deb", "cannot be unpacked"),
        (b"!<arch>\n" + b"data.tar".ljust(48) + b"9999999999  ", "a.deb", "cannot be unpacked"),
        (zip_file({"readme.txt": b""}), "a.zip", "no Noto Sans Arabic Regular"),
        (tgz({"NotoSansArabic-Regular.ttf": font()}), "a.tgz", "no Noto Sans Arabic Bold"),
        (tgz(family(family="Noto Sans Hebrew")), "a.tgz", "no Noto Sans Arabic Regular"),
        (tgz(family(characters="abc" + ARABIC[:5])), "a.tgz", "has no Arabic characters"),
        (tgz(family(licence="All rights reserved.")), "a.tgz", "SIL Open Font License"),
        (tgz({name: data[:-300] for name, data in family().items()}), "a.tgz", "in it"),
        (tgz(dict.fromkeys(family(), b"x")), "a.tgz", "no Noto Sans Arabic Regular"),
    ],
    ids=[
        "text",
        "cut",
        "deb",
        "back",
        "huge",
        "empty",
        "one",
        "other",
        "letters",
        "licence",
        "damaged",
        "junk",
    ],
)
def test_what_does_not_serve_is_one_clear_message(
    project: Shelf, data: bytes, name: str, what: str
) -> None:
    with pytest.raises(SourceError) as raised:
        add_package(project, data, name)
    assert what in raised.value.what
    assert str(raised.value.place).endswith(name)
    assert files(project) == []


def test_file_that_is_not_there_is_one_clear_message(project: Shelf) -> None:
    with pytest.raises(SourceError, match="no such file"):
        add(project.project, "ar", [project.root / "gone.tgz"], lambda step: None)


def test_font_that_is_larger_than_any_is_passed_over(
    project: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.layouts.typefaces.unpacking._LARGEST_FONT_BYTES", 500)
    with pytest.raises(SourceError, match="no Noto Sans Arabic Regular"):
        add_package(project, tgz(family()), "a.tgz")


def test_package_that_never_ends_is_refused(
    project: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.layouts.typefaces.unpacking._MOST_FILES", 2)
    with pytest.raises(SourceError, match="cannot be unpacked"):
        add_package(project, tgz(family()), "a.tgz")


def test_nothing_is_left_where_the_disk_is_full(
    project: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.name == "OFL.txt":
            raise MachineError("The disk is full.", "Make room.", path)
        write_whole(path, data)

    monkeypatch.setattr(adding, "write_whole", full)
    with pytest.raises(MachineError, match="full"):
        add_package(project, tgz(family()), "a.tgz")
    assert files(project) == []


@pytest.mark.parametrize("lang", ["en", "ru", "el", "vi", "hi"])
def test_language_of_the_shipped_fonts_needs_none(project: Shelf, lang: str) -> None:
    assert add(project.project, lang, [], lambda step: None).typeface is None


@pytest.mark.parametrize("lang", ["bo", "tlh-Piqd", "../../etc", "qqq", ""])
def test_language_without_a_known_font_is_one_clear_message(project: Shelf, lang: str) -> None:
    with pytest.raises(UsageError):
        add(project.project, lang, [], lambda step: None)


def test_list_knows_what_is_there(project: Shelf) -> None:
    add_package(project, tgz(family()), "a.tgz")
    there = {
        each.typeface.family
        for each in list_typefaces(project.project)
        if each.there and not each.typeface.ships
    }
    assert there == {"Noto Sans Arabic"}


def test_command_lists_and_adds(project: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    Path("a.tgz").write_bytes(tgz(family()))
    run = CliRunner()
    assert "makebook fonts add ar" in run.invoke(main, ["fonts"]).output
    done = run.invoke(main, ["fonts", "add", "ar", "a.tgz"])
    assert (
        done.output
        == "Added Noto Sans Arabic from a.tgz in fonts/noto-sans-arabic. Now: makebook build\n"
    )
    assert run.invoke(main, ["fonts", "list"]).output.split("\n")[0].endswith("there")
    assert run.invoke(main, ["fonts", "add", "bo"]).exit_code == 2


def test_command_adds_to_the_folder_of_a_single_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.tgz").write_bytes(tgz(family()))
    Path("text.md").write_text("# ماء\n\nماء.\n", "utf-8")
    run = CliRunner()
    assert "makebook fonts add ar" in run.invoke(main, ["build", "text.md"]).output
    assert run.invoke(main, ["fonts", "add", "ar", "a.tgz"]).exit_code == 0
    assert "makebook fonts add ar" not in run.invoke(main, ["build", "text.md"]).output
