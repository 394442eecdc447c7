"""Layouts: where they are found, what they may know, and the words, colours and typefaces they set
with.
"""

from __future__ import annotations

from pathlib import Path

from prepress.registry import Registry

#: The folders of those layouts that packages add, by their names, which the folders have too. The
#: layouts of a project, and ours, are the folders in its `layouts/`, and in the one that ships.
LAYOUTS: Registry[Path] = Registry("makebook.layouts", Path, {})
