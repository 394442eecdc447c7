"""Composition: a publication read and set, with the layouts and words that all its editions
share.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from prepress.building.cache import TEXT, kept_folder
from prepress.checks import CheckedText, check_text
from prepress.editions import EDITIONS, Edition
from prepress.errors import Place
from prepress.files.digests import Digest, digest_of
from prepress.layouts.brand import Brand
from prepress.layouts.language import words_for
from prepress.layouts.layouts import Layouts
from prepress.layouts.own_style import usable_style
from prepress.layouts.typefaces.neighbours import neighbours_of
from prepress.layouts.typefaces.scripts import needed_typefaces
from prepress.manuscript.includes import as_written
from prepress.manuscript.reading import read
from prepress.project.engines import engines
from prepress.project.inputs import Inputs
from prepress.project.project import Project, Publication, font_folders, layout_folders
from prepress.reporting.steps import Progress, unfollowed

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.checks.plain_language.assessment import Assessment
    from prepress.findings import Finding
    from prepress.galley.galley import Galley
    from prepress.galley.setting.kept_markup import KeptMarkup
    from prepress.layouts.words import Words
    from prepress.manuscript.manuscript import Manuscript


#: Parts of the metadata that are inputs of their own, or none.
_INPUTS_APART = frozenset({"editions", "limits", "lines", "look"})


@dataclass(frozen=True)
class Composition:
    """A publication once set; `known` was found in its text, `inputs` are those that all its
    editions share.

    `assessment` is there only for strict requests: it costs time, and what it finds is no mistake
    of the text's. Copies of a composition, in other processes too, have its `key`. `kept` are files
    that make the next one sooner, by name. At most `jobs` processes work on one of its editions at
    a time; who works on one tells what it is at, and puts the pages of a book that are there before
    the whole is into the folder `early`, where there is one.
    """

    publication: Publication
    galley: Galley
    layouts: Layouts
    words: Words
    known: tuple[Finding, ...]
    inputs: dict[str, Digest]
    assessment: Assessment | None = None
    key: str = field(default_factory=lambda: os.urandom(8).hex(), compare=False)
    kept: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    jobs: int = field(default=1, compare=False)
    progress: Progress = field(default=unfollowed, compare=False, repr=False)
    early: Path | None = field(default=None, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found in the text: what every build finds, then what was assessed."""
        return self.known + (self.assessment.findings if self.assessment else ())

    def editions(self, names: tuple[str, ...] = ()) -> tuple[Edition, ...]:
        """The declared editions, or those of `names`: as the metadata declares them, else as they
        are built in.
        """
        declared = {edition.name: edition for edition in self.galley.manuscript.metadata.editions}
        if not names:
            return tuple(declared.values())
        layout = self.galley.manuscript.metadata.layout
        return tuple(
            declared.get(name) or EDITIONS[name].in_layout(layout).among(declared)
            for name in dict.fromkeys(names)
        )

    def is_needed(self, edition: Edition, others: Iterable[Edition]) -> bool:
        """Whether one of the `others` needs to know where the pages of `edition` begin.

        What they count by is as the author has declared it, not what somebody asks for once.
        """
        declared = self.editions()
        needed = {name for other in others for name in other.needed(declared)}
        return edition.name in needed and edition in declared


def compose(project: Project, publication: Publication, judge: bool = False) -> Composition:
    """Read and set `publication`, and `judge` its words where that is asked for.

    Raises SourceError where that cannot be done, and ChangedError where a file was changed while it
    was read.
    """
    from prepress.galley.setting.kept_markup import KeptMarkup
    from prepress.galley.setting.set_galley import set_galley

    inputs = Inputs()
    manuscript = read(project, publication)
    layouts = layouts_of(project, manuscript).with_inputs(inputs)
    words, findings = words_of(manuscript, layouts)
    kept = KeptMarkup(_folder_of_text(project, manuscript))
    galley = set_galley(manuscript, project, words, kept)
    texts = tuple(_texts_shown(galley, words))
    typefaces = needed_typefaces(texts, manuscript.metadata.lang)
    layouts = layouts.with_typefaces(
        typefaces, neighbours_of(typefaces, texts, layouts)
    ).with_layers(chapter.markup + chapter.notes for chapter in galley.chapters)
    for name, value in (*_text_inputs(galley, publication), *engines().items()):
        inputs.note(name, value)
    found = findings + galley.findings + check_text(CheckedText(project, publication, galley))
    chapters = manuscript.chapters
    known = as_written(found, chapters) + tuple(
        finding for chapter in chapters for finding in chapter.include_findings
    )
    return Composition(
        publication,
        galley,
        layouts,
        words,
        known,
        inputs.digests,
        _assess(galley) if judge else None,
        kept=_kept_text(manuscript, kept),
    )


def _folder_of_text(project: Project, manuscript: Manuscript) -> Path | None:
    """Where the chapters of a book lie as they were read last; one chapter is read soon enough."""
    return kept_folder(project, manuscript.name, TEXT) if len(manuscript.chapters) > 1 else None


def _kept_text(manuscript: Manuscript, kept: KeptMarkup) -> Mapping[str, bytes]:
    from prepress.galley.setting.chapter_markup import files_of, read_chapters

    if kept.folder is None:
        return {}
    return files_of(read_chapters(manuscript.chapters, manuscript.metadata.lang, kept))


def layouts_of(project: Project, manuscript: Manuscript) -> Layouts:
    """The layouts that the manuscript asks for. Raises SourceError where there are none of that
    name, or no such look or font.
    """
    layout = manuscript.metadata.layout
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("layout"))
    look = manuscript.metadata.look
    layouts = Layouts(
        layout_folders(project, layout, place),
        font_folders(project),
        Brand.of(manuscript.clinic, look),
        look=look,
        styles=tuple(usable_style(text, file) for file, text in manuscript.styles.items()),
    )
    _ = layouts.look_layer  # an unknown look or font is refused before anything is made with it
    return layouts


def words_of(manuscript: Manuscript, layouts: Layouts) -> tuple[Words, tuple[Finding, ...]]:
    """The interface's words in the manuscript's language."""
    metadata = manuscript.metadata
    words, findings = words_for(
        metadata.lang, layouts, Place(manuscript.metadata_file, metadata.lines.get("lang"))
    )
    return words.with_dates(metadata.date, metadata.reviewed, metadata.review_by), findings


def _look_inputs(manuscript: Manuscript) -> Iterator[tuple[str, Digest]]:
    yield "brand", digest_of(repr(Brand.of(manuscript.clinic, manuscript.metadata.look)))
    yield "look", digest_of(repr(manuscript.metadata.look))
    yield from ((f"style {file}", digest_of(text)) for file, text in manuscript.styles.items())


def _text_inputs(galley: Galley, publication: Publication) -> Iterator[tuple[str, Digest]]:
    """The metadata without the editions, which are inputs of their own; the colours, the look and
    what is added to the stylesheets; the text, in which order, where a list says that; the
    pictures.

    Where other pictures would win, that there are none is an input too.
    """
    metadata = asdict(galley.manuscript.metadata)
    yield (
        "metadata",
        digest_of(repr({key: metadata[key] for key in metadata if key not in _INPUTS_APART})),
    )
    manuscript = galley.manuscript
    yield from _look_inputs(manuscript)
    if publication.order:
        files = [chapter.file for chapter in galley.manuscript.chapters]
        yield "order", digest_of("\n".join(files))
    for chapter in galley.manuscript.chapters:
        yield f"text {chapter.file}", digest_of(f"{chapter.first_line}\n{chapter.text}")
        yield from ((f"file {file}", digest) for file, digest in chapter.included)
    for picture in (*galley.pictures, *([galley.cover] if galley.cover else [])):
        yield f"file {picture.relative}", picture.digest
    bibliography = galley.manuscript.bibliography
    for path, digest in bibliography.files.items() if bibliography else ():
        yield f"file {path}", digest
    for path in galley.absent:
        yield f"file {path}", None
    for path, digest in galley.unusable.items():
        yield f"file {path}", digest


def _texts_shown(galley: Galley, words: Words) -> Iterator[str]:
    """All that the editions show: the text, what the metadata and the clinic say, and the
    interface's words.
    """
    for chapter in galley.chapters:
        yield chapter.markup
        yield chapter.notes
    yield repr((galley.manuscript.metadata, galley.manuscript.clinic))
    yield from words.catalogue.values()


def _assess(galley: Galley) -> Assessment:
    from prepress.checks.plain_language.assessment import assess

    return assess(galley)
