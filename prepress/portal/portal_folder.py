"""The portal's folder: the handouts of a site for patients' records, with a manifest of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.files.beside import remove_beside, write_beside

if TYPE_CHECKING:
    from prepress.portal.portal_handout import PortalHandout

#: The folder in the site, and the files in it that say what the others are.
PORTAL = "portal"
MANIFEST = "manifest.json"
SCHEMA = "manifest.schema.json"
_VERSION = 1


def write_portal(site: Path, handouts: Mapping[str, PortalHandout], names: Sequence[str]) -> None:
    """Bring the folder in the `site` up to date with these new `handouts`; of the others among
    `names` it keeps what it had, and of all else nothing.

    Without a handout there is no folder. Raises MachineError where it cannot be written.
    """
    before = _entries_in(site / PORTAL / MANIFEST)
    known = {name: handouts[name].entry if name in handouts else before.get(name) for name in names}
    entries = [entry for entry in known.values() if entry]
    files = {
        f"{PORTAL}/{handout.folder}/{name}": data
        for handout in handouts.values()
        for name, data in handout.files.items()
    }
    if entries:
        files[f"{PORTAL}/{SCHEMA}"] = Path(__file__).with_name(SCHEMA).read_bytes()
        files[f"{PORTAL}/{MANIFEST}"] = _manifest(entries)
    write_beside(site, files)
    kept = {file for entry in entries if entry["name"] not in handouts for file in _files(entry)}
    there = (path for path in (site / PORTAL).rglob("*") if path.is_file())
    gone = {path.relative_to(site).as_posix() for path in there} - set(files) - kept
    remove_beside(site, gone)


def _files(entry: Mapping[str, Any]) -> list[str]:
    return [f"{PORTAL}/{file['path']}" for file in entry["files"]]


def _manifest(entries: Sequence[Mapping[str, Any]]) -> bytes:
    whole = {"$schema": SCHEMA, "version": _VERSION, "handouts": entries}
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


def _entries_in(file: Path) -> dict[str, Mapping[str, Any]]:
    """The entries of the manifest by their names; none where it is not one of ours."""
    try:
        entries = json.loads(file.read_bytes())["handouts"]
        return {each["name"]: each for each in entries if _files(each)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
