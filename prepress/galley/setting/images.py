"""Images: each one found in the project, examined once, and described in words or declared an
ornament.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from prepress.errors import Place
from prepress.findings import Finding
from prepress.images.foreign_formats import PAGE
from prepress.images.pictures import UNDESCRIBED, Picture, PictureError, examine
from prepress.project.project import OutsideProject, Project, file_inside
from prepress.text.xhtml import take_out

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.manuscript import Chapter, Manuscript


class Gallery:
    """The pictures of one galley, in the order in which the text first uses them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._pictures: dict[tuple[Path, int], Picture] = {}
        self._absent: dict[str, None] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that the text uses, once."""
        return tuple(self._pictures.values())

    @property
    def absent(self) -> tuple[str, ...]:
        """Where pictures would win over those that were found, by their paths from the project's
        root.
        """
        return tuple(self._absent)

    def place(self, draft: Draft, manuscript: Manuscript) -> list[Finding]:
        """Point each image of the chapter at its picture; one that cannot be set is taken out and
        is a finding.
        """
        findings: list[Finding] = []
        folders = _folders(draft.chapter, manuscript)
        for image in draft.elements("img"):
            source = image.get("src", "")
            try:
                found = self._picture(source, folders)
            except PictureError as error:
                findings.append(_finding(error, draft.place(image, source)))
                take_out(image)
                continue
            image.set("src", found.url)
            alt = image.get("alt")
            if alt is None or (alt and not alt.strip()):
                findings.append(_lacks_description(source, draft.place(image, source)))
                image.set("alt", "")
            elif alt.startswith(UNDESCRIBED):
                findings.append(_has_stopgap(source, draft.place(image, source)))
        return findings

    def cover(self, manuscript: Manuscript) -> tuple[Picture | None, list[Finding]]:
        """The picture named by `cover-image`, and what is wrong with it."""
        source = manuscript.metadata.cover_image
        if source is None:
            return None, []
        place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("cover-image"))
        own = dict(self._pictures)
        try:
            return self._picture(source, manuscript.folders), []
        except PictureError as error:
            return None, [_finding(error, place)]
        finally:
            self._pictures = own

    def logo(self, clinic: Clinic) -> tuple[Picture | None, list[Finding]]:
        """The clinic's logo, which lies beside the file that names it, and what is wrong with
        it.
        """
        if clinic.logo is None:
            return None, []
        place = clinic.places["logo"]
        beside = self._project.root / PurePosixPath(place.file).parent
        try:
            return self._picture(clinic.logo, (beside,)), []
        except PictureError as error:
            return None, [_finding(error, place)]

    def _picture(self, source: str, folders: Sequence[Path]) -> Picture:
        """The picture `source`, from the first of `folders` that has it. Raises PictureError."""
        address, _, fragment = source.partition("#")
        page = PAGE.fullmatch(fragment)
        number = int(page[1]) if page else 1
        paths = self._paths(address if page else source, folders)
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            raise _missing(source, paths[0])
        root = self._project.root.resolve()
        earlier = paths[: paths.index(path)]
        self._absent |= dict.fromkeys(each.relative_to(root).as_posix() for each in earlier)
        if (path, number) not in self._pictures:
            relative = path.relative_to(root).as_posix()
            try:
                self._pictures[path, number] = examine(path, quote(relative), number)
            except OSError as error:
                what = f"The picture “{source}” cannot be read: {error.strerror}."
                hint = "Allow reading it, or use a copy of it."
                raise PictureError("I-002", what, hint) from error
        return self._pictures[path, number]

    def _paths(self, source: str, folders: Sequence[Path]) -> list[Path]:
        """Where `source` may lie. Raises PictureError where the first place is outside the
        project.
        """
        try:
            paths = [file_inside(self._project, folders[0], source)]
        except OutsideProject as error:
            raise _outside(source) from error
        for folder in folders[1:]:
            # It lies higher, so that `..` may lead out of the project from there.
            with suppress(OutsideProject):
                paths.append(file_inside(self._project, folder, source))
        return paths


def _folders(chapter: Chapter, manuscript: Manuscript) -> tuple[Path, ...]:
    """Where a chapter's pictures are looked for: beside itself, as Markdown has it, then in the
    publication's folder.

    Each time, what a translation does not have is taken from the same folder of its original.
    """
    beside = (folder / chapter.folder for folder in manuscript.folders)
    return tuple(dict.fromkeys([*beside, *manuscript.folders]))


def _finding(error: PictureError, place: Place) -> Finding:
    return Finding(error.code, place, error.what, error.hint)


def _outside(source: str) -> PictureError:
    scheme = urlsplit(source).scheme.lower()
    what = "is on the network" if scheme in ("http", "https") else "lies outside the project"
    hint = "Copy it into the publication's images/ folder and use that copy."
    return PictureError("I-003", f"The picture “{source[:200]}” {what}.", hint)


def _missing(source: str, path: Path) -> PictureError:
    folder = path.parent
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    near = difflib.get_close_matches(path.name.lower(), [name.lower() for name in names], 1, 0.6)
    hint = "Put the file there, or mend its name."
    if near:
        name = next(name for name in names if name.lower() == near[0])
        hint = f"Did you mean “{PurePosixPath(unquote(source)).parent / name}”?"
    return PictureError("I-001", f"There is no picture “{source}”.", hint)


def _lacks_description(source: str, place: Place) -> Finding:
    return Finding(
        "A-001",
        place,
        f"The picture “{source}” has no alt text, so a screen reader cannot say what it shows.",
        (
            f'Describe it: ![]({source}){{alt="…"}}; for an ornament write '
            f"![]({source}){{.decorative}}."
        ),
    )


def _has_stopgap(source: str, place: Place) -> Finding:
    what = (
        f"The alt text of “{source}” still says “{UNDESCRIBED}”, and so a screen reader says just "
        f"that."
    )
    return Finding("A-002", place, what, "Write in its place what the picture shows.")
