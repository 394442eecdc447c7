"""Conversion: a chapter's Markdown as HTML, with all that is to be mended in either before anybody
else reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markdown import Extension

from prepress.galley.markup.author_remarks import without_remarks
from prepress.galley.markup.callouts import MisplacedFence, translate_callouts
from prepress.galley.markup.foreign.translation import translate_blocks
from prepress.galley.markup.formula_marks import put_back_formulas, take_out_formulas
from prepress.galley.markup.html_blocks import divide_markdown, shown_comment
from prepress.galley.markup.normal_form import normal_form
from prepress.galley.markup.obsolete_elements import modern_elements
from prepress.galley.markup.parser import markdown_for
from prepress.galley.markup.sanitising import CONTROLS, shown_references
from prepress.galley.markup.typography import straighten_attributes
from prepress.galley.markup.unclosed_tags import shown_tags


@dataclass(frozen=True)
class Conversion:
    """The HTML of a text, not yet safe, and the fences of callouts in it that are wrong."""

    html: str
    misplaced_fences: tuple[MisplacedFence, ...]


def convert(text: str, lang: str, links: Mapping[str, str], *more: Extension) -> Conversion:
    """Convert `text`. `links` maps the folded words of headings to links to them; `more` extensions
    read behind the parser's own.

    Raises RecursionError where the text is nested too deeply.
    """
    taken = take_out_formulas(CONTROLS.sub("", text))
    plain = straighten_attributes(shown_comment(without_remarks(taken.text)))
    blocks = translate_blocks(plain)
    fenced = translate_callouts(blocks.text)
    markdown = markdown_for(lang, *more)
    markdown.references.update({words: (target, "") for words, target in links.items()})
    html = CONTROLS.sub("", markdown.convert(normal_form(divide_markdown(fenced.text))))
    misplaced = (
        replace(each, line=taken.written_line(blocks.numbers[each.line]))
        for each in fenced.misplaced
    )
    shown = shown_tags(shown_references(put_back_formulas(html, taken.formulas)))
    return Conversion(modern_elements(shown), tuple(misplaced))
