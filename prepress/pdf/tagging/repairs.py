"""Repairs: the PDF's structure tree brought to what PDF/UA-1 and PDF/A-2a ask for, before the file
is written.

WeasyPrint tags a document, but its tree fails both standards. Each fault has its own repair, in the
module named for what it mends; `REPAIRS` lists them in the order in which they must run. They work
on a plain tree of nodes that is read from the PDF and written back to it once, inside WeasyPrint's
public `finisher`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prepress.pdf.engine.tag_sources import recorded_sources
from prepress.pdf.engine.to_unicode import true_letters
from prepress.pdf.tagging.artifacts import (
    drop_leaders,
    drop_ornaments,
    drop_repeated_heads,
    mark_page_furniture,
)
from prepress.pdf.tagging.conformance import claim, render_options
from prepress.pdf.tagging.continuation import join_split_elements
from prepress.pdf.tagging.field_tags import make_fields
from prepress.pdf.tagging.figure_tags import describe_figures, place_figures
from prepress.pdf.tagging.footnote_tags import seat_notes
from prepress.pdf.tagging.formula_tags import name_formulas
from prepress.pdf.tagging.link_tags import gather_link_lines, name_links
from prepress.pdf.tagging.list_tags import build_list_items
from prepress.pdf.tagging.pruning import prune
from prepress.pdf.tagging.table_tags import scope_headers
from prepress.pdf.tagging.text_tags import name_blanks, name_character_boxes, remap_hyphens
from prepress.pdf.tagging.tree import TagTree
from prepress.pdf.tagging.tree_reader import read_tree
from prepress.pdf.tagging.tree_writer import write_tree
from prepress.pdf.tagging.types import mark_languages, name_types, unnest_headings
from prepress.pdf.viewing import label_pages, say_direction

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

Repair = Callable[[TagTree], None]

REPAIRS: tuple[Repair, ...] = (
    mark_page_furniture,
    drop_leaders,
    drop_ornaments,
    drop_repeated_heads,
    describe_figures,
    gather_link_lines,
    name_types,
    unnest_headings,
    mark_languages,
    make_fields,
    seat_notes,
    join_split_elements,
    name_links,
    build_list_items,
    scope_headers,
    place_figures,
    name_formulas,
    prune,
    name_character_boxes,
    name_blanks,
    remap_hyphens,
)


def write_tagged(
    document: Document,
    conformance: frozenset[str],
    repairs: Sequence[Repair] = REPAIRS,
    field_font: Callable[[], bytes] | None = None,
) -> bytes:
    """The PDF of `document`, which was rendered with `render_options(conformance)`; same document,
    same bytes.

    `conformance` holds `ua1`, or `ua1` and `2a`. With `field_font`, which gives a font's file, what
    the author made fields can be filled in.
    """

    def finish(finished: Document, pdf: pydyf.PDF) -> None:
        tree = read_tree(finished, pdf, sources)
        tree.field_font = field_font
        for repair in repairs:
            repair(tree)
        write_tree(tree)
        letters.write(pdf)
        claim(conformance, finished, pdf)
        say_direction(pdf, finished)
        label_pages(pdf, finished)

    with recorded_sources() as sources, true_letters() as letters:
        data: bytes = document.write_pdf(finisher=finish, **render_options(conformance))
    return data
