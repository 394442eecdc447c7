"""Composition: a publication read and set, with the layouts and words that all its editions
share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS, Edition
from prepress.errors import Place
from prepress.files.digests import Digest, digest_of
from prepress.findings import Finding
from prepress.galley.galley import Galley
from prepress.layouts.brand import Brand, pale_colours
from prepress.layouts.language import Words, words_for
from prepress.layouts.layouts import Layouts
from prepress.layouts.typefaces.scripts import needed_typefaces
from prepress.manuscript.ignored_files import left_out, without_text
from prepress.manuscript.reading import Manuscript, read
from prepress.project.engines import engines
from prepress.project.inputs import Inputs
from prepress.project.project import Project, Publication, font_folders, layout_folders

if TYPE_CHECKING:
    from prepress.checks.plain_language.assessment import Assessment


@dataclass(frozen=True)
class Composition:
    """A publication once set; `known` was found in its text, `inputs` are those that all its
    editions share.

    `judgement` is there only for strict orders: it costs time, and what it finds is no mistake of
    the text's.
    """

    publication: Publication
    galley: Galley
    layouts: Layouts
    words: Words
    known: tuple[Finding, ...]
    inputs: dict[str, Digest]
    judgement: Assessment | None = None

    @property
    def found(self) -> tuple[Finding, ...]:
        """All that was found in the text: what every build finds, then what was judged."""
        return self.known + (self.judgement.found if self.judgement else ())

    def editions(self, names: tuple[str, ...] = ()) -> tuple[Edition, ...]:
        """The declared editions, or those of `names`: as the metadata declares them, else as they
        are built in.
        """
        declared = {edition.name: edition for edition in self.galley.manuscript.metadata.editions}
        if not names:
            return tuple(declared.values())
        return tuple(declared.get(name) or EDITIONS[name] for name in dict.fromkeys(names))


def compose(project: Project, publication: Publication, judge: bool = False) -> Composition:
    """Read and set `publication`, and `judge` its words where that is asked for.

    Raises SourceError where that cannot be done, and ChangedError where a file was changed while it
    was read.
    """
    from prepress.galley.setting.set_galley import set_galley

    inputs = Inputs()
    manuscript = read(project, publication)
    layouts = layouts_of(project, manuscript).noting(inputs)
    words, findings = words_of(manuscript, layouts)
    galley = set_galley(manuscript, project, words)
    layouts = layouts.needing(needed_typefaces(_shown(galley, words), manuscript.metadata.lang))
    for name, value in (*_text_inputs(galley), *engines().items()):
        inputs.note(name, value)
    layouts.compile()
    known = findings + galley.findings + pale_colours(manuscript.clinic) + _contradictions(galley)
    known += (
        left_out(project, publication)
        + without_text(project, publication, manuscript)
        + _differences(manuscript)
    )
    return Composition(
        publication, galley, layouts, words, known, inputs.noted, _judged(galley) if judge else None
    )


def layouts_of(project: Project, manuscript: Manuscript) -> Layouts:
    """The layouts that the manuscript asks for. Raises SourceError where there are none of that
    name.
    """
    layout = manuscript.metadata.layout
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("layout"))
    return Layouts(
        layout_folders(project, layout, place), font_folders(project), Brand.of(manuscript.clinic)
    )


def words_of(manuscript: Manuscript, layouts: Layouts) -> tuple[Words, tuple[Finding, ...]]:
    """The interface's words in the manuscript's language."""
    metadata = manuscript.metadata
    words, findings = words_for(
        metadata.lang, layouts, Place(manuscript.metadata_file, metadata.lines.get("lang"))
    )
    return words.knowing(metadata.date, metadata.reviewed, metadata.review_by), findings


def _text_inputs(galley: Galley) -> Iterator[tuple[str, Digest]]:
    """The metadata without the editions, which are inputs of their own; the colours; the text; the
    pictures.

    Where other pictures would win, that there are none is an input too.
    """
    metadata = asdict(galley.manuscript.metadata)
    yield (
        "metadata",
        digest_of(
            repr({key: metadata[key] for key in metadata if key not in ("editions", "lines")})
        ),
    )
    yield "brand", digest_of(repr(Brand.of(galley.manuscript.clinic)))
    for chapter in galley.manuscript.chapters:
        yield f"text {chapter.file}", digest_of(f"{chapter.first_line}\n{chapter.text}")
    for picture in (*galley.pictures, *([galley.cover] if galley.cover else [])):
        yield f"file {picture.relative}", picture.digest
    for path in galley.absent:
        yield f"file {path}", None


def _shown(galley: Galley, words: Words) -> Iterator[str]:
    """All that the editions show: the text, what the metadata and the clinic say, and the
    interface's words.
    """
    for chapter in galley.chapters:
        yield chapter.markup
        yield chapter.notes
    yield repr((galley.manuscript.metadata, galley.manuscript.clinic))
    yield from words.catalogue.values()


def _judged(galley: Galley) -> Assessment:
    from prepress.checks.plain_language.assessment import assess

    return assess(galley)


def _differences(manuscript: Manuscript) -> tuple[Finding, ...]:
    if manuscript.original is None:
        return ()
    from prepress.checks.translations import differences

    return differences(manuscript, manuscript.original)


def _contradictions(galley: Galley) -> tuple[Finding, ...]:
    if galley.manuscript.metadata.accessibility is None:
        return ()
    from prepress.epub.accessibility import contradictions

    return contradictions(galley)
