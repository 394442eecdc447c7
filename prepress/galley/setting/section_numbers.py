"""Section numbers: the numbers of chapters and sections where the author asks for them in the
metadata, as in Pandoc and Quarto, and which chapter has which number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.part_headings import LETTER, appendix_letters
from prepress.text.xhtml import HEADINGS, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: The class of a number that stands before a heading's words; `numeral` is that of those that their
#: author asks for one by one, which layouts may set in the margin.
NUMBER = "section-number"
_UNNUMBERED = "unnumbered"
#: Files that hold no chapter of the text, where nothing else says what they are.
_NO_CHAPTERS = frozenset(
    {"acknowledgments", "acknowledgements", "bibliography", "colophon", "contributors"}
    | {"dedication", "epigraph", "foreword", "glossary", "index", "preface", "references"}
)


def number_sections(drafts: Sequence[Draft], lang: str) -> None:
    """Number the chapters of a book, and in them the sections: 4, 4.1, 4.1.2; those of its
    appendices, which say themselves which they are, in the letters of `lang`: A.1.

    A heading of the class `unnumbered` has no number, and nothing below it; nor have parts of a
    book that are no chapters, such as its preface.
    """
    chapter = 0
    letters = {draft.id: letter for draft, letter in appendix_letters(drafts, lang)}
    for draft in drafts:
        title = title_heading(draft) if len(drafts) > 1 else None
        if title is None:
            if len(drafts) == 1:
                _number_below(_headings(draft), "", _highest(draft))
            continue
        letter = letters.get(draft.id)
        if letter is None and (_is_unnumbered(title) or not _is_chapter(draft)):
            continue
        if letter is not None:
            title.set(LETTER, letter)
        else:
            chapter += 1
            _put_before(title, str(chapter))
        below = [each for each in _headings(draft) if each is not title]
        _number_below(below, f"{letter or chapter}.", _level(title) + 1)


def title_heading(draft: Draft) -> etree._Element | None:
    """The heading that the chapter is called after: the first, where no words stand before it."""
    first = next(_headings(draft), None)
    return first if first is not None and first is draft.tree[0] else None


def number_of(heading: etree._Element) -> str:
    """The number that stands before a heading's words, without a point behind it; empty where there
    is none.
    """
    for child in heading:
        if child.get("class") in ("numeral", NUMBER):
            return (child.text or "").rstrip(".")
    return ""


def _number_below(headings: Iterable[etree._Element], before: str, top: int) -> None:
    counts: list[int] = []
    skipped = 7
    for heading in headings:
        level = _level(heading)
        if level > skipped:
            continue
        skipped = 7
        if _is_unnumbered(heading):
            skipped = level
            continue
        depth = max(1, level - top + 1)
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[-1] += 1
        _put_before(heading, before + ".".join(map(str, counts)))


def _headings(draft: Draft) -> Iterator[etree._Element]:
    return (
        each
        for each in draft.elements(*HEADINGS)
        if not is_callout_title(each) and plain_text(each)
    )


def _highest(draft: Draft) -> int:
    return min(map(_level, _headings(draft)), default=1)


def _level(heading: etree._Element) -> int:
    return int(heading.tag[1])


def _is_unnumbered(heading: etree._Element) -> bool:
    return _UNNUMBERED in (heading.get("class") or "").split()


def _is_chapter(draft: Draft) -> bool:
    role = draft.chapter.role
    if role:
        return bool(role == "chapter")
    name = PurePosixPath(draft.chapter.file).stem.casefold().lstrip("0123456789-_. ")
    return name not in _NO_CHAPTERS


def _put_before(heading: etree._Element, number: str) -> None:
    span = etree.Element("span", {"class": NUMBER})
    span.text, span.tail = number, f" {(heading.text or '').lstrip()}"
    heading.text = None
    heading.insert(0, span)
