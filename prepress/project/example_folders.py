"""Example folders: finished texts that a new publication can begin from, each in a folder of its
own in `layouts/examples/`.
"""

from __future__ import annotations

import re
from pathlib import Path

from prepress.errors import UsageError
from prepress.project.project import shipped_folder
from prepress.text.suggestions import suggestion

_FOLDER = "examples"
#: Where an example says whom readers can turn to, in front matter or in a book.yaml; a clinic that
#: is there says it better.
_CONTACT = re.compile(r"^contact:\n(?:[ \t]+\S.*\n)+", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---\n.*?^---$", re.MULTILINE | re.DOTALL)


def example_names(project_root: Path) -> tuple[str, ...]:
    """The names of all examples: those of the project, and those that ship."""
    return tuple(sorted(_folders(project_root)))


def example_folder(project_root: Path, name: str) -> Path:
    """The folder of the example `name`, the project's own first. Raises UsageError where there is
    none.
    """
    folders = _folders(project_root)
    if name not in folders:
        what = f"There is no example “{name}”."
        raise UsageError(what, suggestion(name, sorted(folders)))
    return folders[name]


def without_contact(text: str) -> str:
    """The front matter at the head of `text`, or all of a book.yaml, without a contact of its
    own.
    """
    front = _FRONT_MATTER.match(text)
    end = front.end() if front else len(text)
    return _CONTACT.sub("", text[:end]) + text[end:]


def _folders(project_root: Path) -> dict[str, Path]:
    holders = (shipped_folder("layouts") / _FOLDER, project_root / "layouts" / _FOLDER)
    return {
        folder.name: folder
        for holder in holders
        if holder.is_dir()
        for folder in holder.iterdir()
        if folder.is_dir() and not folder.name.startswith((".", "_"))
    }
