"""Importing: a Word handout made into a publication."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from prepress.errors import SourceError
from prepress.galley.setting.ids import heading_id
from prepress.import_word.album import Album
from prepress.import_word.blocks import blocks
from prepress.import_word.characters import drop_unknown_signs
from prepress.import_word.conversion import PREFIX, convert
from prepress.import_word.heading_levels import Titles, mend_headings, take_titles
from prepress.import_word.inline import Pen
from prepress.import_word.properties import Properties, properties_of
from prepress.import_word.remarks import Remarks
from prepress.import_word.simplification import NUMBER_MARK, simplify
from prepress.import_word.word_file import read_word_file
from prepress.project.new import free_name, new_folder

__all__ = ["ImportResult", "import_word"]

_TEXT = "01-text.md"
_NOTE_ID = re.compile(rf"{PREFIX}(?P<note>(?:footnote|endnote)-.+)")
_HEAD = "# What this handout says of itself. Every key is explained in the README.\n"
_MORE = """
# Take the # away from the lines below, and put in your own words, when you need them.
# description: One or two sentences for catalogues.
# date: 2026-11-23           # the day of this revision: year-month-day
# contact:
#   name: Your Clinic
#   phone: 555-0100
"""


@dataclass(frozen=True)
class ImportResult:
    """A publication that was made in `folder`; `lost` did not survive, `to_check` needs the
    author's eye.

    Each is a whole sentence, in the order of the text.
    """

    folder: Path
    lost: tuple[str, ...]
    to_check: tuple[str, ...]


def import_word(project_root: Path, file: Path, name: str | None = None) -> ImportResult:
    """Make `sources/NAME/` in `project_root` from the .docx `file`, by its own name where none is
    given.

    What it makes builds at once. It appears whole or not at all. Raises UsageError for a name that
    is taken or that not every system can store and for a file that is not there, SourceError for a
    file that is no Word document, is damaged or has no text, MachineError where something cannot be
    read or written.
    """
    word = read_word_file(file)
    name = free_name(
        project_root, file.stem if name is None else name, "makebook import FILE sleep-and-healing"
    )
    remarks = Remarks()
    properties = properties_of(word)
    document = convert(simplify(word, remarks), word.name, remarks)
    album = Album(document.pictures, remarks)
    titles = take_titles(document.tree, properties.title, file.stem, remarks)
    mend_headings(document.tree)
    text = drop_unknown_signs(
        _text(document.tree, album, titles.title, remarks), project_root, remarks
    )
    if not text.strip():
        raise SourceError(
            "There is no text in this Word file.", "See whether it is the right one.", word.name
        )
    with new_folder(project_root, name) as folder:
        for path, data in album.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (folder / _TEXT).write_text(text, "utf-8", newline="\n")
        book = drop_unknown_signs(_metadata(titles, properties), project_root, remarks)
        (folder / "book.yaml").write_text(book, "utf-8", newline="\n")
    return ImportResult(
        project_root / "sources" / name, tuple(remarks.lost), tuple(remarks.to_check)
    )


def _text(tree: etree._Element, album: Album, title: str, remarks: Remarks) -> str:
    """The document as Markdown, its notes at the end in the order of their calls."""
    notes = _take_notes(tree)
    pen = Pen(album, remarks, _targets(tree), near=title)
    parts = [blocks(tree, pen)]
    written: set[str] = set()
    while waiting := [name for name in pen.notes if name not in written]:  # a note may call another
        for name in waiting:
            written.add(name)
            parts.append(_note(pen.notes[name], notes.get(name), pen))
    text = "\n\n".join(part for part in parts if part.strip())
    return f"{unicodedata.normalize('NFC', text)}\n" if text else ""


def _take_notes(tree: etree._Element) -> dict[str, etree._Element]:
    """The notes that mammoth has put at the end, by their names, taken out and without their way
    back.
    """
    notes: dict[str, etree._Element] = {}
    for item in list(tree.iterfind("ol/li")):
        found = _NOTE_ID.fullmatch(item.get("id", ""))
        parent = item.getparent()
        if not found or parent is None:
            continue
        for link in list(item.iter("a")):
            if (
                link.get("href", "").startswith(f"#{PREFIX}{found['note'].partition('-')[0]}-ref-")
                and link.text == "↑"
            ):
                around = link.getparent()
                assert around is not None, "it stands in a paragraph"
                around.remove(link)
        notes[found["note"]] = item
        parent.remove(item)
        if len(parent) == 0:
            tree.remove(parent)
    return notes


def _note(number: int, item: etree._Element | None, pen: Pen) -> str:
    first, *rest = (blocks(item, pen) if item is not None else "").split("\n") or [""]
    lines = [f"[^{number}]: {first or '…'}", *(f"    {line}" if line else "" for line in rest)]
    return "\n".join(lines).rstrip()


def _targets(tree: etree._Element) -> dict[str, str]:
    """The bookmarks that a link leads to, each with its id in the text."""
    wanted = {
        link.get("href", "")[1:]
        for link in tree.iter("a")
        if link.get("href", "").startswith(f"#{PREFIX}")
    }
    names = [
        link.get("id", "")
        for link in tree.iter("a")
        if link.get("id") in wanted and link.get("href") is None
    ]
    targets: dict[str, str] = {}
    for name in (each.removeprefix(PREFIX) for each in names):
        if not name.startswith(NUMBER_MARK):
            base = heading_id(name.lstrip("_")) or "place"
            number = sum(
                target == base or target.startswith(f"{base}-to-") for target in targets.values()
            )
            targets.setdefault(name, f"{base}-to-{number + 1}" if number else base)
    return targets


def _metadata(titles: Titles, properties: Properties) -> str:
    return (
        _HEAD + "".join(f"{key}: {value}\n" for key, value in _entries(titles, properties)) + _MORE
    )


def _entries(titles: Titles, properties: Properties) -> Iterator[tuple[str, str]]:
    def line(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)  # JSON's quotes are YAML's too

    def listed(values: tuple[str, ...]) -> str:
        return line(values[0]) if len(values) == 1 else f"[{', '.join(map(line, values))}]"

    yield "title", line(titles.title)
    if titles.subtitle:
        yield "subtitle", line(titles.subtitle)
    if properties.authors:
        yield "author", listed(properties.authors)
    yield "lang", properties.lang
    if properties.keywords:
        yield "keywords", listed(properties.keywords)
    yield "layout", "handout"
