"""The tables of the manual say what the code says, and it has a place for everything."""

from __future__ import annotations

import re

import pytest

from prepress.editions import EDITIONS
from prepress.findings import Severity
from prepress.project.example_folders import example_names
from tests.docs.manual import (
    MANUAL,
    PICTURES,
    PROJECT,
    ROOT,
    chapters,
    manual_text,
    table,
    with_table,
)
from tests.docs.parts import parts
from tests.docs.tables import TABLES, exit_codes_table
from tests.shelf import Shelf

REMEDY = "uv run python -m tests.docs.tables writes it anew"


@pytest.mark.parametrize("name", TABLES)
def test_table_is_current(name: str) -> None:
    assert table(name) == TABLES[name](), REMEDY


def test_exit_codes_are_read_whole() -> None:
    codes = re.findall(r"^\| (\d+) \| (.+) \|$", exit_codes_table(), re.MULTILINE)
    assert [code for code, _ in codes] == ["0", "1", "2", "3", "4", "130"]
    assert codes[1][1].endswith("or has nothing of that day")


def test_table_is_written_between_its_marks_alone() -> None:
    chapter = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\n<!-- y: begin -->\n<!-- y: end -->\n"
    assert with_table(chapter, "x", "new\n") == chapter.replace("old", "new")
    assert with_table(chapter, "y", "new\n").count("new") == 1


def test_every_edition_is_explained() -> None:
    printing = (MANUAL / "08-printing.md").read_text("utf-8")
    assert re.findall(r"^\| `([\w-]+)` \| `NAME", printing, re.MULTILINE) == list(EDITIONS)


def test_gallery_shows_every_look_in_less_than_400_kb() -> None:
    shown = sorted((PICTURES / "looks").glob("*.png"))
    looks = sorted((ROOT / "layouts" / "looks").glob("*.css"))
    assert [file.stem for file in shown] == [file.stem for file in looks]
    assert sum(file.stat().st_size for file in shown) < 400_000


def test_every_part_of_a_page_has_its_picture() -> None:
    shown = sorted((PICTURES / "parts").glob("*.png"))
    assert [file.stem for file in shown] == sorted(parts())
    assert manual_text().count("```markdown") == len(parts())


def test_every_picture_is_shown() -> None:
    said = manual_text()
    shown = {file.relative_to(MANUAL).as_posix() for file in PICTURES.rglob("*.png")}
    assert {name for name in shown if f"]({name})" not in said} == set()


def test_readme_leads_to_every_chapter() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    linked = re.findall(r"^\| \[.+\]\((docs/manual/.+\.md)\) \|", readme, re.MULTILINE)
    assert linked == [chapter.relative_to(ROOT).as_posix() for chapter in chapters()]


def test_nothing_is_to_be_mended_in_the_text_of_the_manual() -> None:
    galley, _ = Shelf(PROJECT).set()
    assert [str(finding) for finding in galley.findings if finding.severity != Severity.NOTE] == []


def test_every_finished_text_is_named_where_one_begins() -> None:
    first = chapters()[0].read_text("utf-8")
    names = example_names(ROOT)
    assert len(names) > 5
    assert [name for name in names if f"`{name}`" not in first] == []
