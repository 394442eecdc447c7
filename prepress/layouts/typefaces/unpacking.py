"""Unpacking of font packages: their fonts and licences are read into memory and never written
where the package says.
"""

from __future__ import annotations

import io
import lzma
import re
import shutil
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from prepress.errors import SourceError
from prepress.layouts.typefaces.scripts import CJK_PACKAGE, Typeface

FONTS = (".ttf", ".otf", ".ttc")
_LICENCE = re.compile(r"(OFL|LICEN[CS]E)[\w.-]*|copyright", re.IGNORECASE)
_LARGEST_FONT_BYTES = 64 * 1024 * 1024
_LARGEST_LICENCE_BYTES = 256 * 1024
_MOST_FILES, _MOST_BYTES = 20_000, 2 * 1024**3
_KINDS = "Give a .tgz, .zip, .whl, .deb, .ttf, .otf or .ttc file, or a folder."


def files_in(path: Path, typeface: Typeface) -> Iterator[tuple[str, bytes]]:
    """The upright regular and bold fonts that are called as those of `typeface`, and the licences,
    each by its name.

    `path` is a package (.tgz, .zip, .whl, .deb), a folder, or a font. Files that are larger than
    any font are passed over. Raises SourceError where it cannot be read as what it is called.
    """
    if not path.exists():
        raise SourceError("There is no such file or folder.", _KINDS, path)
    try:
        if path.suffix.lower() in FONTS and path.is_file():
            yield path.name, path.read_bytes()[:_LARGEST_FONT_BYTES]
        else:
            yield from _files_of_use(path, typeface)
    except (
        tarfile.TarError,
        zipfile.BadZipFile,
        lzma.LZMAError,
        zlib.error,
        EOFError,
        ValueError,
    ) as error:
        raise SourceError(
            "This cannot be unpacked; it is damaged, or no package.", _KINDS, path
        ) from error
    except (NotImplementedError, RuntimeError) as error:  # a way of packing, or a password
        raise SourceError(
            f"This cannot be unpacked: {error}.", "Unpack it, and give the folder.", path
        ) from error
    except OSError as error:
        what = f"This cannot be read: {error.strerror or error}."
        raise SourceError(what, "Allow reading it, or give another file.", path) from error


def _files_of_use(path: Path, typeface: Typeface) -> Iterator[tuple[str, bytes]]:
    """Those files of a package or folder that are of use."""
    stems = typeface.stem
    if typeface.debian == CJK_PACKAGE:
        stems = rf"(?:{typeface.stem}|NotoSansCJK)"
    font = re.compile(rf"{stems}[-_](?:400|700)?(?:Regular|Bold)\.(?:ttf|otf|ttc)", re.IGNORECASE)
    total = 0
    for number, (name, size, open_entry) in enumerate(_entries(path)):
        total += size
        if number >= _MOST_FILES or total > _MOST_BYTES:
            raise ValueError("more than a package of fonts holds")
        base = PurePosixPath(name.replace("\\", "/")).name
        is_font = font.fullmatch(base) is not None
        limit = _LARGEST_FONT_BYTES if is_font else _LARGEST_LICENCE_BYTES
        if size > limit or not (is_font or _LICENCE.fullmatch(base)):
            continue
        stream = open_entry()
        if stream:
            with stream:
                yield base, stream.read(limit)


def _entries(path: Path) -> Iterator[tuple[str, int, Callable[[], IO[bytes] | None]]]:
    """Each file in `path`: its name, its size in bytes, and what opens it."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file():
                yield file.name, file.stat().st_size, partial(io.FileIO, file)
    elif path.suffix.lower() == ".deb":
        yield from _tar_entries(_data_of(path))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                yield entry.filename, entry.file_size, partial(archive.open, entry)
    else:
        with path.open("rb") as stream:
            yield from _tar_entries(stream)


def _tar_entries(stream: IO[bytes]) -> Iterator[tuple[str, int, Callable[[], IO[bytes] | None]]]:
    """The plain files of a tar archive, which may be compressed; links and devices are none."""
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for entry in archive:
            if entry.isfile():
                yield entry.name, entry.size, partial(archive.extractfile, entry)


def _data_of(deb: Path) -> IO[bytes]:
    """The files of a Debian package as a tar archive (deb(5)); ValueError where there is none.

    Ubuntu compresses with zstd, which this Python may not know; there dpkg-deb does.
    """
    left = deb.stat().st_size
    with deb.open("rb") as stream:
        if stream.read(8) != b"!<arch>\n":
            raise ValueError("no Debian package")
        while header := stream.read(60):
            name, size = header[:16].strip(b" /"), int(header[48:58])
            if not 0 <= size <= left:
                raise ValueError("a Debian package with a file of an impossible length")
            if name.startswith(b"data.tar"):
                break
            stream.seek(size + size % 2, io.SEEK_CUR)
        else:
            raise ValueError("a Debian package without files")
        if not name.endswith(b".zst"):
            return io.BytesIO(stream.read(size))
    program = shutil.which("dpkg-deb")
    if program is None:
        raise NotImplementedError("it is compressed with zstd")
    return io.BytesIO(
        subprocess.run([program, "--fsys-tarfile", deb], capture_output=True, check=False).stdout
    )
