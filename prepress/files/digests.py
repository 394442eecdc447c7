"""Digests: short names for contents, the same wherever and whenever the content is the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

#: The content that a name stands for; None where nothing answers to it.
Digest = str | None
#: How many bytes a digest has.
_SEAL = 64


def digest_of(content: bytes | str) -> str:
    """The digest that stands for `content` (SHA-256)."""
    if isinstance(content, str):  # names of files hold what cannot be written
        content = content.encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()


def sealed(body: bytes) -> bytes:
    """`body` behind its digest, as it is kept."""
    return digest_of(body).encode() + body


def unsealed(data: bytes) -> bytes | None:
    """What was `sealed` as `data`; None where it is not whole."""
    body = data[_SEAL:]
    return body if sealed(body) == data else None


def digest_of_file(file: Path) -> str:
    """The digest that stands for what `file` holds, however large it is. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_if_any(file: Path) -> Digest:
    """The digest that stands for what `file` holds; None where it cannot be read."""
    try:
        return digest_of_file(file)
    except OSError:
        return None


@cache
def _digest_of_state(file: Path, *_state: int) -> str:
    return digest_of_file(file)


def digest_in(file: Path) -> str:
    """The digest of a large file, read again only where the disk shows another state of it. Raises
    OSError.
    """
    status = file.stat()
    state = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return _digest_of_state(file, *state)
