"""Folder store: a shared cache in a folder, such as one of a file server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prepress.errors import MachineError
from prepress.files.atomic import write_whole
from prepress.shared_cache.store import StoreError


@dataclass(frozen=True)
class FolderStore:
    """The `folder`, which need not be there before something is put into it."""

    folder: Path

    def get(self, path: str, most: int) -> bytes | None:
        """What lies at `path`, as of any store."""
        try:
            with (self.folder / path).open("rb") as file:
                data = file.read(most + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._error("be read", error.strerror) from error
        return data if len(data) <= most else None

    def put(self, path: str, data: bytes) -> None:
        """Put `data` at `path`, as into any store."""
        try:
            write_whole(self.folder / path, data, durable=False)
        except MachineError as error:
            raise self._error("be written to", error.what.rstrip(".")) from error

    def close(self) -> None:
        """Nothing is open."""

    def _error(self, what: str, why: str | None) -> StoreError:
        return StoreError(f"The cache {self.folder} cannot {what}: {why}.", "Look to that folder.")
