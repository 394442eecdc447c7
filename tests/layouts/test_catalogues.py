"""Catalogues: what gettext's programs write is read, and a slip of the keyboard is named with its
line.
"""

from __future__ import annotations

import pytest

from prepress.errors import SourceError
from prepress.layouts.catalogues import CatalogueEntry, entries_of

HEADER = 'msgid ""\nmsgstr ""\n"Language: eu\\n"\n\n'
NOTES = 'msgctxt "notes"\nmsgid "Notes"\nmsgstr "Oharrak"\n'


def test_entry_knows_its_line() -> None:
    assert entries_of(HEADER + NOTES, "eu.po") == (
        CatalogueEntry("notes", "Notes", "Oharrak", fuzzy=False, line=5),
    )


def test_words_over_several_lines_are_one() -> None:
    text = 'msgctxt "notes"\nmsgid ""\n"No"\n"tes"\nmsgstr ""\n"Ohar"\n"rak"\n'
    assert entries_of(text, "eu.po")[0] == CatalogueEntry(
        "notes", "Notes", "Oharrak", fuzzy=False, line=1
    )


def test_entries_need_no_empty_line_between_them() -> None:
    text = NOTES + NOTES.replace("notes", "more") + "#, fuzzy\n" + NOTES.replace("notes", "last")
    assert [(each.key, each.fuzzy) for each in entries_of(text, "eu.po")] == [
        ("notes", False), ("more", False), ("last", True)
    ]  # fmt: skip


def test_comments_and_what_is_obsolete_are_passed_over() -> None:
    text = (
        f'# hand\n#. extracted\n#: file.html:3\n#, python-brace-format\n#| msgid "Note"\n{NOTES}\n'
        '#~ msgctxt "gone"\n#~ msgid "Gone"\n#~ msgstr "Joan"\n'
    )
    assert [(each.key, each.fuzzy) for each in entries_of(text, "eu.po")] == [("notes", False)]


def test_escapes_are_read() -> None:
    (entry,) = entries_of(NOTES.replace("Oharrak", 'a \\"b\\" \\\\n'), "eu.po")
    assert entry.words == 'a "b" \\n'


def test_header_that_is_fuzzy_marks_nothing_else() -> None:
    assert [each.fuzzy for each in entries_of(f"#, fuzzy\n{HEADER}{NOTES}", "eu.po")] == [False]


def test_empty_file_has_no_entries() -> None:
    assert entries_of("", "eu.po") == ()


WRONG = {
    "no quotes": (
        NOTES.replace('"Oharrak"', "Oharrak"),
        "eu.po:3: This is no line of a gettext catalogue",
    ),
    "one quote": (
        NOTES.replace('"Oharrak"', '"Oharrak'),
        "eu.po:3: This is no line of a gettext catalogue",
    ),
    "curly quotes": (
        NOTES.replace('"Oharrak"', "“Oharrak”"),
        "eu.po:3: This is no line of a gettext catalogue",
    ),
    "a quote inside": (
        NOTES.replace("Oharrak", 'O"h'),
        "eu.po:3: This is no line of a gettext catalogue",
    ),
    "misspelt": (NOTES.replace("msgstr", "msgst"), "eu.po:3: “msgst” is no word of gettext"),
    "no msgid": (NOTES.replace('msgid "Notes"\n', ""), "eu.po:1: This entry has no msgid"),
    "no msgstr": (NOTES.replace('msgstr "Oharrak"\n', ""), "eu.po:1: This entry has no msgstr"),
    "no msgctxt": (NOTES.replace('msgctxt "notes"\n', ""), "eu.po:1: This entry has no msgctxt"),
    "an empty msgctxt": (
        NOTES.replace('"notes"', '""'),
        "eu.po:1: This entry has an empty msgctxt",
    ),
    "another order": (
        'msgid "Notes"\nmsgctxt "notes"\nmsgstr "x"\n',
        "eu.po:2: There is msgctxt where none can stand",
    ),
    "two msgstr": (NOTES + 'msgstr "x"\n', "eu.po:4: There is msgstr where none can stand"),
    "quotes alone": ('"x"\n', "eu.po:1: There is a text between quotes where none can stand"),
    "quotes alone behind a comment": (
        NOTES + '# x\n"y"\n',
        "eu.po:5: There is a text between quotes where none can stand",
    ),
    "twice": (NOTES + NOTES, "eu.po:4: “notes” stands here again, and on line 1 before"),
    "plural": (
        NOTES.replace("msgstr", 'msgid_plural "x"\nmsgstr[0]'),
        "eu.po:3: No word of the interface has a plural",
    ),
    "unknown escape": (NOTES.replace("Oharrak", "\\q"), "eu.po:3: “\\q” means nothing here"),
    "two lines": (
        NOTES.replace("Oharrak", "a\\nb"),
        "eu.po:1: The msgstr holds a control character (U+000A)",
    ),
    "a control character": (
        NOTES.replace("Oharrak", "a\x08"),
        "eu.po:1: The msgstr holds a control character",
    ),
    "no character": (
        NOTES.replace("Oharrak", "a\uffff"),
        "eu.po:1: The msgstr holds a control character (U+FFFF)",
    ),
}


@pytest.mark.parametrize(("text", "what"), WRONG.values(), ids=WRONG)
def test_slip_is_named_with_its_line(text: str, what: str) -> None:
    with pytest.raises(SourceError) as raised:
        entries_of(text, "eu.po")
    assert what in str(raised.value)
