"""A translation has the chapters, sections, pictures, callouts, items and notes of the text it was
made from.
"""

from __future__ import annotations

import re

import pytest

from prepress.manuscript.manuscript import Chapter
from tests.checks.translations.texts import (
    ENGLISH,
    SPANISH,
    TRANSLATIONS,
    chapter,
    found,
    outlines,
    structure,
    told,
)

HEADINGS = [*re.finditer(r"^#{2,3} .*\n", SPANISH, re.MULTILINE)]
ENDS = [*(each.start() for each in HEADINGS[1:]), SPANISH.index("[^berman]:")]


def parted(translation: str, source: str = ENGLISH) -> list[tuple[int | None, str]]:
    """The lines and messages of what `structure` finds."""
    pair = chapter(translation), chapter(source, "sources/visit/01.md")
    return [(finding.place.line, finding.what) for finding in structure(*pair)]


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_same_parts_are_no_finding(lang: str) -> None:
    assert parted(TRANSLATIONS[lang]) == []


@pytest.mark.parametrize(
    ("index", "line", "behind"),
    [(0, 1, "here"), (1, 1, "behind “La ketamina es un anestésico”"), (2, 13, "behind “Qué")],
)
def test_section_that_is_missing_is_found_behind_the_one_before_it(
    index: int, line: int, behind: str
) -> None:
    (finding,) = parted(SPANISH[: HEADINGS[index].start()] + SPANISH[ENDS[index] :])
    assert finding[0] == line
    assert f"is missing {behind}" in finding[1]


@pytest.mark.parametrize(("index", "line"), [(0, 1), (1, 13), (2, 28)])
def test_section_without_counterpart_is_found(index: int, line: int) -> None:
    start = HEADINGS[index].start()
    new = "## Una sección nueva\n\nCon pocas palabras.\n\n"
    ((found_line, what),) = parted(SPANISH[:start] + new + SPANISH[start:])
    assert (found_line, what) == (line, "“Una sección nueva” has no counterpart in the source.")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("### Para", "## Para", 28, (
"“Para saber más” is a heading of level 2, in the source "
"(sources/visit/01.md:28)"
)),
        ("- Alivia el dolor.\n", "", 1, (
"“La ketamina es un anestésico” has 2 list items, the source "
"(sources"
)),
        ("- Alivia", "- Bueno.\n- Alivia", 1, "“La ketamina es un anestésico” has 4 list items"),
        (re.search(r"!.*\}\n", SPANISH)[0], "", 1, "“La ketamina es un anestésico” has 0 pictures"),  # type: ignore[index]
        ("::: warning Riesgos que debe conocer", "", 13, "“Qué pasa en su visita” has 0 callouts"),
        ("depresión.[^berman]", "depresión.", 1, (
"“La ketamina es un anestésico” does not call the note "
"“berman”"
)),
        ("paso a paso.", "paso.[^berman][^dos]", 28, (
"“Para saber más” calls the note “berman”, the source "
"("
)),
        ("\n[^berman]: ", "\n[^otra]: ", 1, (
"The note “berman” of the source (sources/visit/01.md:32) is "
"missing."
)),
        ("\n[^berman]: ", "\n[^dos]: Dos.\n[^berman]: ", 32, "The source has no note “dos”."),
    ],
)  # fmt: skip
def test_first_part_that_differs_is_found(old: str, new: str, line: int, message: str) -> None:
    assert old in SPANISH
    first = parted(SPANISH.replace(old, new, 1))[0]
    assert first[0] in (line, 32)
    assert first[1].startswith(message)


def test_only_the_first_difference_of_a_chapter_is_named() -> None:
    changed = SPANISH.replace("- Alivia el dolor.\n", "").replace("### Para", "## Para")
    assert len(parted(changed)) == 1


def test_missing_paragraph_is_found_where_it_makes_a_section_short() -> None:
    paragraph = (
        "It is good to rest for a while and to talk with somebody you trust before you go "
        "home again. "
    ) * 2
    spanish = (
        "Es bueno descansar un rato y hablar con alguien de confianza antes de volver a su casa. "
        * 2
    )
    source = f"# One\n\n{paragraph}\n\n{paragraph}\n\n# Two\n\n{paragraph}\n\n{paragraph}\n"
    whole = f"# Uno\n\n{spanish}\n\n{spanish}\n\n# Dos\n\n{spanish}\n\n{spanish}\n"
    joined = f"# Uno\n\n{spanish}\n{spanish}\n\n# Dos\n\n{spanish}\n\n{spanish}\n"
    short = f"# Uno\n\n{spanish}\n\n# Dos\n\n{spanish}\n\n{spanish}\n"
    assert parted(whole, source) == parted(joined, source) == []
    assert [line for line, _ in parted(short, source)] == [1]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("# One\n\n```\n# no heading\n```\n", "# Uno\n\n```\n# ninguno\n# ni este\n```\n"),
        ("One\n===\n\nText\n\nTwo\n---\n", "# Uno\n\nTexto\n\n## Dos\n"),
        ("<h2>One</h2>\n", "## Uno\n"),
        ("> # One\n", "> # Uno\n"),
        ("# One\n\n<!--\n# Two\n-->\n", "# Uno\n"),
        ("One\n\n---\n\nTwo\n", "Uno\n\n***\n\nDos\n"),
        ("> [!NOTE]\n> Text\n", "::: note\nTexto\n:::\n"),
        ("* One\n* Two\n", "- Uno\n- Dos\n"),
        ("A[^a]\n\n[^a]: A note\n    # that goes on\n", "A[^a]\n\n[^a]: Una nota\n"),
        ("", "\n\n"),
    ],
)
def test_same_part_may_be_written_in_many_ways(source: str, translation: str) -> None:
    assert parted(translation, source) == []


def test_section_that_is_missing_leaves_the_figures_of_others_alone() -> None:
    translation = SPANISH[: HEADINGS[1].start()] + SPANISH[ENDS[1] :]
    assert [code for code, _ in told(found(translation))] == ["V-003"]


def chapters(*names: str) -> tuple[Chapter, ...]:
    return tuple(Chapter(name, f"# Chapter {index}\n") for index, name in enumerate(names))


@pytest.mark.parametrize(
    "names",
    [("1-a.md", "2-b.md"), ("01-uno.md", "2-dos.md"), ("x.md", "y.md"), ("2-b.md", "1-a.md")],
)
def test_chapters_pair_by_name_then_number_then_order(names: tuple[str, ...]) -> None:
    assert structure(chapters(*names), chapters("1-a.md", "2-b.md")) == ()


def test_chapters_of_one_name_pair_by_folder_then_by_its_number() -> None:
    def parts(*folders: str) -> tuple[Chapter, ...]:
        return tuple(
            Chapter(f"{folder}/1.md", f"# Chapter {folder[0]}\n", folder=folder)
            for folder in folders
        )

    source = parts("1-part", "2-part")
    for folders in (("1-part", "2-part"), ("1-teil", "2-teil")):
        assert structure(parts(*folders), source) == ()
        (finding,) = structure(parts(folders[1]), source)
        assert "The chapter 1-part/1.md" in finding.what


def test_chapter_without_translation_is_found() -> None:
    (finding,) = structure(chapters("es/1-a.md"), chapters("1-a.md", "2-b.md"))
    assert (str(finding.place), "2-b.md of the source" in finding.what) == ("es/1-a.md", True)


def test_chapter_without_counterpart_is_found() -> None:
    (finding,) = structure(chapters("es/1-a.md", "es/2-b.md"), chapters("1-a.md"))
    assert str(finding.place) == "es/2-b.md"


def test_heading_right_below_a_quoted_fence_that_never_ends_is_seen() -> None:
    (outline,) = outlines(chapter("# A\n\n> ```\n> # c\n# B\n\n```\n# d\n```\n\n# E\n"))
    assert [section.title for section in outline.sections] == ["", "A", "B", "E"]


def test_note_goes_on_in_lines_below_it_and_in_those_that_are_indented() -> None:
    text = "# A\n\n[^a]: One,\nand two.\n\n    Three.\n\nOf A.\n"
    (outline,) = outlines(chapter(text))
    assert outline.notes["a"].plain_text.split() == ["One,", "and", "two.", "Three."]
    assert outline.sections[1].plain_text.split() == ["A", "Of", "A."]
