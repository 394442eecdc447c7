"""Markup: a chapter's Markdown as safe, well-formed XHTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.galley.markup.attributes import AT_THE_END
from prepress.galley.markup.callouts import translate_callouts
from prepress.galley.markup.html_blocks import divide_markdown, shown_comment
from prepress.galley.markup.normal_form import normal_form
from prepress.galley.markup.notes import unmatched_notes
from prepress.galley.markup.parser import markdown_for
from prepress.galley.markup.sanitising import CONTROLS, TooDeepError, sanitise, shown_references
from prepress.galley.markup.sanitising_report import sanitising_findings
from prepress.galley.markup.source_lines import SourceLines
from prepress.galley.markup.typography import straighten_attributes
from prepress.manuscript.reading import Chapter
from prepress.text.fences import outside_verbatim

__all__ = ["Markup", "heading_targets", "links_from", "to_markup"]

_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.+?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")


@dataclass(frozen=True)
class Markup:
    """A chapter as a well-formed XHTML fragment, and what was found while reading it."""

    html: str
    findings: tuple[Finding, ...]


def to_markup(chapter: Chapter, lang: str, headings: Mapping[str, str]) -> Markup:
    """Read the chapter's Markdown. `headings` maps a heading's folded words to the link to it, as
    `links_from` does.

    Raises SourceError where the text is nested more deeply than can be read.
    """
    lines = SourceLines(chapter)
    findings = _controls(chapter)
    text = straighten_attributes(shown_comment(CONTROLS.sub("", chapter.text)))
    fenced = translate_callouts(text, chapter, lines)
    findings += fenced.findings
    findings += unmatched_notes(chapter.text, lines)
    try:
        html = shown_references(
            _converted(normal_form(divide_markdown(fenced.text)), lang, headings)
        )
        clean = sanitise(html)
    except (RecursionError, TooDeepError) as error:
        what = "Quotes, lists or boxes are nested too deeply to be read."
        raise SourceError(what, "Take some of the levels out.", Place(chapter.file)) from error
    findings += sanitising_findings(html, lines)
    return Markup(clean, tuple(findings))


def heading_targets(chapters: Sequence[Chapter]) -> dict[str, tuple[str, str]]:
    """Where `[Words of a heading][]` leads: the folded words of every heading of the book, each
    with its file and id.

    The first of several headings with the same words wins, as in Pandoc.
    """
    targets: dict[str, tuple[str, str]] = {}
    for chapter in chapters:
        previous = ""
        for line, outside in outside_verbatim(chapter.text.split("\n")):
            found = _ATX.match(line) if outside else None
            words = found["words"] if found else previous if outside and _SETEXT.match(line) else ""
            words, anchor = _words_and_anchor(words)
            if words:
                targets.setdefault(" ".join(words.lower().split()), (chapter.file, anchor or words))
            previous = line.strip() if outside else ""
    return targets


def links_from(chapter: Chapter, targets: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The `targets` that `heading_targets` has found, each as a link in `chapter` is written."""
    folder = dirname(chapter.file)
    paths = {file: quote(relpath(file, folder or ".")) for file, _ in targets.values()}
    return {words: f"{paths[file]}#{anchor}" for words, (file, anchor) in targets.items()}


def _words_and_anchor(heading: str) -> tuple[str, str]:
    attributes = AT_THE_END.search(heading)
    if not attributes:
        return heading, ""
    anchor = re.search(r"#(?P<id>[^\s}]+)", attributes["list"])
    return heading[: attributes.start()], anchor["id"] if anchor else ""


def _converted(text: str, lang: str, headings: Mapping[str, str]) -> str:
    markdown = markdown_for(lang)
    markdown.references.update({words: (target, "") for words, target in headings.items()})
    return CONTROLS.sub("", markdown.convert(text))


def _controls(chapter: Chapter) -> list[Finding]:
    return [
        Finding(
            "S-004",
            Place(chapter.file, number),
            f"There is a control character (U+{ord(found[0]):04X}).",
            "Delete it.",
        )
        for number, line in enumerate(chapter.text.split("\n"), chapter.first_line)
        if (found := CONTROLS.search(line))
    ]
