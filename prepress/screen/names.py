"""Names: the files of an edition, in plain ASCII and each different, whatever the sources are
called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from prepress.images.pictures import Picture

_SUFFIXES = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
_LONGEST = 60


class PackageNames:
    """The names taken so far; capitals do not tell two names apart, since on many disks they are
    one file.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str, suffix: str, folder: str = "") -> str:
        """A free name in `folder` (such as `images/`) close to `wanted`, taken from now on."""
        plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:_LONGEST] or "part"
        name, number = f"{folder}{stem}{suffix}", 1
        while name.lower() in self._taken:
            number += 1
            name = f"{folder}{stem}-{number}{suffix}"
        self._taken.add(name.lower())
        return name


def picture_names(pictures: Iterable[Picture], names: PackageNames) -> dict[str, str]:
    """For each picture's `url` its name among the files."""
    return {picture.url: picture_name(picture, names) for picture in pictures}


def picture_name(picture: Picture, names: PackageNames) -> str:
    """A free name for `picture`, with the suffix that its content calls for."""
    stem = PurePosixPath(unquote(picture.url)).stem
    return names.take(stem, _SUFFIXES[picture.media_type], "images/")
