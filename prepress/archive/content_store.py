"""Content store: files by what they hold, each content once, called by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import ChangedError, MachineError, SourceError
from prepress.files.atomic import sweep, write_whole
from prepress.files.digests import digest_in, digest_of, digest_of_file

_PART = 1024 * 1024
#: The most that is read into memory at once, in bytes: a list of copies, never a copy itself.
_LARGEST_LIST = 32 * 1024 * 1024
_RESTORE = "Take this file from a backup of the archive."


@dataclass(frozen=True)
class ContentStore:
    """The `folder` of the copies; a copy is called as the SHA-256 of its content, and so it can be
    checked by any program that knows that sum.
    """

    folder: Path

    def file(self, digest: str) -> Path:
        """Where the copy with this `digest` lies, whether it is there or not."""
        return self.folder / digest

    def add(self, content: bytes) -> str:
        """Keep `content`; its digest. Raises MachineError where it cannot be written."""
        digest = digest_of(content)
        if self.fault(digest):
            write_whole(self._free(digest), content)
        return digest

    def add_file(self, file: Path) -> str:
        """Keep what `file` holds, however large it is; its digest.

        Raises ChangedError where it changes meanwhile, MachineError where it cannot be read or the
        copy cannot be written.
        """
        try:
            digest = digest_in(file)
        except OSError as error:
            raise _unreadable(file, error) from error
        if self.fault(digest):
            write_whole(self._free(digest), _parts(file, digest, ChangedError.of(str(file))))
        return digest

    def fault(self, digest: str) -> str:
        """What is wrong with a copy, such as “is missing”; empty where it is whole."""
        file = self.file(digest)
        try:
            if file.is_symlink():
                return "is a link, not a copy"
            if not file.is_file():
                return "is missing"
            return "" if digest_of_file(file) == digest else "has changed"
        except OSError as error:
            return f"cannot be read ({error.strerror})"

    def whole(self, digest: str) -> Path:
        """The file of a copy. Raises SourceError where it is not whole."""
        file = self.file(digest)
        if fault := self.fault(digest):
            raise SourceError(f"This copy {fault}.", _RESTORE, file)
        return file

    def read(self, digest: str) -> bytes:
        """The content of a list that is kept. Raises SourceError where it is not whole."""
        file = self.whole(digest)
        if file.stat().st_size > _LARGEST_LIST:
            raise SourceError("This copy is too large for a list.", _RESTORE, file)
        return file.read_bytes()

    def copy(self, digest: str, to: Path) -> None:
        """Write the copy with this `digest` to the new file `to`.

        Raises SourceError where it is not whole, MachineError where it cannot be written.
        """
        file = self.whole(digest)
        changed = SourceError("This copy has changed.", _RESTORE, file)
        write_whole(to, _parts(file, digest, changed), durable=False)

    def digests(self) -> frozenset[str]:
        """What is kept, by name."""
        if not self.folder.is_dir():
            return frozenset()
        names = (file.name for file in self.folder.iterdir())
        return frozenset(name for name in names if not name.startswith("."))

    def sweep(self) -> None:
        """Remove what releases that died have left half-written."""
        sweep(self.folder)

    def _free(self, digest: str) -> Path:
        """Where a copy is to be written; a link that lies there is taken away."""
        file = self.file(digest)
        if file.is_symlink():
            file.unlink()
        return file


def _parts(file: Path, digest: str, otherwise: Exception) -> Iterator[bytes]:
    """What `file` holds, part by part; raises `otherwise` where that is not what `digest` says."""
    content = hashlib.sha256()
    for part in _read_parts(file):
        content.update(part)
        yield part
    if content.hexdigest() != digest:
        raise otherwise


def _read_parts(file: Path) -> Iterable[bytes]:
    try:
        with file.open("rb") as stream:
            while part := stream.read(_PART):
                yield part
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> MachineError:
    what = f"This cannot be kept: {error.strerror}."
    return MachineError(what, "Allow reading it, then build the release again.", file)
