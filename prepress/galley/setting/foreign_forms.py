"""Foreign forms: what another tool would draw, run, embed or keep for another format, and what is
set here in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.markup.author_remarks import remarks
from prepress.galley.markup.foreign.myst import NOT_MADE, is_directive
from prepress.galley.markup.raw_code import INLINE, format_of, is_html
from prepress.galley.markup.shown_code import DIAGRAMS, cell_of
from prepress.galley.markup.wiki_links import embedded_pages
from prepress.text.code_spans import code_spans
from prepress.text.fences import Fence, opening_of

if TYPE_CHECKING:
    from prepress.galley.source_map.source_map import SourceMap
    from prepress.manuscript.manuscript import Chapter

_FENCE = re.compile(r"^[^\n]*(?:`{3}|~{3})", re.MULTILINE)
_LANGUAGE = re.compile(r"\{?\s*\.?(?P<name>[\w-]+)")


@dataclass(frozen=True)
class _WrittenFence:
    """A code fence: the number of its line, from 0, the words behind its mark, and its code."""

    line: int
    info: str
    code: list[str] = field(default_factory=list)


def foreign_forms(source: SourceMap) -> list[Finding]:
    """One finding for each such form of a chapter; a text that has none is soon done with."""
    chapter = source.chapter
    text = chapter.text
    findings: list[Finding] = []
    if _FENCE.search(text):
        findings += _in_fences(chapter)
    if "{=" in text:
        findings += _raw_in_lines(chapter)
    if "![[" in text:
        findings += _embedded(chapter)
    findings += _changes(chapter)
    return findings


def _in_fences(chapter: Chapter) -> Iterator[Finding]:
    for fence in _fences(chapter.text):
        place = Place(chapter.file, chapter.first_line + fence.line)
        name = format_of(fence.info)
        language = _LANGUAGE.match(fence.info.strip())
        cell = cell_of(fence.info, fence.code)
        if name:
            yield from [] if is_html(name) else [_left_out(place, name)]
        elif language and language["name"].lower() in DIAGRAMS:
            yield _diagram(place, language["name"])
        elif cell and cell.has_result and not is_directive(fence.info):
            yield _not_run(place, cell.language, is_shown=cell.is_shown)


def _fences(text: str) -> list[_WrittenFence]:
    fences: list[_WrittenFence] = []
    fence = Fence()
    for number, line in enumerate(text.split("\n")):
        before, fence = fence.before(line), fence.after(line)
        opening = opening_of(line.expandtabs(4)) if fence.mark and not before.mark else None
        if opening:
            fences.append(_WrittenFence(number, opening["info"]))
        elif before.mark and fence.mark:
            fences[-1].code.append(line.lstrip(" >"))
    return fences


def _raw_in_lines(chapter: Chapter) -> Iterator[Finding]:
    text = chapter.text
    code = code_spans(text)
    for found in INLINE.finditer(text):
        # The span itself is code; it is no text where a fence or the like has it.
        if not is_html(found["format"]) and code.begin_of(found.start()) == found.start():
            yield _left_out(_place(chapter, found.start()), found["format"])


def _embedded(chapter: Chapter) -> Iterator[Finding]:
    code = code_spans(chapter.text)
    for at, page in embedded_pages(chapter.text):
        if not code.has(at):
            yield Finding(
                "S-024",
                _place(chapter, at),
                f"“![[{page}]]” would show another page here; it is set as a link to it.",
                "Copy the words that you want to show, or take the ! away if a link will do.",
            )


def _changes(chapter: Chapter) -> Iterator[Finding]:
    for remark in remarks(chapter.text):
        if remark.is_change:
            written = " ".join(chapter.text[remark.start : remark.end].split())
            quoted = written if len(written) <= 40 else f"{written[:39]}…"
            yield Finding(
                "S-023",
                _place(chapter, remark.start),
                f"“{quoted}” is a suggested change or remark; it is set as if you had accepted it.",
                "Accept or reject it in your text, or write \\{ if you mean the brace itself.",
            )


def _place(chapter: Chapter, at: int) -> Place:
    return Place(chapter.file, chapter.first_line + chapter.text.count("\n", 0, at))


def _left_out(place: Place, name: str) -> Finding:
    what = f"What is written for {name} alone is left out."
    return Finding("S-022", place, what, "Write it in Markdown or as {=html}, or delete it.")


def _diagram(place: Place, language: str) -> Finding:
    what = f"This diagram in {language} is not drawn: its code is set."
    hint = "Save the drawing as a file and write ![What it shows](images/drawing.svg)."
    return Finding("S-020", place, what, hint)


def _not_run(place: Place, language: str, *, is_shown: bool) -> Finding:
    if language in NOT_MADE:
        what = f"The directive “{language}” is not carried out: its own lines are set as code."
        return Finding("S-021", place, what, "Write what it would show, or delete it.")
    seen = "only the code itself is set" if is_shown else "nothing of it is set"
    what = f"This cell of {language} is not run: {seen}, without what would come out."
    hint = f"Put in what comes out, and write ```{language} for code that is only shown."
    return Finding("S-021", place, what, hint)
