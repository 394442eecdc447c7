"""Font families: those that lie in the folders of fonts, by the names that the fonts themselves
bear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prepress.project.project import font_file, font_names

_BOLD, _SEMIBOLD = 700, 600
_REGULAR = 400


@dataclass(frozen=True)
class FontFace:
    """A font of the `family`; `url` is where the layouts have its file."""

    family: str
    weight: int
    italic: bool
    url: str

    @property
    def rule(self) -> str:
        """The rule that makes it known to a stylesheet."""
        style = "italic" if self.italic else "normal"
        return (
            f'@font-face {{ font-family: "{self.family}"; src: url({self.url}); '
            f"font-weight: {self.weight}; font-style: {style} }}\n"
        )


def find_family(folders: Sequence[Path], name: str) -> tuple[FontFace, ...]:
    """The faces of the family `name`, however its letters are written; none where there is no such
    family.
    """
    wanted = _plain(name)
    alone = wanted.replace(" ", "-")
    # Where a folder is called as the family is, no other font needs to be opened.
    for each in dict.fromkeys((alone, *_font_folders(folders))):
        faces = [face for face in _faces_in(folders, each) if _plain(face.family) == wanted]
        if faces:
            return tuple(faces)
    return ()


def family_names(folders: Sequence[Path]) -> list[str]:
    """The names of all families, in alphabetical order."""
    return sorted(
        {face.family for each in _font_folders(folders) for face in _faces_in(folders, each)}
    )


def folder_of(faces: Sequence[FontFace]) -> str:
    """The folder in `fonts/` that a family's `faces` lie in."""
    return faces[0].url.split("/")[1]


def _font_folders(folders: Sequence[Path]) -> list[str]:
    found = {path.name for folder in folders for path in folder.iterdir() if path.is_dir()}
    return sorted(name for name in found if not name.startswith("."))


def _faces_in(folders: Sequence[Path], folder: str) -> Iterator[FontFace]:
    """The faces in a folder of `fonts/`; of those that would be the same one, the first."""
    seen = set()
    for name in font_names(folders, folder):
        url = f"fonts/{folder}/{name}"
        file = font_file(folders, url)
        if file is None:
            continue
        stamp = file.stat()
        font = _read(file, stamp.st_mtime_ns, stamp.st_size)
        if font and font not in seen:
            seen.add(font)
            yield FontFace(*font, url)


@lru_cache(maxsize=256)
def _read(file: Path, modified: int, size: int) -> tuple[str, int, bool] | None:
    """The family, weight and slant of a font as it was `modified`; None where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True) as font:
            family = font["name"].getBestFamilyName()
            marks = font["OS/2"]
            weight, is_italic = marks.usWeightClass, bool(marks.fsSelection & 1)
    except (OSError, TTLibError, KeyError, ValueError, AttributeError):
        return None
    if not family or '"' in family or "\\" in family:
        return None
    # Layouts ask for two weights; a family whose bold is a semibold has no other.
    return str(family), _REGULAR if weight < _SEMIBOLD else _BOLD, is_italic


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
