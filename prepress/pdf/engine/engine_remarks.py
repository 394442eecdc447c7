"""Remarks: what the layout engine says while it works."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_remarks() -> Iterator[list[str]]:
    """What the engine says while it lays out and writes, such as a property it does not know."""
    remarks: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            remarks.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        with warnings.catch_warnings():
            # How large a picture may be is decided where it is examined.
            warnings.filterwarnings("ignore", "Image size .* decompression bomb")
            yield remarks
    finally:
        logger.handlers, logger.propagate = before, propagate
