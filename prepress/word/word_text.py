"""Word text: the XML of a Word document's text, and what its names stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from prepress.import_word.wordml import W

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile


@dataclass(frozen=True)
class WordText:
    """The `document`, its `footnotes`, `styles` and `numbering`, None for those that it has not,
    the addresses of links by their relations, and the `comments`.
    """

    document: etree._Element
    footnotes: etree._Element | None = None
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    comments: etree._Element | None = None
    document_links: dict[str, str] | None = None
    footnote_links: dict[str, str] | None = None

    @classmethod
    def of(cls, word: WordFile) -> WordText:
        """The text of a Word file. Raises SourceError where a part of it is broken."""
        main = word.main
        notes = next(iter(word.related_parts(main, "footnotes")), "")
        document = word.tree(main)
        assert document is not None, "it was looked for when the file was read"

        def part(kind: str) -> etree._Element | None:
            return next((word.tree(name) for name in word.related_parts(main, kind)), None)

        return cls(
            document,
            word.tree(notes) if notes else None,
            part("styles"),
            part("numbering"),
            part("comments"),
            _links(word, main),
            _links(word, notes) if notes else None,
        )

    @cached_property
    def style_names(self) -> dict[str, str]:
        """The names of the styles in small letters, by their ids; the built-in ones are English."""
        names = {}
        for style in self.styles.iter(f"{W}style") if self.styles is not None else ():
            name = style.find(f"{W}name")
            names[style.get(f"{W}styleId", "")] = _value(name).lower()
        return names

    @cached_property
    def list_formats(self) -> dict[tuple[str, str], str]:
        """How items count, by the number of their list and how deep they are: `bullet`, `decimal`
        and so on.
        """
        if self.numbering is None:
            return {}
        forms = {
            form.get(f"{W}abstractNumId", ""): {
                level.get(f"{W}ilvl", ""): _value(level.find(f"{W}numFmt"))
                for level in form.iter(f"{W}lvl")
            }
            for form in self.numbering.iter(f"{W}abstractNum")
        }
        return {
            (number.get(f"{W}numId", ""), depth): kind
            for number in self.numbering.iter(f"{W}num")
            for depth, kind in forms.get(_value(number.find(f"{W}abstractNumId")), {}).items()
        }

    @cached_property
    def numbered_styles(self) -> dict[str, tuple[str, str]]:
        """The list and depth of the styles that are items by themselves, by their ids."""
        found = {}
        for style in self.styles.iter(f"{W}style") if self.styles is not None else ():
            numbering = style.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                found[style.get(f"{W}styleId", "")] = list_place(numbering)
        return found


def list_place(numbering: etree._Element) -> tuple[str, str]:
    """The number of the list of an item, and how deep it is."""
    return _value(numbering.find(f"{W}numId")), _value(numbering.find(f"{W}ilvl")) or "0"


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _links(word: WordFile, part: str) -> dict[str, str]:
    relations = word.relations(part)
    return {each.id: each.target for each in relations if each.kind == "hyperlink"}
