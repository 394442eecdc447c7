"""Catalogues: the entries of gettext's files of words (.po and .pot), read strictly, line by line.

Babel's reader takes 12 ms to be imported, which every build would pay for the English template
alone. It also lets mistakes pass with a warning on the standard output, or with a lost letter. The
tests hold this one against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from prepress.errors import Place, SourceError
from prepress.text.files import is_text

_LINE = re.compile(r'(?:(?P<keyword>\w[\w\[\]]*)\s*)?"(?P<string>(?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ORDER = ("msgctxt", "msgid", "msgstr")


@dataclass(frozen=True)
class CatalogueEntry:
    """One word of a catalogue: its `key` (msgctxt), the English (msgid) and its `words` (msgstr),
    empty where none.

    `fuzzy` says that the words were guessed by a program, and `line`, from 1, where the entry
    begins.
    """

    key: str
    english: str
    words: str
    fuzzy: bool
    line: int


@dataclass
class _EntryDraft:
    """An entry while its lines are read."""

    fuzzy: bool = False
    line: int = 0
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it has its last part."""
        return _ORDER[-1] in self.parts

    def add(self, keyword: str, string: str, place: Place) -> None:
        """Add a line; without a `keyword` it goes on with the last one."""
        last = keyword or next(reversed(self.parts), "")
        if not last or (keyword and not self._may_be_followed_by(keyword)):
            what = f"There is {keyword or 'a text between quotes'} where none can stand."
            raise SourceError(what, f"An entry is {', '.join(_ORDER)}, in this order.", place)
        self.line = self.line or place.line or 0
        self.parts[last] = self.parts.get(last, "") + string

    def _may_be_followed_by(self, keyword: str) -> bool:
        return all(_ORDER.index(keyword) > _ORDER.index(part) for part in self.parts)


@lru_cache(maxsize=32)
def entries_of(text: str, file: str) -> tuple[CatalogueEntry, ...]:
    """The entries of a catalogue's `text`, without its header and without obsolete ones (GNU
    gettext, 3: PO files).

    Raises SourceError, with the line of `file`, for what is no catalogue, and for an entry that has
    no key, is not whole, stands there twice, has a plural, or holds more than a line of text.
    """
    found: dict[str, CatalogueEntry] = {}
    for draft in _drafts(text, file):
        if draft.parts.get("msgid") == "" and "msgctxt" not in draft.parts:
            continue  # the header
        entry = _entry(draft, Place(file, draft.line))
        if entry.key in found:
            what = f"“{entry.key}” stands here again, and on line {found[entry.key].line} before."
            raise SourceError(what, "Delete one of the two.", Place(file, entry.line))
        found[entry.key] = entry
    return tuple(found.values())


def _entry(draft: _EntryDraft, place: Place) -> CatalogueEntry:
    for keyword in _ORDER:
        if keyword not in draft.parts:
            raise SourceError(
                f"This entry has no {keyword}.", f"Write {', '.join(_ORDER)}, in this order.", place
            )
    if not draft.parts["msgctxt"]:
        raise SourceError(
            "This entry has an empty msgctxt.",
            "Write the word's key, as makebook.pot has it.",
            place,
        )
    for keyword, words in draft.parts.items():
        for character in "" if words.isprintable() else words:
            if not is_text(character) or character == "\n":
                what = f"The {keyword} holds a control character (U+{ord(character):04X})."
                raise SourceError(what, "Keep it in one line of plain text.", place)
    key, english, words = (draft.parts[keyword] for keyword in _ORDER)
    return CatalogueEntry(key, english, words, draft.fuzzy, draft.line)


def _drafts(text: str, file: str) -> Iterator[_EntryDraft]:
    """The entries as they stand there, the header among them."""
    draft = _EntryDraft()
    for number, whole_line in enumerate(text.split("\n"), 1):
        line = whole_line.strip(" \t\f\v")
        if not line:
            continue
        is_comment = line.startswith("#")
        keyword, string = ("", "") if is_comment else _parse(line, Place(file, number))
        begins_anew = is_comment or keyword in _ORDER[:-1]
        if draft.is_whole and begins_anew:
            yield draft
            draft = _EntryDraft()
        if is_comment:
            draft.fuzzy |= line.startswith("#,") and "fuzzy" in line
        else:
            draft.add(keyword, string, Place(file, number))
    if draft.parts:
        yield draft


def _parse(line: str, place: Place) -> tuple[str, str]:
    """The keyword of a line, empty where it only goes on with the last one, and its string."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise SourceError(
            "This is no line of a gettext catalogue.", 'Write it as: msgstr "words"', place
        )
    keyword = match["keyword"] or ""
    if keyword == "msgid_plural" or keyword.startswith("msgstr["):
        raise SourceError(
            "No word of the interface has a plural.", "Write one msgid and one msgstr.", place
        )
    if keyword and keyword not in _ORDER:
        raise SourceError(
            f"“{keyword}” is no word of gettext.", f"Write {', '.join(_ORDER)}.", place
        )
    for escape in _ESCAPE.findall(match["string"]):
        if escape not in _ESCAPES:
            raise SourceError(
                f"“\\{escape}” means nothing here.",
                'Write \\\\ for a backslash, \\" for a quote.',
                place,
            )
    return keyword, _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], match["string"])
