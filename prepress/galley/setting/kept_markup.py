"""Kept markup: chapters as they were read last, in a folder of the project's output, so that only
those that have changed are read again.

The folder may be deleted at any time, and what is damaged in it only costs time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

import prepress
from prepress.files.digests import digest_of, sealed, unsealed
from prepress.files.shapes import expect_shape
from prepress.findings import Finding, findings_kept
from prepress.text.escapes import json_text

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter


@dataclass(frozen=True)
class ReadText:
    """What a chapter came to: its fragment of XHTML, and what was found while reading it."""

    html: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class KeptMarkup:
    """The chapters in a `folder`; where that is None, none is kept."""

    folder: Path | None = None

    def find(self, key: str) -> ReadText | None:
        """What the chapter of this key came to; None where it is not there as it was."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / file_name(key)).read_bytes()
        except OSError:
            return None
        return _read(data)


#: Where nothing is kept.
NOTHING_KEPT = KeptMarkup()


def key_of(chapter: Chapter, lang: str, links: Mapping[str, str]) -> str:
    """What stands for all that a chapter is read from."""
    return digest_of(repr((prepress.__version__, chapter, lang, sorted(links.items()))))


def file_name(key: str) -> str:
    """The file that holds the chapter of this key."""
    return f"{key[:24]}.markup"


def to_bytes(text: ReadText) -> bytes:
    """The chapter as it is kept."""
    return sealed(json_text(text, sorted_keys=True).encode())


def _read(data: bytes) -> ReadText | None:
    body = unsealed(data)
    if body is None:
        return None
    try:
        values = json.loads(body)
        text = ReadText(values["html"], findings_kept(values["findings"]))
        expect_shape(text, ReadText)
        ParserCreate().Parse(f"<div>{text.html}</div>", True)
        return text
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, ExpatError):
        return None
