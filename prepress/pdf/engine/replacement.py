"""Replacement: a part of a library that is another one for the time of a block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(holder: Any, name: str, replacement: Any) -> Iterator[None]:
    """In the block, `name` of a module or class is its `replacement`.

    The standard library has this among its tools for tests, which take long to import.
    """
    original = vars(holder)[name]
    setattr(holder, name, replacement)
    try:
        yield
    finally:
        setattr(holder, name, original)
