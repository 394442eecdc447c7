"""Raw markup: what readers would see of the author's Markdown because it was not read as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.findings import Finding
from prepress.galley.setting.cut_markup import cut_markup
from prepress.galley.setting.raw_kinds import KINDS, RawKind, may_be_raw
from prepress.galley.setting.shown_text import (
    BREAK,
    CELL,
    CODE,
    ShownText,
    pieces_of_text,
    shown_text,
)
from prepress.galley.setting.written_signs import WordIndex, WrittenSigns

if TYPE_CHECKING:
    from prepress.errors import Place
    from prepress.galley.setting.draft import Draft

#: What else is said of a line whose markup was not read, so that it need not be said twice.
_SAME_MATTER = frozenset({"K-001", "S-002", "S-003"})
#: How many characters behind the signs tell those that open from those that close.
_AHEAD = 2
#: How many characters of the raw words a message quotes.
_QUOTED = 40
_OTHER_SIGNS = str.maketrans(dict.fromkeys([BREAK, CELL], " ") | {CODE: "·"})


def raw_markup(draft: Draft, already: Sequence[Finding]) -> list[Finding]:
    """One finding for each kind of markup and line that readers would see as signs.

    What the author escaped, with a backslash or as a reference, is meant to be seen and is no
    finding; nor is what `already` was found at the same place, or stands inside another on its
    line.
    """
    if not may_be_raw(pieces_of_text(draft.tree)):
        return []
    shown = shown_text(draft.tree)
    words, source = WordIndex(shown.full), WrittenSigns(draft.chapter)
    known = {finding.place for finding in already if finding.code in _SAME_MATTER}
    known_tags = {finding.place for finding in already if finding.code == "H-001"}
    findings = _cut_findings(shown, words, source)
    known |= {place for _, place in findings}
    ends: dict[Place, int] = {}
    for kind, signs, start, end in sorted(_hits(shown.text), key=_outermost_first):
        ahead = _ahead(shown.full, start + len(signs))
        place = source.place(signs, ahead, *words.around(start))
        if kind.name == "a tag" and place in known_tags:
            continue
        if place is None or place in known or end <= ends.get(place, 0):
            continue  # the last one: it stands inside what is said already
        ends[place] = max(end, ends.get(place, 0))
        findings.setdefault((kind.name, place), _finding(kind, place, shown.text[start:end]))
    return list(findings.values())


def _cut_findings(
    shown: ShownText, words: WordIndex, source: WrittenSigns
) -> dict[tuple[str, Place], Finding]:
    """One finding for each kind and line of what was not read to the end."""
    findings: dict[tuple[str, Place], Finding] = {}
    for cut in cut_markup(shown.text):
        ahead = _ahead(shown.full, cut.start + len(cut.signs))
        if place := source.place(cut.signs, ahead, *words.around(cut.start)):
            findings[cut.what, place] = Finding("S-028", place, cut.what, cut.hint)
    return findings


def _ahead(text: str, at: int) -> str:
    return text[at : at + _AHEAD]


def _hits(text: str) -> Iterator[tuple[RawKind, str, int, int]]:
    """Each kind found, the signs with which it opens, and where it begins and ends."""
    signs_of_text = set(text)
    for kind in KINDS:
        if signs_of_text.isdisjoint(kind.signs):
            continue
        for found in kind.matches(text):
            name = found.lastgroup
            assert name is not None, "every pattern names the signs with which it opens"
            # The parser's own fences stand for those that the author wrote.
            signs = ":::" if found[name].startswith("/" * 12) else found[name]
            yield kind, signs, found.start(name), found.end()


def _outermost_first(hit: tuple[RawKind, str, int, int]) -> tuple[int, int]:
    _, _, start, end = hit
    return start, -end


def _finding(kind: RawKind, place: Place, raw: str) -> Finding:
    words = " ".join(raw.translate(_OTHER_SIGNS).split())
    quoted = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"
    what = f"“{quoted}” would stand on the page just so, since it was not read as {kind.name}."
    return Finding("S-007", place, what, kind.hint)
