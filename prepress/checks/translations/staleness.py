"""Staleness: the sections and notes of a translation whose source has changed since they were
translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.checks.translations.change_wording import describe_changes
from prepress.checks.translations.edits import SectionChange, edits_of, old_and_new, predecessor
from prepress.checks.translations.pairing import paired_chapters, paired_sections
from prepress.checks.translations.section_names import quoted_title, subject
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Outline, Passage
    from prepress.errors import Place


def stale_findings(
    translation: Sequence[Outline],
    source: Sequence[Outline],
    recorded: Sequence[Outline],
    lang: str,
) -> Iterator[Finding]:
    """One finding for each section and note of which the source is no longer what was recorded."""
    if [each.chapter.text for each in source] == [each.chapter.text for each in recorded]:
        return
    stale = _Stale(translation, source, recorded, lang)
    yield from stale.sections()
    yield from stale.notes()


class _Stale:
    """The states of one text: its translation, its source now, and as it was recorded.

    Sections count through all chapters, since an author may divide a chapter or move a section into
    another one.
    """

    def __init__(
        self,
        translation: Sequence[Outline],
        source: Sequence[Outline],
        recorded: Sequence[Outline],
        lang: str,
    ) -> None:
        self._source, self._recorded = source, recorded
        self._old = _with_text(recorded)
        self._new = _with_text(source)
        self._hint = f"then: makebook translated {lang}"
        self._chapters = paired_chapters(translation, recorded)
        self._translated: dict[int, Passage] = {}
        for mine, other in self._chapters:
            if mine and other:
                for i, j in paired_sections(mine.sections, other.sections):
                    if i is not None and j is not None:
                        self._translated[id(other.sections[j])] = mine.sections[i]
        self._first = next((outline.sections[0] for outline in translation), None)

    def sections(self) -> Iterator[Finding]:
        """What has changed in sections; several that are new or gone in a row are one finding."""
        groups = edits_of(self._old, self._new)
        index = 0
        while index < len(groups):
            group = groups[index]
            run = [group]
            while self._goes_on(run[-1], groups[index + 1 : index + 2]):
                index += 1
                run.append(groups[index])
            yield from self._of(run, groups)
            index += 1

    def _goes_on(self, group: SectionChange, following: Sequence[SectionChange]) -> bool:
        if not following or (group.old and group.new):
            return False
        after = following[0]
        return bool(group.old) == bool(after.old) and bool(group.new) == bool(after.new)

    def _of(
        self, run: Sequence[SectionChange], groups: Sequence[SectionChange]
    ) -> Iterator[Finding]:
        group, more = run[0], len(run) - 1
        if group.old and group.new:
            yield from self._change(group, groups)
        elif group.old:
            gone = self._at(group.old[0])
            others = f" and of {_sections(more)} behind it" if more else ""
            what = f"The source text of {_inside_sentence(gone)}{others} is gone."
            yield Finding("V-001", gone.place, what, f"Delete the translation, {self._hint}")
        else:
            added = self._new[group.new[0]]
            others = f" and {_sections(more)} behind it" if more else ""
            before = predecessor(groups, group.new[0])
            place = self._at(before).place if before is not None else self._beginning()
            what = (
                f"The source has a new section behind this one: {_inside_sentence(added)} "
                f"({added.place}){others}."
            )
            yield Finding("V-001", place, what, f"Translate it, {self._hint}")

    def _change(self, group: SectionChange, groups: Sequence[SectionChange]) -> Iterator[Finding]:
        mine = self._at(group.old[0])
        now = self._new[group.new[0]]
        difference = describe_changes(*old_and_new(group, self._old, self._new))
        if difference:
            moved = f" It stands elsewhere now ({now.place})." if group.moved else ""
            what = (
                f"{subject(mine)} was translated from a text that has changed: {difference}.{moved}"
            )
            yield Finding("V-001", mine.place, what, f"Translate the change, {self._hint}")
        elif group.moved:
            before = predecessor(groups, group.new[0])
            behind = (
                f"behind “{quoted_title(self._old[before].title)}” now"
                if before is not None
                else "at the beginning now"
            )
            what = f"In the source, {_inside_sentence(mine)} stands {behind} ({now.place})."
            yield Finding("V-001", mine.place, what, f"Move it, {self._hint}")

    def _at(self, old: int) -> Passage:
        """The translation of a recorded section; of the nearest one before it where that one has
        none.
        """
        for index in range(old, -1, -1):
            if id(self._old[index]) in self._translated:
                return self._translated[id(self._old[index])]
        return self._first or self._old[old]

    def _beginning(self) -> Place:
        return self._first.place if self._first else self._new[0].place

    def notes(self) -> Iterator[Finding]:
        """What has changed in notes: they are known by their labels, else by their text."""
        translated = {id(other): mine for mine, other in self._chapters if mine and other}
        for new, old in paired_chapters(self._source, self._recorded):
            mine = translated.get(id(old))
            if mine and old:
                yield from self._notes_of(_StaleNotes(mine, old, new))

    def _notes_of(self, notes: _StaleNotes) -> Iterator[Finding]:
        for note in notes.old.notes.values():
            yield from self._note(notes, note)
        now = notes.new.notes if notes.new else {}
        texts = {note.text for note in notes.old.notes.values()}
        for label, note in now.items():
            if label not in notes.old.notes and note.text not in texts:
                what = f"The source has a new note “{label}” ({note.place})."
                yield Finding(
                    "V-001", self._calling(notes, label), what, f"Translate it, {self._hint}"
                )

    def _note(self, notes: _StaleNotes, note: Passage) -> Iterator[Finding]:
        """What has become of a `note` of the recorded source."""
        now = notes.new.notes if notes.new else {}
        mine = notes.mine.notes.get(note.title)
        place = mine.place if mine else notes.mine.sections[0].place
        if note.title in now:
            difference = describe_changes(note.words, now[note.title].words)
            if difference:
                what = f"{subject(note)} was translated from a text that has changed: {difference}."
                yield Finding("V-001", place, what, f"Translate the change, {self._hint}")
        elif mine and note.text not in {each.text for each in now.values()}:
            what = f"{subject(note)} of the source is gone."
            yield Finding("V-001", place, what, f"Delete it, {self._hint}")

    def _calling(self, notes: _StaleNotes, label: str) -> Place:
        """The translation of the section that calls a note."""
        groups = edits_of(self._old, self._new)
        for group in groups:
            if group.old and any(f"[^{label}]" in self._new[index].text for index in group.new):
                return self._at(group.old[0]).place
        return notes.mine.sections[-1].place


@dataclass(frozen=True)
class _StaleNotes:
    """A chapter that has notes: `mine` is its translation, `old` its recorded state, `new` the one
    of now.
    """

    mine: Outline
    old: Outline
    new: Outline | None


def _with_text(outlines: Sequence[Outline]) -> list[Passage]:
    sections = (section for outline in outlines for section in outline.sections)
    return [section for section in sections if section.level or section.text.strip()]


def _sections(count: int) -> str:
    return "one more section" if count == 1 else f"{count} more sections"


def _inside_sentence(passage: Passage) -> str:
    return subject(passage) if passage.level else "the text before the first heading"
