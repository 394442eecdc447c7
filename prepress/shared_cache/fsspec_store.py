"""Fsspec store: a shared cache wherever fsspec can read and write, such as S3, Azure, Google Cloud
Storage or SFTP.
"""

from __future__ import annotations

from prepress.errors import MachineError, UsageError
from prepress.shared_cache.store import StoreError


class FsspecStore:
    """The folder at `address`, such as `s3://bucket/makebook`; who may use it is said as each
    library wishes, mostly in the environment.

    Raises MachineError where a library is missing, UsageError for an address of no known kind.
    """

    def __init__(self, address: str) -> None:
        self._kind = address.partition("://")[0]
        try:
            from fsspec.core import url_to_fs

            self._files, self._folder = url_to_fs(address)
        except ImportError as error:
            what = f"A cache at {self._kind}:// needs a library: {error}"
            raise MachineError(what, "Install makebook[cache], and what that names.") from error
        except ValueError as error:
            what = f"No cache can lie at {self._kind}://."
            raise UsageError(what, "Name a folder, or an address that fsspec knows.") from error
        except Exception as error:
            raise self._error(error) from error

    def get(self, path: str, most: int) -> bytes | None:
        """What lies at `path`, as of any store."""
        try:
            with self._files.open(f"{self._folder}/{path}", "rb") as file:
                data: bytes = file.read(most + 1)
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._error(error) from error
        return data if len(data) <= most else None

    def put(self, path: str, data: bytes) -> None:
        """Put `data` at `path`, as into any store."""
        try:
            self._write(f"{self._folder}/{path}", data)
        except Exception as error:
            raise self._error(error) from error

    def close(self) -> None:
        """Nothing is open."""

    def _write(self, path: str, data: bytes) -> None:
        """Write a file, and before it a folder below the store's own, where it needs one; the
        store's own is never made, since a slip in its name would be a new bucket.
        """
        try:
            self._files.pipe_file(path, data)
        except FileNotFoundError:
            if not self._files.exists(self._folder):
                raise
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, data)

    def _error(self, error: Exception) -> StoreError:
        why = (str(error) or type(error).__name__).rstrip(".")
        what = f"The cache at {self._kind}:// cannot be used: {why}."
        return StoreError(what, "Look whether it is there and lets you in.")
