"""Inline notes: Pandoc's `^[words]`, a note that is written where it is called; and the order of
all notes, which is that of their calls.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

#: What opens a note, with a mark of its place in the source in it; what is passed over; brackets.
_TOKEN = re.compile(
    r"\\.|(?<!`)(?P<run>`+)(?!`)(?:(?!(?P=run)).)+(?P=run)(?!`)"
    r"|\[\^(?P<label>[^\]\[\s]+)\]|(?P<note>\^(?P<mark>[\U000f0000-\U0010fffd]?)\[)|(?P<bracket>[\[\]])",
    re.DOTALL,
)
#: Words that would begin a list, a heading or a quote where they begin a block.
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)]\s)|\A(?=[-+*#>:|=~])")
_PREFIX = "inline-"


class InlineNotes(Treeprocessor):
    """Makes a called note of each inline one, before the notes are set."""

    def __init__(self, md: Markdown, footnotes: FootnoteExtension) -> None:
        super().__init__(md)
        self._footnotes = footnotes

    def run(self, root: ET.Element) -> None:
        """Called when the blocks are read and what is inline is not."""
        labels = (f"{_PREFIX}{number}" for number in itertools.count(1))
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = self._with_calls(element.text, labels)
            if element.tail:
                element.tail = self._with_calls(element.tail, labels)
        for label, text in list(self._footnotes.footnotes.items()):
            if not label.startswith(_PREFIX):
                self._footnotes.footnotes[label] = self._with_calls(text, labels)
        self._put_in_order(root)

    def _put_in_order(self, root: ET.Element) -> None:
        """Put the notes in the order in which the text calls them, and the notes then each other;
        Python-Markdown numbers them as they are defined.
        """
        notes = self._footnotes.footnotes
        called: dict[str, None] = {}
        for element in root.iter():
            for text in (element.text, element.tail):
                if text and not isinstance(text, AtomicString):
                    called |= dict.fromkeys(_labels(text))
        waiting = [label for label in called if label in notes]
        for label in waiting:
            more = [each for each in _labels(notes[label]) if each in notes and each not in called]
            called |= dict.fromkeys(more)
            waiting += more
        for label in [*waiting, *(each for each in notes if each not in called)]:
            notes.move_to_end(label)

    def _with_calls(self, text: str, labels: Iterator[str]) -> str:
        """`text` with calls in the places of its notes, which are noted down."""
        parts: list[str] = []
        done = 0
        for note in _notes(text):
            words = " ".join(text[note.begin : note.end].split())
            if note.start >= done and words:
                label = next(labels)
                inner = self._with_calls(words, labels)
                self._footnotes.setFootnote(label, _BLOCK.sub(_escaped, inner, count=1))
                parts += [text[done : note.start], note.mark, f"[^{label}]"]
                done = note.end + 1
        return "".join([*parts, text[done:]])


def _labels(text: str) -> list[str]:
    """The labels of the notes that `text` calls, in their order."""
    if "[^" not in text:
        return []
    return [found["label"] for found in _TOKEN.finditer(text) if found["label"]]


def _escaped(found: re.Match[str]) -> str:
    return f"{found['number'] or ''}\\" if found.start() == 0 else found[0]


@dataclass(frozen=True)
class _Note:
    """A note with the `mark` of its place: where it starts, and its words begin and end."""

    start: int
    begin: int
    end: int
    mark: str


def _notes(text: str) -> list[_Note]:
    """The notes of `text` that are closed, in the order of their beginnings."""
    if "^" not in text:
        return []
    notes: list[_Note] = []
    opened: list[re.Match[str]] = []
    for found in _TOKEN.finditer(text):
        if found["note"] or found["bracket"] == "[":
            opened.append(found)
        elif found["bracket"] and opened:
            begin = opened.pop()
            if begin["note"]:
                notes.append(_Note(begin.start(), begin.end(), found.start(), begin["mark"]))
    return sorted(notes, key=lambda note: note.start)
