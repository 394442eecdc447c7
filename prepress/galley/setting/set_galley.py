"""Setting a galley: the step from a manuscript to its galley."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.galley import ChapterSource, Galley, SetChapter
from prepress.galley.notices import set_notices
from prepress.galley.revision import revision_of
from prepress.galley.setting.callout_titles import head_callouts
from prepress.galley.setting.captions import captions_in
from prepress.galley.setting.chapter_markup import read_chapters
from prepress.galley.setting.citations import set_citations
from prepress.galley.setting.contents_lists import set_contents_lists
from prepress.galley.setting.cross_references import set_cross_references
from prepress.galley.setting.directions import mark_directions
from prepress.galley.setting.draft import Draft, drafts_of
from prepress.galley.setting.figure_places import place_figures
from prepress.galley.setting.filling import fill
from prepress.galley.setting.form_parts import set_form_parts
from prepress.galley.setting.headings import collect_headings, mend_levels, number_headings
from prepress.galley.setting.ids import Ids, settle_ids
from prepress.galley.setting.images import Gallery
from prepress.galley.setting.interface_words import fill_words
from prepress.galley.setting.kept_markup import NOTHING_KEPT, KeptMarkup
from prepress.galley.setting.links import resolve_links
from prepress.galley.setting.nesting import mend_nesting
from prepress.galley.setting.page_marks import settle_page_breaks
from prepress.galley.setting.part_headings import label_parts, open_parts, role_title
from prepress.galley.setting.picture_sizes import size_pictures
from prepress.galley.setting.qr_codes import judge_qr_codes
from prepress.galley.setting.raw_markup import raw_markup
from prepress.galley.setting.set_formulas import set_formulas
from prepress.galley.setting.theorems import head_theorems
from prepress.galley.setting.unit_spaces import keep_measures, keep_options
from prepress.galley.setting.valid_html.mend_html import mend_html
from prepress.manuscript.roles import parts_of_book
from prepress.text.xhtml import has_class, serialise_xhtml

if TYPE_CHECKING:
    from prepress.findings import Finding
    from prepress.galley.galley import Heading
    from prepress.layouts.words import Words
    from prepress.manuscript.manuscript import Manuscript
    from prepress.manuscript.metadata import Metadata
    from prepress.project.project import Project

#: The attributes that say something to readers.
_SAYING = ("alt", "alttext", "aria-label", "href", "start", "title", "value")


def set_galley(
    manuscript: Manuscript, project: Project, words: Words, kept: KeptMarkup = NOTHING_KEPT
) -> Galley:
    """Set the whole manuscript: ids settled, links and pictures resolved, the interface's words
    filled in. Chapters that are `kept` as they are written now are not read again.

    Raises SourceError where a chapter cannot be read as Markdown at all.
    """
    drafts, findings = _read_drafts(manuscript, kept)
    gallery = Gallery(project, manuscript.metadata.limits.most_pixels)
    texts, found = _set_text(drafts, manuscript, project, words)
    findings += found
    findings += _place_pictures(drafts, gallery, manuscript, findings)
    _finish_text(drafts, manuscript.metadata)
    text_pictures = gallery.pictures
    cover, cover_findings = gallery.cover(manuscript)
    logo, logo_findings = gallery.logo(manuscript.clinic)
    findings += [*cover_findings, *logo_findings]
    chapters = _set_chapters(drafts, manuscript, words)
    findings.sort(key=lambda finding: (finding.place.file, finding.place.line or 0, finding.code))
    pictures = tuple(dict.fromkeys([*text_pictures, *([logo] if logo else ())]))
    revision = revision_of(manuscript.metadata, texts, [*pictures, *([cover] if cover else ())])
    return Galley(
        manuscript,
        tuple(chapters),
        pictures,
        tuple(findings),
        cover,
        revision,
        logo,
        gallery.absent,
        gallery.unusable,
        set_notices(manuscript.metadata.notices),
        {chapter.id: source for chapter, source in chapters.items()},
    )


def _set_text(
    drafts: list[Draft], manuscript: Manuscript, project: Project, words: Words
) -> tuple[list[str], list[Finding]]:
    """All but the pictures; what the text says, for its revision, and what is wrong with it."""
    texts = [text for draft in drafts for text in _texts_of(draft)]
    open_parts(drafts, words)
    findings = _mend(drafts, words)
    ids = settle_ids(drafts)
    findings += ids.findings
    findings += resolve_links(drafts, ids, project, manuscript.metadata.base_url)
    findings += judge_qr_codes(drafts)
    number_headings(drafts, words.lang, all_of_them=manuscript.metadata.number_sections)
    label_parts(drafts, words)
    findings += _set_references(drafts, ids, manuscript, words)
    texts += _texts_of_sections(drafts, "sources")
    findings += _set_glossary(drafts, manuscript, words)
    findings += _set_index(drafts, manuscript, words)
    texts += _texts_of_sections(drafts, "index")
    settle_page_breaks(drafts)
    set_contents_lists(drafts, manuscript.metadata, words)
    return texts, findings


def _set_chapters(
    drafts: list[Draft], manuscript: Manuscript, words: Words
) -> dict[SetChapter, ChapterSource]:
    """The chapters of the galley, and where what they hold comes from."""
    above = parts_of_book(
        [draft.chapter.role for draft in drafts], [draft.chapter.matter for draft in drafts]
    )
    return dict(
        _set_chapter(draft, manuscript, words, drafts[part].id if part is not None else "")
        for draft, part in zip(drafts, above, strict=True)
    )


def _mend(drafts: list[Draft], words: Words) -> list[Finding]:
    findings: list[Finding] = []
    for draft in drafts:
        mend_nesting(draft)
        findings += mend_html(draft)
        findings += mend_levels(draft)
        fill_words(draft, words)
        findings += set_form_parts(draft, words)
        head_callouts(draft, words)
        head_theorems(draft, words)
    return findings


def _texts_of_sections(drafts: list[Draft], name: str) -> list[str]:
    """The words of the sections of this class, such as the list of sources, which no chapter's
    author has written.
    """
    lists = (each for draft in drafts for each in draft.elements("section"))
    return ["".join(each.itertext()) for each in lists if has_class(each, "section", name)]


def _set_glossary(drafts: list[Draft], manuscript: Manuscript, words: Words) -> list[Finding]:
    if not any("glos" in f"{draft.chapter.file}{draft.chapter.text}" for draft in drafts):
        return []
    from prepress.galley.setting.glossary.set_glossary import may_have_glossary, set_glossary

    return (
        set_glossary(drafts, manuscript.metadata.lang, words) if may_have_glossary(drafts) else []
    )


def _set_index(drafts: list[Draft], manuscript: Manuscript, words: Words) -> list[Finding]:
    if not any("index" in draft.chapter.text or "index" in draft.chapter.file for draft in drafts):
        return []
    from prepress.galley.setting.book_index.set_index import may_have_index, set_index

    return set_index(drafts, manuscript.metadata, words) if may_have_index(drafts) else []


def _set_references(
    drafts: list[Draft], ids: Ids, manuscript: Manuscript, words: Words
) -> list[Finding]:
    """Citations stand in captions too, and so are set when these have their numbers."""
    metadata = manuscript.metadata
    is_book = any(draft.chapter.role for draft in drafts)
    listed = {"figure_number": metadata.lof, "table_number": metadata.lot}
    always = frozenset(word for word, asked in listed.items() if asked and is_book)
    findings = set_cross_references(drafts, ids, words, manuscript.source_keys, always)
    return [*findings, *set_citations(drafts, manuscript, words)]


def _place_pictures(
    drafts: list[Draft], gallery: Gallery, manuscript: Manuscript, findings: list[Finding]
) -> list[Finding]:
    """Each chapter's pictures in their sizes and places; `findings` say which addresses were taken
    away.
    """
    refused = {finding.place for finding in findings if finding.code == "I-003"}
    found: list[Finding] = []
    for draft in drafts:
        found += gallery.place(draft, manuscript, refused)
        found += size_pictures(draft)
    pictures = {picture.url: picture for picture in gallery.pictures}
    for draft in drafts:
        place_figures(draft, pictures)
    return found


def _finish_text(drafts: list[Draft], metadata: Metadata) -> None:
    """What the language of the text asks for, once all of it stands."""
    for draft in drafts:
        keep_measures(draft, metadata.lang)
        keep_options(draft)
        mark_directions(draft, metadata.dir)


def _read_drafts(manuscript: Manuscript, kept: KeptMarkup) -> tuple[list[Draft], list[Finding]]:
    """The chapters as read, with the clinic's values in place of placeholders."""
    markups = read_chapters(manuscript.chapters, manuscript.metadata.lang, kept)
    drafts = drafts_of(manuscript.chapters, markups)
    findings = [*manuscript.findings, *(each for markup in markups for each in markup.findings)]
    findings += manuscript.bibliography.findings if manuscript.bibliography else ()
    for draft, markup in zip(drafts, markups, strict=True):
        findings += fill(draft, markup.placeholders, manuscript.clinic)
        findings += raw_markup(draft, findings)
    findings += set_formulas(drafts)
    return drafts, findings


def _texts_of(draft: Draft) -> Iterator[str]:
    """The author's words, and what attributes say: descriptions, addresses, numbers of lists,
    explanations.
    """
    yield "".join(draft.tree.itertext())
    for element in draft.elements():
        yield from (
            f"{name}={element.get(name)}" for name in _SAYING if element.get(name) is not None
        )


def _set_chapter(
    draft: Draft, manuscript: Manuscript, words: Words, part: str
) -> tuple[SetChapter, ChapterSource]:
    metadata = manuscript.metadata
    is_book = bool(draft.chapter.role)
    figures = captions_in(draft, "figure", "figcaption") if is_book and metadata.lof else ()
    tables = captions_in(draft, "table", "caption") if is_book and metadata.lot else ()
    headings = collect_headings(draft)
    origins = draft.origins()
    notes = draft.take_notes()
    in_notes = _origins_in(notes, origins) if notes is not None else ()
    chapter = SetChapter(
        id=draft.id,
        stem=draft.stem,
        file=draft.chapter.file,
        title=_title_of(headings, manuscript) or role_title(draft, words) or draft.plain_name,
        markup=serialise_xhtml(draft.tree),
        notes=serialise_xhtml(notes) if notes is not None else "",
        headings=headings,
        role=draft.chapter.role,
        matter=draft.chapter.matter,
        part=part,
        figures=figures,
        tables=tables,
    )
    return chapter, ChapterSource(draft.source, _origins_in(draft.tree, origins), in_notes)


def _title_of(headings: Sequence[Heading], manuscript: Manuscript) -> str:
    """What the first of a chapter's headings says, or the book's, where it is the only one."""
    own = [heading for heading in headings if heading.text and not heading.of_callout]
    titles = [heading.text for heading in own if heading.level == 1]
    if not titles and len(manuscript.chapters) == 1:
        return manuscript.metadata.title
    return next(iter(titles or [heading.text for heading in own]), "")


def _origins_in(tree: etree._Element, origins: Mapping[etree._Element, int]) -> tuple[int, ...]:
    return tuple(origins[element] for element in tree.iterdescendants("*"))
