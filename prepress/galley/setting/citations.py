"""Citations: each as the style sets it, with a link to its source, and the list of all sources at
the end of the book, with links back.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.markup.reference_forms import REFERENCE, Cite, WrittenReference
from prepress.galley.setting.cross_references import written_references
from prepress.galley.setting.draft import ascii_name, unique_name
from prepress.galley.setting.source_list import SourceList
from prepress.text.xhtml import add_text, unwrap

if TYPE_CHECKING:
    from prepress.galley.setting.citation_style import CitationStyle
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words
    from prepress.manuscript.bibliography import Bibliography
    from prepress.manuscript.manuscript import Manuscript

#: What makes the words behind a key a place in the source, and so needs a comma before it.
_PAGES = re.compile(r"(?P<from>\d+)(?:\s*[-–]\s*(?P<to>\d+))?\s*(?P<rest>.*)", re.DOTALL)
_LOCATOR = re.compile(r"(?:pp?|chap|ch|sec|sect|vol|fig|para|par|col|no|n|v|l|ll)\.?\s*\d|§")
_RANGE = re.compile(r"(?<=\d)-(?=\d)")
_NOCITE = re.compile(r"@(\{[^{}]+\}|[^\s,;]+)")


def set_citations(drafts: Sequence[Draft], manuscript: Manuscript, words: Words) -> list[Finding]:
    """Set every citation and the list of sources.

    Where a publication names no bibliography, what looks like a citation stays as it is written.
    Raises SourceError where the style cannot be used.
    """
    if manuscript.bibliography is None:
        return [finding for draft in drafts for finding in _leave_written(draft)]
    sources = [entry.key for entry in manuscript.bibliography.entries]
    written = [
        (draft, element, reference)
        for draft in drafts
        for element, reference in written_references(draft)
    ]
    findings, cited = _known_and_unknown(written, sources)
    cited |= dict.fromkeys(_uncited(manuscript.bibliography, sources))
    if not cited:
        for _, element, reference in written:
            _set_unknown(element, reference)
        return findings
    _set_known(drafts, [each[1:] for each in written], tuple(cited), manuscript, words)
    return findings


def _known_and_unknown(
    written: Sequence[tuple[Draft, etree._Element, WrittenReference]], sources: Sequence[str]
) -> tuple[list[Finding], dict[str, None]]:
    """The citations of what is not there, and the keys that are cited, in their order."""
    known = frozenset(sources)
    findings: list[Finding] = []
    cited: dict[str, None] = {}
    for draft, element, reference in written:
        for cite in reference.cites:
            if cite.key in known:
                cited[cite.key] = None
            else:
                findings.append(_unknown(draft, element, reference, cite, sources))
    return findings, cited


def _set_known(
    drafts: Sequence[Draft],
    written: Sequence[tuple[etree._Element, WrittenReference]],
    cited: Sequence[str],
    manuscript: Manuscript,
    words: Words,
) -> None:
    """Set citations of the sources `cited`, and the list of these."""
    # A text without a bibliography need not wait for the reader of styles.
    from prepress.galley.setting.citation_style import CitationStyle

    bibliography = manuscript.bibliography
    assert bibliography is not None, "only what is in one is cited"
    entries = {entry.key: entry for entry in bibliography.entries}
    style = CitationStyle(bibliography, [entries[key] for key in cited], manuscript.metadata.lang)
    setter = _Setter(style, drafts, has_links=bibliography.has_links)
    for element, reference in written:
        setter.set(element, reference)
    SourceList(style, setter.anchors, words, setter.back).place(drafts, setter.taken)


class _Setter:
    """Sets citations, one after another; `back` maps each source to the ids of its citations."""

    def __init__(self, style: CitationStyle, drafts: Sequence[Draft], *, has_links: bool) -> None:
        self.style = style
        self.taken = {element.get("id", "") for draft in drafts for element in draft.elements()}
        self.anchors = {
            key: unique_name(f"source-{ascii_name(key) or number}", self.taken)
            for number, key in enumerate(style.order, 1)
        }
        self.back: dict[str, list[str]] = {}
        self._has_links = has_links

    def set(self, element: etree._Element, reference: WrittenReference) -> None:
        """Put what the style says in the place of what is written."""
        element.attrib.pop(REFERENCE)
        element.text = None
        element.set("class", "citation")
        form = self.style.form
        if reference.in_text:
            cite = reference.cites[0]
            add_text(element, self._name(cite) if cite.key in self.anchors else "")
            if not form.is_raised and cite.key in self.anchors:
                add_text(element, "\u00a0" if form.is_numeric else " ")
        elif form.is_raised:
            _trim_before(element)
        holder = element
        if form.is_raised:
            holder = etree.SubElement(element, "sup")
        add_text(holder, form.before)
        self._set_cites(holder, reference)
        add_text(holder, form.behind)

    def _set_cites(self, holder: etree._Element, reference: WrittenReference) -> None:
        form = self.style.form
        cites, between = self._in_order(reference.cites), ""
        for run in self._runs(cites):
            first, last = run[0], run[-1]
            add_text(holder, "; " if between and first.prefix else between)
            between = "; " if last.suffix else form.between
            self._set_cite(holder, first, hidden=reference.in_text or first.hidden)
            if len(run) > 2:
                add_text(holder, "–")
                for cite in run[1:-1]:
                    self._note(cite.key, holder)
                self._set_cite(holder, last, hidden=last.hidden)

    def _in_order(self, cites: Sequence[Cite]) -> list[Cite]:
        """In the order of the list where no words stand around them."""
        known = all(
            cite.key in self.anchors and not cite.prefix and not cite.suffix for cite in cites
        )
        if not known:
            return list(cites)
        once = {cite.key: cite for cite in cites}
        return sorted(once.values(), key=lambda cite: self.style.number(cite.key))

    def _runs(self, cites: Sequence[Cite]) -> Iterator[list[Cite]]:
        """Cites alone, or three and more whose numbers follow one another."""
        run: list[Cite] = []
        for cite in cites:
            if run and not self._follows(run[-1], cite):
                yield from _whole_or_single(run)
                run = []
            run.append(cite)
        yield from _whole_or_single(run)

    def _follows(self, one: Cite, other: Cite) -> bool:
        if not (self.style.form.is_numeric and self.style.form.has_ranges):
            return False
        plain = not (one.prefix or one.suffix or other.prefix or other.suffix)
        known = one.key in self.anchors and other.key in self.anchors
        return plain and known and self.style.number(other.key) == self.style.number(one.key) + 1

    def _set_cite(self, holder: etree._Element, cite: Cite, *, hidden: bool) -> None:
        add_text(holder, cite.prefix and f"{cite.prefix} ")
        if cite.key not in self.anchors:
            add_text(holder, f"{cite.key}?")
        else:
            text = self.style.citation(cite.key, hidden=hidden)
            self._link(holder, cite.key, text)
        add_text(holder, behind_key(cite.suffix))

    def _link(self, holder: etree._Element, key: str, text: str) -> None:
        if not self._has_links:
            add_text(holder, text)
            return
        link = etree.SubElement(holder, "a", {"class": "source-call", "role": "doc-biblioref"})
        link.set("href", f"#{self.anchors[key]}")
        link.set("id", unique_name(f"cited-{self.anchors[key]}", self.taken))
        link.text = text
        self.back.setdefault(key, []).append(link.get("id", ""))

    def _note(self, key: str, holder: etree._Element) -> None:
        """A source in the middle of a range leads back to the range's beginning."""
        if self._has_links and len(holder):
            self.back.setdefault(key, []).append(holder[-1].get("id", ""))

    def _name(self, cite: Cite) -> str:
        return self.style.names(cite.key)


def behind_key(suffix: str) -> str:
    """The words behind a key as they stand behind its source: `p. 5` is `, p. 5`, and so is `5`."""
    words = suffix.removeprefix(",").strip()
    words = words[1:-1].strip() if words.startswith("{") and words.endswith("}") else words
    if not words:
        return ""
    pages = _PAGES.fullmatch(words)
    if pages:
        several = pages["to"] or pages["rest"].startswith(",")
        words = f"{'pp' if several else 'p'}.\u00a0{words}"
    words = _RANGE.sub("–", words)
    is_apart = pages or suffix.startswith(",") or _LOCATOR.match(words)
    return f", {words}" if is_apart else f" {words}"


def _whole_or_single(run: list[Cite]) -> list[list[Cite]]:
    return [run] if len(run) > 2 else [[cite] for cite in run]


def _uncited(bibliography: Bibliography, sources: Sequence[str]) -> list[str]:
    """The sources that are listed without being cited."""
    keys = [found.strip("{}") for found in _NOCITE.findall(bibliography.nocite)]
    return list(sources) if "*" in keys else [key for key in keys if key in sources]


def _leave_written(draft: Draft) -> Iterator[Finding]:
    for element, reference in written_references(draft):
        element.attrib.pop(REFERENCE)
        if reference.written.startswith("["):
            what = f"“{reference.written}” cites a source, but the publication names none."
            hint = (
                "Name the file of your sources in the metadata, as in bibliography: sources.bib, "
                "or write \\[@ if you mean the signs themselves."
            )
            yield Finding("Q-002", draft.place(element, reference.written), what, hint)
        unwrap(element)


def _unknown(
    draft: Draft,
    element: etree._Element,
    reference: WrittenReference,
    cite: Cite,
    known: Sequence[str],
) -> Finding:
    near = difflib.get_close_matches(cite.key, known, 1, 0.5)
    hint = f"Did you mean “@{near[0]}”?" if near else "Add the source, or write \\@ for the sign."
    what = f"“@{cite.key}” names a source that the bibliography does not have."
    return Finding("Q-002", draft.place(element, reference.written), what, hint)


def _set_unknown(element: etree._Element, reference: WrittenReference) -> None:
    element.attrib.pop(REFERENCE)
    element.text = f"({'; '.join(f'{cite.key}?' for cite in reference.cites)})"


def _trim_before(element: etree._Element) -> None:
    """Raised figures stand right behind the word."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None and before.tail:
        before.tail = before.tail.rstrip()
    elif before is None and parent is not None and parent.text:
        parent.text = parent.text.rstrip()
