"""Store address: which store somebody means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.shared_cache.store import Store


def open_store(address: str) -> Store:
    """The store at `address`: a folder, an address of HTTP, or another that fsspec knows.

    Raises UsageError where it is none, MachineError where a library for it is missing.
    """
    kind, colon, _ = address.partition("://")
    if not colon:
        from prepress.shared_cache.folder_store import FolderStore

        return FolderStore(Path(address).expanduser().absolute())
    if kind.lower() in ("http", "https"):
        from prepress.shared_cache.http_store import HttpStore

        return HttpStore(address)
    from prepress.shared_cache.fsspec_store import FsspecStore

    return FsspecStore(address)
