"""The parser: Python-Markdown with the extensions that the clinic's authors may count on."""

from __future__ import annotations

from markdown import Extension, Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from pymdownx.highlight import HighlightExtension
from pymdownx.quotes import QuotesExtension
from pymdownx.saneheaders import SaneHeadersExtension
from pymdownx.superfences import SuperFencesCodeExtension
from pymdownx.tasklist import TasklistExtension
from pymdownx.tilde import DeleteSubExtension

from prepress.galley.markup.abbreviated_words import AbbreviationExtension
from prepress.galley.markup.attributes import AttributeExtension
from prepress.galley.markup.callouts import CalloutExtension
from prepress.galley.markup.commonmark import CommonMarkExtension
from prepress.galley.markup.figures import FigureExtension
from prepress.galley.markup.foreign.lettered_lists import LetteredListExtension
from prepress.galley.markup.html_blocks import HtmlBlockExtension
from prepress.galley.markup.index_marks import IndexMarkExtension
from prepress.galley.markup.inline_forms import InlineFormExtension
from prepress.galley.markup.linear_reading import LongSmartyExtension, LongTextExtension
from prepress.galley.markup.list_spacing import ListSpacingExtension
from prepress.galley.markup.notes import NoteExtension
from prepress.galley.markup.reference_forms import ReferenceExtension
from prepress.galley.markup.table_syntax import CaptionedTableExtension
from prepress.galley.markup.typography import quotation_marks
from prepress.galley.markup.verbatim_spans import VerbatimSpanExtension


def markdown_for(lang: str, *more: Extension) -> Markdown:
    """A fresh parser for a text in `lang`, with `more` extensions behind its own; it may be used
    once.
    """
    return Markdown(extensions=[*_extensions(lang), *more], output_format="html")


def _extensions(lang: str) -> list[Extension]:
    return [
        LongTextExtension(),
        AbbreviationExtension(),
        AttributeExtension(),
        DefListExtension(),
        NoteExtension(),
        SaneListExtension(),
        LongSmartyExtension(substitutions=quotation_marks(lang)),
        CaptionedTableExtension(),
        # Without its sibling for superscripts: together they lose subscripts (pymdown-extensions
        # 13.1).
        DeleteSubExtension(),
        # Numbers of lines in the lines themselves: as a table, no reader could make sense of them.
        HighlightExtension(
            use_pygments=True, guess_lang=False, css_class="highlight", linenums_style="inline"
        ),
        SuperFencesCodeExtension(),
        QuotesExtension(callouts=True),
        SaneHeadersExtension(),
        TasklistExtension(),
        CalloutExtension(),
        FigureExtension(),
        CommonMarkExtension(),
        VerbatimSpanExtension(),
        HtmlBlockExtension(),
        InlineFormExtension(),
        ReferenceExtension(),
        IndexMarkExtension(),
        LetteredListExtension(),
        ListSpacingExtension(),
    ]
