"""Released PDFs: the paper editions that were given out, so that a later build can be compared with
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.archive.archive_folder import Archive
from prepress.editions import EDITIONS, file_name
from prepress.releases.ledger import releases

if TYPE_CHECKING:
    from prepress.project.project import Project, Publication


def released_pdfs(project: Project, publication: Publication, revision: str) -> Mapping[str, Path]:
    """The copies of the PDFs that `publication` had when it was last released as `revision`, by
    edition; empty where none was kept.

    Those of releases from before there was an archive lie in `output/releases/`. Raises SourceError
    where the archive is not whole.
    """
    archive = Archive(project)
    for release in reversed(releases(project, publication)):
        if release.revision == revision and release.manifest:
            files = archive.manifest(release).files
            names = _paper_names(publication.name)
            return {each: archive.store.whole(files[name]) for each, name in names if name in files}
    return paper_editions(project.output / "releases" / revision, publication.name)


def paper_editions(folder: Path, publication: str) -> Mapping[str, Path]:
    """The PDFs of `publication` that lie in `folder`, by edition, in the order of the editions."""
    files = {edition: folder / name for edition, name in _paper_names(publication)}
    return {edition: file for edition, file in files.items() if file.is_file()}


def _paper_names(publication: str) -> list[tuple[str, str]]:
    """The editions on paper, and what the file of each is called."""
    return [
        (name, file_name(publication, edition))
        for name, edition in EDITIONS.items()
        if edition.form == "pdf"
    ]
