"""The scaffold: a new publication, begun as a small finished example that builds at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

from prepress.errors import MachineError
from prepress.project.founding import free_name, new_folder
from prepress.project.project import CLINIC_FILE, METADATA_FILE, shipped_folder

_CONTACT = re.compile(r"^# Whom .*\ncontact:\n(?: .*\n)*\n", re.MULTILINE)


def make_publication(project_root: Path, name: str) -> Path:
    """Make `sources/NAME/` in `project_root` and return it; its title is `name`.

    Raises UsageError for a name that is taken or that not every system can store, MachineError
    where it cannot be written. The folder appears whole or not at all.
    """
    name = free_name(project_root, name, "makebook new sleep-and-healing")
    example = shipped_folder("layouts") / "example"
    if not (example / "book.yaml").is_file():
        raise MachineError(
            "The example that ships with makebook is missing.", "Install makebook again.", example
        )
    has_clinic = (project_root / "sources" / CLINIC_FILE).is_file()
    with new_folder(project_root, name) as staging:
        for file in sorted(path for path in example.rglob("*") if path.is_file()):
            target = staging / file.relative_to(example)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_titled(file, name, has_clinic=has_clinic))
    return project_root / "sources" / name


def _titled(file: Path, name: str, *, has_clinic: bool) -> bytes:
    """The content of an example's file, with `name` for the title, and no contact of its own where
    there is a clinic.

    The example's own would win over the clinic's.
    """
    if file.name != METADATA_FILE:
        return file.read_bytes()
    title = f"title: {json.dumps(name, ensure_ascii=False)}"  # JSON's quotes are YAML's too
    text = re.sub(
        r"^title:.*$", lambda _: title, file.read_text("utf-8"), count=1, flags=re.MULTILINE
    )
    return (_CONTACT.sub("", text) if has_clinic else text).encode()
