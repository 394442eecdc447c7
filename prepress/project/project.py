"""The project: where sources, layouts, fonts and output lie, and which files a source may refer
to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from prepress.editions import EDITIONS, file_name
from prepress.errors import Place, SourceError
from prepress.files.layered_folders import holders
from prepress.layouts import LAYOUTS
from prepress.project.chapter_order import ChapterOrder, in_order, order_in
from prepress.project.chapters import (
    METADATA,
    Chapters,
    chapters_in,
    is_chapter,
    leads_out,
    visible_files,
)
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.files.digests import Digest

_PACKAGE = Path(__file__).resolve().parents[1]
#: The file in a publication's folder that says what the publication is.
METADATA_FILE = METADATA
#: The file in `sources/` that says what all clinics share, and the folder with one file for each of
#: them.
CLINIC_FILE, CLINICS = "clinic.yaml", "clinics"
#: The file beside a text, or in `sources/`, that is added to the stylesheets.
STYLE_FILE = "style.css"
#: The folder in a translation's own that keeps the original as it was when it was translated.
RECORDED = "_source"
#: How a translation's folder is called: by its language, with script and region where they matter
#: (BCP 47).
_LANGUAGE = re.compile(
    r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|[0-9]{3}))?", re.IGNORECASE | re.ASCII
)
_BEGIN = "Begin one with: makebook new NAME"
#: What the file is called that explains terms, as a mapping; a glossary in Markdown is a chapter.
GLOSSARY_FILES = ("glossary.yaml", "glossary.yml")
#: They lie among the layouts, but nothing is set with them.
_NO_LAYOUTS = frozenset(
    {"words", "example", "examples", "profiles", "citation-styles", "looks", "writing-pane"}
)


@dataclass(frozen=True)
class Project:
    """The folders of one project.

    `only` is the file that is its one publication, where somebody has named that by its path; it
    may be a folder of any kind then, which `has_own_layouts` or has none. Fonts it may have always.
    """

    root: Path
    output: Path
    only: Path | None = None
    has_own_layouts: bool = True

    @property
    def sources(self) -> Path:
        """The folder of the publications."""
        return self.root / "sources"

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project that `start` lies in: the nearest folder upwards with a `sources/`. Raises
        SourceError.
        """
        here = start.absolute()
        for root in (here, *here.parents):
            if (root / "sources").is_dir():
                return cls(root, root / "output")
        raise SourceError(
            "There is no folder “sources” here or above.", f"Change to your project. {_BEGIN}", here
        )

    def writing_to(self, output: Path) -> Project:
        """The same project with another output folder."""
        return replace(self, output=output)

    def folders(self, name: str) -> tuple[Path, ...]:
        """The folders called `name`, `layouts` or `fonts`: its own, then what ships."""
        own = (self.root / name,) if self.has_own_layouts or name == "fonts" else ()
        return tuple(dict.fromkeys((*own, shipped_folder(name))))

    def makes(self, path: str) -> bool:
        """Whether what lies at `path` is an edition of its only file, which lies beside that."""
        if self.only is None:
            return False
        name = Path(path).name
        return any(file_name(self.only.stem, edition) == name for edition in EDITIONS.values())

    def relative(self, path: Path) -> str:
        """`path` as messages and addresses name it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


@dataclass(frozen=True)
class Publication:
    """A publication that `sources/` holds: a folder, a translation in a folder of it, or one lone
    file.

    `name` names its outputs, `folder` is the one its files lie in, `clinic` the one that it is made
    for, if any. `original` is what a translation translates. `left_out` is what lies in its folder
    and may hold text, but is in no edition. Where a list of chapters gives the `files` their
    `order`, that is its own or, in a translation, its original's.
    """

    name: str
    folder: Path
    files: tuple[Path, ...]
    lone: bool = False
    clinic: str = ""
    original: Publication | None = None
    left_out: tuple[Path, ...] = ()
    order: ChapterOrder | None = None

    @property
    def lang(self) -> str | None:
        """The language of a translation as its folder is called; None where this is none."""
        return self.folder.name.replace("_", "-") if self.original else None

    def is_among(self, names: Sequence[str]) -> bool:
        """Whether somebody who names these publications means this one too: with each they mean its
        translations.
        """
        return self.name in names or (self.original is not None and self.original.name in names)

    @property
    def label(self) -> str:
        """What an author sees of it in `sources/`."""
        if self.lone:
            label = self.files[0].name
        elif self.original:
            label = f"{self.original.folder.name}/{self.folder.name}/"
        else:
            label = f"{self.folder.name}/"
        return f"{label} for {self.clinic}" if self.clinic else label


def source_files(publication: Publication) -> tuple[Path, ...]:
    """The files that a publication's text and metadata are read from."""
    if publication.lone:
        return publication.files
    beside = (METADATA_FILE, *GLOSSARY_FILES)
    found = [publication.folder / name for name in beside]
    return (*publication.files, *(file for file in found if file.exists()))


def style_files(project: Project, publication: Publication) -> tuple[Path, ...]:
    """The stylesheets that are added to ours for a publication: that of all sources first, then
    that of its original and its own.

    A single file may lie in a folder of any kind, where a stylesheet is meant for something else.
    """
    if not project.has_own_layouts:
        return ()
    originals = [publication.original.folder] if publication.original else []
    folders = dict.fromkeys((project.sources, *originals, publication.folder))
    files = [folder / STYLE_FILE for folder in folders]
    return tuple(file for file in files if file.is_file())


def unread_files(project: Project, publication: Publication) -> dict[str, Digest]:
    """What is left out of the publication, by its path from the project's root; that it is there is
    all that counts. Of the list that orders it, what it says counts.
    """
    unread: dict[str, Digest] = {project.relative(path): None for path in publication.left_out}
    if publication.order and publication.order.file.name != METADATA:
        unread[project.relative(publication.order.file)] = publication.order.digest
    return unread


def recorded_files(project: Project, publication: Publication) -> tuple[Path, ...]:
    """The files of a translation's original as they were when it was translated; none where nothing
    was recorded.
    """
    folder = publication.folder / RECORDED
    if not publication.original or not folder.is_dir():
        return ()
    book = folder / METADATA_FILE
    found, order = chapters_in(project.root, folder), publication.original.order
    files = in_order(folder, found, order).files if order else found.files
    return (*files, *([book] if book.exists() else []))


class OutsideProject(Exception):  # noqa: N818 - a place, not a mishap
    """A reference leads outside the project."""


def publications(project: Project) -> tuple[Publication, ...]:
    """All publications in natural order, each before its translations.

    Raises SourceError where there is none, or two would share their outputs.
    """
    if project.only:
        return (Publication(project.only.stem, project.only.parent, (project.only,), lone=True),)
    found: list[Publication] = []
    for path in visible_in(project, project.sources):
        if path.name == CLINICS:
            continue
        if path.is_dir():
            found += _in_folder(project, path)
        elif is_chapter(path):
            found.append(Publication(path.stem, path.parent, (path,), lone=True))
    if not found:
        raise SourceError("There is no publication in “sources”.", _BEGIN, "sources")
    refuse_shared_outputs(project, found)
    return tuple(found)


def _in_folder(project: Project, folder: Path) -> Iterator[Publication]:
    """The publication in a folder of `sources/`, if there is one, and its translations."""
    translations = dict(_translations(project, folder))
    own = chapters_in(project.root, folder, translations)
    # Where there is nothing but what is left out, reading it will say why.
    has_files_left_out = not all(path.is_dir() for path in own.left_out)
    if not (own.files or has_files_left_out or (folder / METADATA_FILE).exists()):
        return
    order = order_in(folder, own)
    own = in_order(folder, own, order) if order else own
    publication = Publication(folder.name, folder, own.files, left_out=own.left_out, order=order)
    yield publication
    for path, its in translations.items():
        name = f"{publication.name}-{path.name}"
        order = order_in(path, its) or publication.order
        chapters = in_order(path, its, order) if order else its
        yield Publication(
            name,
            path,
            chapters.files,
            original=publication,
            left_out=chapters.left_out,
            order=order,
        )


def _translations(project: Project, folder: Path) -> Iterator[tuple[Path, Chapters]]:
    """The folders of translations in the `folder` of a publication, and the chapters of each.

    Many short names could be a language of three letters, so that such a folder must have metadata
    of its own.
    """
    for path in visible_in(project, folder):
        if not _LANGUAGE.fullmatch(path.name) or not path.is_dir() or leads_out(project.root, path):
            continue
        found = chapters_in(project.root, path)
        is_short = len(re.split("[-_]", path.name)[0]) == 2
        if (path / METADATA_FILE).exists() or (found.files and is_short):
            yield path, found


def language_folders(root: Path, folder: str) -> list[str]:
    """The names of those folders in the `folder` of the project at `root` that could hold
    translations.
    """
    paths = (root / folder).iterdir()
    return sorted(path.name for path in paths if _LANGUAGE.fullmatch(path.name) and path.is_dir())


def refuse_shared_outputs(project: Project, found: Sequence[Publication]) -> None:
    """Raise SourceError where two of the publications would be written to the same file.

    Disks of macOS and Windows take names for one that differ in case or in how accents are stored.
    """
    if not _may_share_outputs(found):
        return
    outputs: dict[str, Publication] = {}
    for publication in found:
        for edition in EDITIONS.values():
            name = file_name(publication.name, edition)
            other = outputs.setdefault(_on_any_disk(name), publication)
            if other is not publication:
                what = f"“{other.label}” and “{publication.label}” would both be written to {name}."
                raise SourceError(what, "Rename one of them.", project.relative(project.sources))


def _may_share_outputs(found: Sequence[Publication]) -> bool:
    """Whether two names could, as far as the names of editions tell, none of which is loaded."""
    if set(EDITIONS) - set(EDITIONS.built_in):
        return True  # a package's edition may name its files as it likes
    names = [_on_any_disk(publication.name) for publication in found]
    if len(set(names)) == len(names) and not any(name.endswith(_edition_ends()) for name in names):
        return False  # as among thousands of copies
    stems = [*names, *(f"{name}-{edition}" for name in names for edition in EDITIONS)]
    return len(set(stems)) < len(stems)


@cache
def _edition_ends() -> tuple[str, ...]:
    """How a name ends that an edition could make to another one, as `a-large` and `a` do."""
    parts = [f"-{edition}".split("-") for edition in EDITIONS]
    return tuple({"-".join(each[: end + 1]) for each in parts for end in range(1, len(each))})


def _on_any_disk(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def layout_folders(project: Project, layout: str, place: Place) -> tuple[Path, ...]:
    """Where the files of `layout` are looked for, the project's own first.

    Where neither the project nor makebook has a layout of that name, one of an installed package
    stands before what all layouts of makebook share. Raises SourceError at `place` where there is
    none, MachineError where that of a package cannot be loaded.
    """
    roots = project.folders("layouts")
    own = [folder for root in roots for folder in (root / layout, root) if folder.is_dir()]
    names = _layouts_in(roots)
    if layout in names:
        return tuple(own)
    if layout not in LAYOUTS:
        known = sorted({*names, *LAYOUTS})
        raise SourceError(f"There is no layout “{layout}”.", suggestion(layout, known), place)
    return (*own[:-1], LAYOUTS[layout], own[-1])


def _layouts_in(roots: Sequence[Path]) -> list[str]:
    """The layouts that have a folder in one of `roots`."""
    folders = {path for root in roots if root.is_dir() for path in root.iterdir() if path.is_dir()}
    names = {folder.name for folder in folders if not folder.name.startswith(".")}
    return sorted(name for name in names if name.partition(".")[0] not in _NO_LAYOUTS)


def font_folders(project: Project) -> tuple[Path, ...]:
    """Where fonts are looked for, the project's own first."""
    return tuple(folder for folder in project.folders("fonts") if folder.is_dir())


def font_file(folders: Sequence[Path], url: str) -> Path | None:
    """The file behind `fonts/FAMILY/FILE` in the folders of fonts, the project's own first."""
    return next(holders(folders, url.removeprefix("fonts/")), None)


def font_names(folders: Sequence[Path], folder: str) -> list[str]:
    """The names of the fonts in `folder` of the folders of fonts, in alphabetical order."""
    here = [path / folder for path in folders if (path / folder).is_dir()]
    files = {file.name for each in here for file in each.iterdir()}
    return sorted(name for name in files if name.lower().endswith((".ttf", ".otf")))


def shipped_folder(name: str) -> Path:
    """A folder that ships with makebook: inside the package once installed, beside it in a
    checkout.
    """
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def file_inside(project: Project, base: Path, reference: str) -> Path:
    """The file inside the project that `reference`, percent-encoded or not, means in a file in
    `base`.

    Raises OutsideProject for absolute paths, drives, schemes, and whatever `..` or a symbolic link
    leads outside.
    """
    path = unquote(reference)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/~]", path) or "\\" in path or "\0" in path:
        raise OutsideProject(reference)
    return inside(project, base / path)


def inside(project: Project, path: Path) -> Path:
    """What `path` really is, with symbolic links followed. Raises OutsideProject where that is not
    in the project.
    """
    try:
        file = path.resolve()
        with suppress(FileNotFoundError, NotADirectoryError):
            path.stat()  # the disk refuses names that are too long, and links in a circle
    except PermissionError as error:
        what = f"This cannot be read: {error.strerror}."
        raise SourceError(what, "Allow reading it, or move it away.", path) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: such links before Python 3.13
        raise OutsideProject(str(path)) from error
    if not file.is_relative_to(project.root.resolve()):
        raise OutsideProject(str(path))
    return file


def visible_in(project: Project, folder: Path) -> list[Path]:
    """What authors put into `folder` of the project, as `visible_files` says. Raises SourceError
    as it does.
    """
    return visible_files(project.root, folder)
