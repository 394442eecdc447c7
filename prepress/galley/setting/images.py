"""Images: each one found in the project, examined once, and described in words or declared an
ornament.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from prepress.errors import Place
from prepress.files.digests import Digest, digest_if_any
from prepress.findings import Finding
from prepress.galley.setting.picture_stopgaps import put_box, stopgap_description
from prepress.images.foreign_formats import PAGE
from prepress.images.pictures import UNDESCRIBED, Picture, PictureError, examine
from prepress.images.rasters import LARGEST_PIXELS
from prepress.project.project import OutsideProject, Project, file_inside
from prepress.text.suggestions import Likenesses

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.manuscript import Chapter, Manuscript


class Gallery:
    """The pictures of one galley, in the order in which the text first uses them."""

    def __init__(self, project: Project, most_pixels: int = LARGEST_PIXELS) -> None:
        self._project = project
        self._most_pixels = most_pixels
        self._pictures: dict[tuple[Path, int], Picture] = {}
        self._absent: dict[str, None] = {}
        self._unusable: dict[str, Digest] = {}
        self._failures: dict[tuple[Path, int], PictureError] = {}
        self._names = _FileNames()

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

    @property
    def unusable(self) -> Mapping[str, Digest]:
        """The files that are no pictures that can be set, by their paths from the project's root;
        they may be mended.
        """
        return dict(self._unusable)

    def place(
        self, draft: Draft, manuscript: Manuscript, refused: Collection[Place] = ()
    ) -> list[Finding]:
        """Point each image of the chapter at its picture; one that cannot be set, or is not
        described, is a finding, and something harmless is set for what is missing. At the
        `refused` places it is said already that an address was taken away.
        """
        findings: list[Finding] = []
        folders = _folders(draft.chapter, manuscript)
        for image in draft.elements("img"):
            source = image.get("src", "")
            try:
                found = self._picture(source, folders)
            except PictureError as error:
                place = draft.place(image, source)
                if source or place not in refused:
                    findings.append(_finding(error, place))
                put_box(image, source)
                continue
            image.set("src", found.url)
            alt = image.get("alt")
            if alt is None or (alt and not alt.strip()):
                findings.append(_lacks_description(source, draft.place(image, source)))
                image.set("alt", stopgap_description(image, source))
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
        if not source:
            hint = "Write where it lies, such as ![](images/picture.png)."
            raise PictureError("I-001", "There is a picture without an address.", hint)
        address, number = _page_of(source)
        paths = self._paths(address, folders)
        path = next((path for path in paths if path.is_file()), None)
        root = self._project.root.resolve()
        earlier = paths[: paths.index(path)] if path else paths
        self._absent |= dict.fromkeys(each.relative_to(root).as_posix() for each in earlier)
        if path is None:
            raise _missing(source, paths[0], self._names)
        return self._examined(path, number, source)

    def _examined(self, path: Path, number: int, source: str) -> Picture:
        """The picture at `path`, or on its page of that number, looked at once."""
        key = (path, number)
        if key in self._failures:
            raise self._failures[key]
        if key not in self._pictures:
            relative = path.relative_to(self._project.root.resolve()).as_posix()
            try:
                self._pictures[key] = self._opened(path, relative, number, source)
            except PictureError as error:
                self._failures[key] = error
                self._unusable[relative] = digest_if_any(path)
                raise
        return self._pictures[key]

    def _opened(self, path: Path, relative: str, page: int, source: str) -> Picture:
        """The picture at `path`. Raises PictureError, also where it may not be read."""
        try:
            return examine(path, quote(relative), page, self._most_pixels)
        except OSError as error:
            what = f"The picture “{source}” cannot be read: {error.strerror}."
            raise PictureError("I-002", what, "Allow reading it, or use a copy of it.") from error

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


class _FileNames:
    """The names of files in folders, among which the nearest to a wrong one is looked for."""

    def __init__(self) -> None:
        self._likenesses = Likenesses()
        self._names: dict[Path, dict[str, str]] = {}
        self._lower: dict[Path, list[str]] = {}

    def nearest(self, path: Path) -> str | None:
        """The file beside `path` with a name like its own."""
        folder = path.parent
        if folder not in self._names:
            names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
            self._names[folder] = {name.lower(): name for name in reversed(names)}
            self._lower[folder] = list(self._names[folder])
        near = self._likenesses.nearest(path.name.lower(), self._lower[folder], 0.6)
        return self._names[folder][near] if near else None


def _page_of(source: str) -> tuple[str, int]:
    """The address of a picture without the page of a PDF that it names, and that page."""
    address, _, fragment = source.partition("#")
    page = PAGE.fullmatch(fragment)
    return (address, int(page[1])) if page else (source, 1)


def _missing(source: str, path: Path, names: _FileNames) -> PictureError:
    name = names.nearest(path)
    hint = "Put the file there, or mend its name."
    if name:
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
