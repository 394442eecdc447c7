"""Store: where a shared cache lies, which gives and takes what is called by a digest."""

from __future__ import annotations

from typing import Protocol

from prepress.errors import MachineError


class StoreError(MachineError):
    """A store that cannot be reached, or does not do what it is asked."""


class Store(Protocol):
    """Contents by their paths: `cas/` and the SHA-256 of the content itself, or `ac/` and that of
    what a result was made from, as the caches of Bazel have it.
    """

    def get(self, path: str, most: int) -> bytes | None:
        """What lies at `path`; None where there is nothing whole, or more than `most` bytes.

        Raises StoreError.
        """

    def put(self, path: str, data: bytes) -> None:
        """Put `data` at `path`, in place of what lies there. Raises StoreError."""

    def close(self) -> None:
        """Let go of the store."""
