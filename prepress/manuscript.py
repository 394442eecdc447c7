"""The manuscript: the chapters of one publication as the author wrote them, and their metadata."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prepress.metadata import Metadata


@dataclass(frozen=True)
class Chapter:
    """One Markdown file: `file` is its path from the project's root in POSIX form, `text` its body without
    front matter, with `\\n` line ends; `first_line` is the line of the file on which `text` begins, from 1."""

    file: str
    text: str
    first_line: int = 1


@dataclass(frozen=True)
class Manuscript:
    """A publication's chapters in reading order; `name` names its outputs, `folder` holds its pictures."""

    name: str
    folder: Path
    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
