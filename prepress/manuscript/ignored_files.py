"""Ignored files: what lies in the folder of a publication and may be meant as text, but is in no
edition.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.first_heading import first_heading
from prepress.project.chapters import METADATA, is_chapter, is_readme
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript
    from prepress.project.project import Project, Publication

_CODE = "M-001"


def ignored_file_findings(project: Project, publication: Publication) -> tuple[Finding, ...]:
    """One finding for each file that is no chapter, seen from its name alone."""
    return tuple(
        _finding_on(Place(project.relative(path)), path, publication)
        for path in publication.left_out
    )


def empty_chapter_findings(
    project: Project, publication: Publication, manuscript: Manuscript
) -> tuple[Finding, ...]:
    """One finding for each chapter without text; a file that holds the metadata alone, or the
    heading that is the title, has done its part.
    """
    in_use = {chapter.file for chapter in manuscript.chapters} | {manuscript.metadata_file}
    in_use |= {each.place.file for each in manuscript.findings if each.code == _CODE}
    files = (project.relative(file) for file in publication.files)
    hint = "Write its text, or begin its name with _ until there is some."
    return tuple(
        Finding(_CODE, Place(file), "This file is empty, so it is no chapter.", hint)
        for file in files
        if file not in in_use and not first_heading(read_text(project.root / file, file))
    )


def _finding_on(place: Place, path: Path, publication: Publication) -> Finding:
    if path.name == METADATA:
        what = (
            f"This folder has metadata of its own, so nothing in it is part of "
            f"“{publication.label}”."
        )
        hint = (
            "Move the folder into sources/ to publish it by itself, or delete this file to make "
            "the others chapters."
        )
    elif publication.order and is_chapter(path):
        what = f"This file is in no edition, since {publication.order.file.name} does not list it."
        hint = "List it there, or begin its name with _ to keep it out."
    elif is_readme(path):
        what = "This README lies among chapters, but is in no edition."
        hint = "Call it 00-introduction.md to make it a chapter, or README.txt to keep it out."
    else:
        what = (
            f"This file is in no edition, since a chapter's name does not end in “{path.suffix}”."
        )
        hint = (
            f"Call it {path.stem}.md to make it a chapter, or begin its name with _ to keep it out."
        )
    return Finding(_CODE, place, what, hint)
