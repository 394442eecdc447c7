"""Part headings: what stands above the parts and appendices of a book beside their titles, such as
“Part One” or “Appendix A”, where their author has not written it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.manuscript.roles import CHAPTER, PART
from prepress.text.xhtml import HEADINGS, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

APPENDIX = "appendix"
#: The class of what is added to a heading, and the attribute with all that the heading then says.
LABEL, WHOLE = "part-label", "data-label"
#: The attribute with the letter of an appendix whose sections are numbered, until all that refers
#: to it is set; and the key of the words for such a one.
LETTER, APPENDIX_WORD = "data-letter", "appendix_letter"
#: How many parts have words of their own in the catalogues.
_MOST_WORDS = 12
_LETTERS = {"ar": "أبجدهوزحطيكلمنسعفصقرشت"}
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Numbers as authors write them.
_NUMBERED = re.compile(
    r"(?:part|book|teil|parte|partie|phần|appendix|anhang|apéndice|annexe|anexo|phụ lục)"
    r"\s+(?:\d+|[ivxlc]+|[a-z])\b|第.{1,4}[部编編篇]|附[录錄]|(?:الجزء|القسم|الملحق)\s",
    re.IGNORECASE,
)
_BARE_APPENDIX = re.compile(
    r"(?:appendix|anhang|apéndice|annexe|phụ lục|附录|附錄|ملحق)\W*\Z", re.IGNORECASE
)


def open_parts(drafts: Sequence[Draft], words: Words) -> None:
    """Give parts and appendices without a heading one that says which they are."""
    for draft, label in _labels(drafts, words):
        if _heading_of(draft) is None:
            heading = etree.Element("h1")
            heading.text, heading.tail = label, f"\n{draft.tree.text or ''}"
            draft.tree.text = None
            draft.tree.insert(0, heading)


def label_parts(drafts: Sequence[Draft], words: Words) -> None:
    """Say above the title of each part and appendix which one it is, where its author does not, nor
    calls it `unnumbered`.
    """
    for draft, label in _labels(drafts, words):
        heading = _heading_of(draft)
        if heading is None:
            continue
        title = plain_text(heading)
        if says_which(title, words) or title == label:
            continue
        span = etree.Element("span", {"class": LABEL})
        if words.foreign:
            span.attrib.update({"lang": words.lang, "dir": words.dir})
        span.text, span.tail, heading.text = label, f" {(heading.text or '').lstrip()}", None
        heading.insert(0, span)
        heading.set(WHOLE, f"{words.fill('numbered_caption', label=label)} {title}")


def says_which(title: str, words: Words) -> bool:
    """Whether a title says already which part or appendix it stands above."""
    if _NUMBERED.match(title) or _BARE_APPENDIX.match(title):
        return True
    known = {words[f"part_{number}"] for number in range(1, _MOST_WORDS + 1)}
    return any(title.casefold().startswith(each.casefold()) for each in known)


def _labels(drafts: Sequence[Draft], words: Words) -> list[tuple[Draft, str]]:
    """The parts and appendices that are numbered, each with the words for its number."""
    parts = [draft for draft in drafts if _is_numbered(draft, PART)]
    appendices = appendix_letters(drafts, words.lang)
    alone = len(appendices) == 1
    return [
        *((draft, _part(number, words)) for number, draft in enumerate(parts, 1)),
        *((draft, _appendix(draft, letter, words, alone=alone)) for draft, letter in appendices),
    ]


def appendix_letters(drafts: Sequence[Draft], lang: str) -> list[tuple[Draft, str]]:
    """The appendices that are numbered, each with its letter."""
    appendices = [draft for draft in drafts if _is_numbered(draft, APPENDIX)]
    return [(draft, _letter(at, lang)) for at, draft in enumerate(appendices)]


def _is_numbered(draft: Draft, role: str) -> bool:
    heading = _heading_of(draft)
    classes = "" if heading is None else heading.get("class", "")
    return draft.chapter.role == role and "unnumbered" not in classes.split()


def _part(number: int, words: Words) -> str:
    if number <= _MOST_WORDS:
        return words[f"part_{number}"]
    return words.fill("part_number", number=str(number))


def _appendix(draft: Draft, letter: str, words: Words, *, alone: bool) -> str:
    heading = _heading_of(draft)
    if alone and (heading is None or LETTER not in heading.attrib):
        return words["appendix"]
    return words.fill(APPENDIX_WORD, letter=letter)


def _letter(at: int, lang: str) -> str:
    letters = _LETTERS.get(lang.partition("-")[0], _LATIN)
    return letters[at] if at < len(letters) else str(at + 1)


def _heading_of(draft: Draft) -> etree._Element | None:
    """The heading that the part is called after, if there is one before its words."""
    headings = (each for each in draft.elements(*HEADINGS) if not is_callout_title(each))
    return next((each for each in headings if plain_text(each)), None)


def role_title(draft: Draft, words: Words) -> str:
    """What a part of a book without a heading is called, by its role; empty where that says
    nothing.
    """
    role = draft.chapter.role
    if role in ("", CHAPTER, PART, APPENDIX):
        return ""
    return words[_WORDS_OF_ROLES.get(role, role)]


#: The words of roles whose names are not those of the catalogues.
_WORDS_OF_ROLES = {
    "halftitlepage": "title_page",
    "titlepage": "title_page",
    "copyright-page": "copyright_page",
    "toc": "contents",
    "loi": "list_of_figures",
    "lot": "list_of_tables",
}
