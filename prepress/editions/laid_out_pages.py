"""Laid-out pages of PDF editions, kept in this process from when their number is asked for until
the edition is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.editions.making import EditionContext
    from prepress.editions.pdf_edition import PdfEdition
    from prepress.files.digests import Digest
    from prepress.pdf.divisions.divided_printing import DividedBook
    from prepress.pdf.divisions.early_pages import EarlyPagesFolder
    from prepress.pdf.pages import Pages, PrintContext


@dataclass(frozen=True)
class _Layout:
    """What is laid out: the `context` of a key, on the pages of an edition."""

    key: str
    edition: PdfEdition
    context: EditionContext = field(compare=False)


def laid_out(context: EditionContext, edition: PdfEdition) -> Pages:
    """The pages of `edition`, which may have been laid out in this process before."""
    lay_out = _lay_out_once if context.key else _lay_out_once.__wrapped__
    pages, inputs = lay_out(_Layout(context.key, edition, context))
    context.layouts.inputs.add(inputs)
    return pages


@lru_cache(maxsize=1)
def _lay_out_once(layout: _Layout) -> tuple[Pages, Mapping[str, Digest]]:
    from prepress.pdf.likely_fit import with_likely_fit
    from prepress.pdf.pages import lay_out_pages

    context = with_likely_fit(print_context(layout.context, layout.edition), layout.edition)
    pages = lay_out_pages(context, layout.edition)
    return pages, layout.context.layouts.inputs.digests


def divided_book(context: EditionContext, edition: PdfEdition) -> DividedBook | None:
    """The book printed in divisions, which may have been done in this process before."""
    if not edition.can_be_divided or len(context.galley.chapters) < 2:
        return None
    print_once = _print_divided_once if context.key else _print_divided_once.__wrapped__
    book, inputs = print_once(_Layout(context.key, edition, context))
    context.layouts.inputs.add(inputs)
    return book


@lru_cache(maxsize=1)
def _print_divided_once(layout: _Layout) -> tuple[DividedBook | None, Mapping[str, Digest]]:
    from prepress.pdf.divisions.divided_printing import print_divided
    from prepress.pdf.divisions.kept_divisions import KeptDivisions
    from prepress.pdf.pages import PaperText
    from prepress.pdf.printing import findings_of

    made, context = layout.context, print_context(layout.context, layout.edition)
    text = PaperText.of(context, layout.edition)
    early = _early_pages(made, layout.edition)
    book = print_divided(text, KeptDivisions(made.kept), made.jobs, made.progress, early)
    if book:
        book = replace(book, findings=book.findings + findings_of(book.remarks, context))
    return book, made.layouts.inputs.digests


def _early_pages(context: EditionContext, edition: PdfEdition) -> EarlyPagesFolder | None:
    from prepress.pdf.divisions.early_pages import EarlyPagesFolder

    if context.early is None:
        return None
    publication = context.galley.manuscript.name
    file = context.project.output / edition.file_name(publication)
    return EarlyPagesFolder(context.early / file.name, publication, edition.name, file)


def forget_pages() -> None:
    """Keep none any longer."""
    _lay_out_once.cache_clear()
    _print_divided_once.cache_clear()


def print_context(context: EditionContext, edition: PdfEdition) -> PrintContext:
    """What `edition` is printed from."""
    from prepress.pdf.pages import PrintContext

    known = edition.known_fit(context)
    return PrintContext(context.galley, context.project, context.layouts, context.words, known)
