"""The first heading of a text: what it says, and the text without it where it is the title."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.text.fences import outside_verbatim

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

_ATX = re.compile(
    r" {0,3}(?P<signs>#{1,6})(?:[ \t]++(?P<words>(?:[^ \t]++(?:[ \t]++[^ \t]++)*?)??))?"
    r"(?:[ \t]++#++)?[ \t]*+$"
)
_SETEXT = re.compile(r" {0,3}(?P<sign>=+|-{2,})[ \t]*$")
_RAW = re.compile(
    r"[ \t]*<h(?P<level>[1-6])\b(?P<attributes>[^<>]*)>(?P<words>.*?)</h(?P=level)>[ \t]*$",
    re.IGNORECASE | re.DOTALL,
)
#: What cannot be the words of a heading whose line of signs stands below it.
_NO_WORDS = re.compile(r"[ \t]*$|[ \t]{4,}|[ \t]*(?:[-*+>|#<:]|\d+[.)][ \t]|!!!|\$\$)")
_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*\{:?[ \t]*(?P<list>[#.][^{}]*|-|[\w-]+=[^{}]*)\}[ \t]*$")
_ID = re.compile(r"#(?P<id>[^\s}]+)|\bid[ \t]*=[ \t]*[\"']?(?P<value>[^\s\"'}>]+)")
#: What would be lost with the heading: pictures, links, notes, other people's anchors.
_HOLDS_MORE = re.compile(
    r"!?\[[^\]]*\][(\[]|\[\^|\^\[|<(?:img|a|svg|picture)\b|<https?:|https?://", re.I
)
_RAW_LINES = 16
#: Pictures with links at the end of a heading, as READMEs have them.
_BADGES = re.compile(r"(?<=\S)(?:\s+\[!\[[^\]]*\]\([^()\s]*\)\]\([^()\s]*\))+\s*$")
#: Comments, and the addresses of links elsewhere.
_NOT_READ = re.compile(r"<!--.*?-->|^[ ]{0,3}\[[^\]]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)
#: What a picture shows, in Markdown or HTML.
_SHOWN = re.compile(
    r"!\[(?P<words>[^\]]*)\]\(|<img\b[^<>]*\balt=\"(?P<alt>[^\"]*)\"", re.IGNORECASE
)

#: What stands in front of a book and is not its name.
_OPENINGS = frozenset(
    """
    abstract|about|about this book|acknowledgements|acknowledgments|contents|dedication|foreword|
    getting started|home|index|introduction|overview|preface|prologue|readme|start here|summary|
    table of contents|welcome|introducción|prólogo|prefacio|índice|resumen|bienvenida|avant-propos|
    préface|introduction|sommaire|table des matières|remerciements|einleitung|einführung|vorwort|
    inhalt|inhaltsverzeichnis|überblick|zusammenfassung|introduzione|prefazione|introdução|
    prefácio|inleiding|voorwoord|inledning|förord|giới thiệu|lời nói đầu|mục lục|مقدمة|المقدمة|
    前言|引言|简介|簡介|目录|目錄|введение|предисловие
    """.replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip


@dataclass(frozen=True)
class FirstHeading:
    """The first heading of a chapter: its plain `words`, its `level`, and its lines in the text,
    `first` to `last`, counted from 0.

    `anchor` is the id that its author gave it. Only one that is `bare` says nothing but its words
    and the `badges` behind them, which are pictures with links.
    """

    words: str
    level: int
    first: int
    last: int
    anchor: str = ""
    bare: bool = True
    badges: str = ""

    @property
    def is_opening(self) -> bool:
        """Whether it names what stands in front of books, such as a preface, and no book."""
        return loosely(self.words) in _OPENINGS


def first_heading(text: str) -> FirstHeading | None:
    """The first heading of `text` that has words, in whatever way it is written; None where there
    is none.
    """
    lines = text.split("\n")
    before = ""
    found: FirstHeading | None
    for number, (line, is_text) in enumerate(outside_verbatim(lines)):
        if not is_text:
            before = ""
            continue
        if atx := _ATX.match(line):
            found = _heading(atx["words"] or "", len(atx["signs"]), number, number)
        elif (setext := _SETEXT.match(line)) and not _NO_WORDS.match(before):
            found = _heading(before, 1 if setext["sign"][0] == "=" else 2, number - 1, number)
        else:
            found = _raw_heading(lines, number)
        if found and found.words:
            return found
        # Only a line alone is a heading here: of a paragraph of several, all lines would be.
        before = line if number == 0 or not lines[number - 1].strip() else ""
    return None


def _raw_heading(lines: list[str], number: int) -> FirstHeading | None:
    """The heading of raw HTML that begins on the line `number`."""
    if not re.match(r"[ \t]*<h[1-6]\b", lines[number], re.IGNORECASE):
        return None
    for last in range(number, min(number + _RAW_LINES, len(lines))):
        if found := _RAW.match("\n".join(lines[number : last + 1])):
            heading = _heading(found["words"], int(found["level"]), number, last)
            anchor = _ID.search(found["attributes"])
            return replace(heading, anchor=(anchor["value"] or "") if anchor else "")
    return None


def _heading(written: str, level: int, first: int, last: int) -> FirstHeading:
    """A heading that is `written` so, with attributes behind its words."""
    attributes = _ATTRIBUTES.search(written)
    anchor = _ID.search(attributes["list"]) if attributes else None
    words = written[: attributes.start()] if attributes else written
    badges = _BADGES.search(words) if first == last else None
    if badges:
        words = words[: badges.start()]
    return FirstHeading(
        words=plain_words(words) or _words_of_picture(words),
        level=level,
        first=first,
        last=last,
        anchor=(anchor["id"] or anchor["value"]) if anchor else "",
        bare=not _HOLDS_MORE.search(words),
        badges=badges[0].strip() if badges else "",
    )


def _words_of_picture(written: str) -> str:
    """What the first picture of a heading without words shows."""
    found = _SHOWN.search(written)
    return plain_words(found["words"] or found["alt"] or "") if found else ""


def has_words_before(text: str, heading: FirstHeading) -> bool:
    """Whether a reader has something to read above the `heading`, which is no title then."""
    lines = outside_verbatim(text.split("\n")[: heading.first])
    above = _NOT_READ.sub("", "\n".join(line for line, is_text in lines if is_text))
    return bool(re.search(r"[^\W_]{2}", plain_words(above)))


def plain_words(written: str) -> str:
    """The words of Markdown in one line, without its marks."""
    parts = re.split(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", written)
    parts[::3] = map(_plain, parts[::3])
    parts[1::3] = [""] * len(parts[1::3])  # the marks of code
    return " ".join("".join(parts).split())


def _plain(text: str) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\ue000{len(kept) - 1}\ue001"

    text = re.sub(r"\\([!-/:-@\[-`{-~])", keep, text)
    text = re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|\[\^[^\]]*\]|\^\[[^\]]*\]", "", text)
    text = re.sub(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])", "", text)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\]|\{[^}]*\})", r"\1", text)
    text = re.sub(r"(\*{1,3}|~~|==)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = html.unescape(text)
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)


def loosely(words: str) -> str:
    """`words` as they are compared: without case, marks and signs."""
    return " ".join(re.findall(r"[^\W_]+", plain_words(words).casefold())) or words.casefold()


def without_heading(chapter: Chapter, heading: FirstHeading) -> Chapter:
    """`chapter` with empty lines in place of its first `heading`, whose links lead to its top; its
    badges stay.
    """
    lines = chapter.text.split("\n")
    empty = [""] * (heading.last - heading.first)
    lines[heading.first : heading.last + 1] = [heading.badges, *empty]
    title = (heading.anchor, heading.words)
    return replace(chapter, text="\n".join(lines), title_heading=title)


def is_alone_on_its_level(chapter: Chapter, heading: FirstHeading) -> bool:
    """Whether no other heading of the chapter is as high as its first."""
    below = "\n".join(chapter.text.split("\n")[heading.last + 1 :])
    for line, is_text in outside_verbatim(below.split("\n")):
        found = _ATX.match(line) if is_text else None
        if found and len(found["signs"]) <= heading.level:
            return False
    return True
