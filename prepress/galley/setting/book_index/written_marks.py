"""Index marks: what the marks in the text say, in reading order, with a finding for each that says
something that cannot be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.markup.index_marks import INDEX_MARK, OPTIONS
from prepress.text.suggestions import suggestion
from prepress.text.xhtml import HEADINGS, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

_FACES = frozenset({"code", "em", "i", "strong", "sub", "sup"})
_START, _END = "start", "end"


@dataclass(frozen=True)
class Term:
    """A heading of the index: its `words`, what it is sorted by where that is something else, and
    `shown`, the words with their type faces. `is_given` says that its author wrote them for the
    index.
    """

    words: str
    sort: str = ""
    shown: etree._Element | None = field(default=None, compare=False)
    is_given: bool = False

    @property
    def key(self) -> str:
        """What is the same of all terms that are one entry."""
        return re.sub(r"\s+", " ", self.words).strip()


@dataclass(frozen=True)
class IndexMark:
    """A mark: under which terms it is listed, the outermost first, and the `element` of the text
    that it leads to. With `end` it is a range up to that element.

    Where it says `see` or `also`, it lists no place but other terms.
    """

    draft: Draft
    element: etree._Element
    path: tuple[Term, ...]
    see: str = ""
    also: str = ""
    is_main: bool = False
    end: etree._Element | None = None

    @property
    def has_place(self) -> bool:
        """Whether readers are led to where it stands."""
        return not self.see and not self.also


@dataclass(frozen=True)
class ReadMarks:
    """The marks of a book, and what is wrong with some."""

    marks: tuple[IndexMark, ...]
    findings: tuple[Finding, ...]


def read_marks(drafts: Sequence[Draft]) -> ReadMarks:
    """The marks in reading order, ranges as one; the attributes that hold what they say go."""
    findings: list[Finding] = []
    marks: list[IndexMark] = []
    open_ranges: dict[tuple[str, ...], int] = {}
    for draft in drafts:
        for element in draft.elements():
            written = element.attrib.pop(INDEX_MARK, None)
            if written is None:
                continue
            said = _said(written)
            findings += _unknown(draft, element, said)
            mark = _mark(draft, element, said)
            if mark is None:
                findings.append(_wordless(draft, element))
                continue
            names = tuple(term.key.casefold() for term in mark.path)
            if _END in said and names in open_ranges:
                at = open_ranges.pop(names)
                marks[at] = IndexMark(
                    marks[at].draft, marks[at].element, marks[at].path,
                    is_main=marks[at].is_main, end=element,
                )  # fmt: skip
                continue
            if _END in said:
                findings.append(_unopened(draft, element, mark, marks, open_ranges))
            if _START in said:
                if names in open_ranges:
                    findings.append(_unclosed(marks[open_ranges[names]]))
                open_ranges[names] = len(marks)
            marks.append(mark)
    findings += [_unclosed(marks[at]) for at in open_ranges.values()]
    return ReadMarks(tuple(marks), tuple(findings))


def _said(written: str) -> Mapping[str, str]:
    """What a mark says; whoever writes the attribute by hand may write anything."""
    try:
        said = json.loads(written)
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    found = {f"{key}": " ".join(f"{value}".split()) for key, value in said.items()}
    where = found.pop("range", "")
    if where in (_START, _END):
        found[where] = ""
    elif where:
        found["?range"] = where
    return found


def _mark(draft: Draft, element: etree._Element, said: Mapping[str, str]) -> IndexMark | None:
    if said.get("term"):
        first = Term(_curly(said["term"]), said.get("sort", ""), None, is_given=True)
    else:
        shown = _faces_of(element)
        first = Term(plain_text(shown), said.get("sort", ""), shown)
    levels = [_curly(said[key]) for key in ("sub", "subsub") if said.get(key)]
    if not first.words:
        return None
    path = (first, *(Term(words, is_given=True) for words in levels))
    return IndexMark(
        draft,
        element,
        path,
        _curly(said.get("see", "")),
        _curly(said.get("also", "")),
        "main" in said,
    )


def _curly(words: str) -> str:
    """An apostrophe as it is printed; the list of attributes is read before they are made so."""
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", words)


def _faces_of(element: etree._Element) -> etree._Element:
    """The words of an element with what type faces mean in them, and nothing else."""
    shown = deepcopy(element)
    shown.tail = None
    if shown.tag in HEADINGS:
        for numeral in shown.findall("span[@class='numeral']"):
            numeral.text = None
    for note in [each for each in shown.iter("a") if "note-call" in each.get("class", "")]:
        note.clear(keep_tail=True)
    for each in shown.iter():
        lang = each.get("lang")
        each.attrib.clear()
        if lang:
            each.set("lang", lang)
    etree.strip_tags(shown, *({each.tag for each in shown.iterdescendants("*")} - _FACES))
    outer = element.tag if element.tag in _FACES else "span"
    shown.tag = outer
    shown.text = (shown.text or "").lstrip()
    return shown


def _unknown(draft: Draft, element: etree._Element, said: Mapping[str, str]) -> Iterator[Finding]:
    for name in (key.removeprefix("?") for key in said if key.startswith("?")):
        if name == "range":
            what = f"A range of the index has a start and an end, and no “{said['?range']}”."
            hint = "Write .start where it begins, and .end where it ends."
        else:
            what = f"A mark of the index has no “{name}”."
            hint = suggestion(name, [*OPTIONS, _START, _END, "main"])
        yield Finding("Q-005", draft.place(element, name), what, hint)


def _wordless(draft: Draft, element: etree._Element) -> Finding:
    what = "This mark of the index has no words that could be listed."
    return Finding("Q-005", draft.place(element), what, 'Write []{.index term="words"}.')


def _unopened(
    draft: Draft,
    element: etree._Element,
    mark: IndexMark,
    marks: Sequence[IndexMark],
    open_ranges: Mapping[tuple[str, ...], int],
) -> Finding:
    name = _name(mark)
    what = f"A range of the index for “{name}” ends here and begins nowhere before."
    known = [_name(marks[at]) for at in open_ranges.values()]
    hint = f'Write {{.index term="{name}" .start}} where it begins.'
    if known:
        hint = suggestion(name, known) if len(known) < 8 else hint
    return Finding("Q-005", draft.place(element), what, hint)


def _unclosed(mark: IndexMark) -> Finding:
    name = _name(mark)
    what = f"A range of the index for “{name}” begins here and ends nowhere behind."
    hint = f'Write []{{.index term="{mark.path[0].words}" .end}} where it ends.'
    return Finding("Q-005", mark.draft.place(mark.element), what, hint)


def _name(mark: IndexMark) -> str:
    return ": ".join(term.words for term in mark.path)
