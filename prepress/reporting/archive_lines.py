"""Archive: what was current on a day, and whether the archive is whole, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.reporting.line import OutputLine
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.archive.lookup import ArchivedRelease, Lookup
    from prepress.archive.verification import Verification


def lookup_lines(
    found: Lookup, written: Sequence[Path], here: Path, *, sources: bool
) -> Iterator[OutputLine]:
    """What was current, and what was written of it."""
    if not found.current:
        what = f"Nothing of “{found.name}” had been released by {found.day}"
        yield OutputLine(f"{what}; the first release is of {found.first}.")
    for each in found.current:
        yield from _release_lines(each)
    for path in written:
        yield OutputLine(f"Wrote {path.relative_to(here) if path.is_relative_to(here) else path}")
    if sources:
        yield from _version_lines(found)


def _release_lines(each: ArchivedRelease) -> Iterator[OutputLine]:
    manifest, release = each.manifest, each.release
    replaced = ", replaced on that day" if each.is_replaced else ""
    what = f"{manifest.publication}  {release.revision}  released on {release.day}{replaced}"
    yield OutputLine(f"{what}: {release.title} ({manifest.lang})")
    for name, digest in manifest.files.items():
        yield OutputLine(f"  {name}  {digest}")


def _version_lines(found: Lookup) -> Iterator[OutputLine]:
    """Where the same bytes cannot be promised, since other versions are installed."""
    from prepress.archive.unpacking_releases import other_versions

    others = dict.fromkeys(line for each in found.current for line in other_versions(each.manifest))
    if others:
        text = "Other versions than then may make other bytes (versions.txt has those of then):"
        yield OutputLine(text, aside=True)
    for line in others:
        yield OutputLine(f"  {line}", aside=True)


def lookup_values(found: Lookup, written: Sequence[Path]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": found.exit_code,
        "publication": found.name,
        "day": found.day,
        "first": found.first,
        "current": [each.as_values() for each in found.current],
        "written": [str(path) for path in written],
    }


def verification_lines(found: Verification) -> Iterator[OutputLine]:
    """What is wrong, what cannot be proved, and what was looked at."""
    for fault in found.faults:
        yield OutputLine(str(fault), "error")
    for note in found.notes:
        yield OutputLine(note, "note")
    seen = (
        f"{counted(found.publications, 'publication')}, {counted(found.releases, 'release')} and "
        f"{counted(found.copies, 'copy', 'copies')}"
    )
    if found.faults:
        wrong = counted(len(found.faults), "thing is", "things are")
        yield OutputLine(f"{wrong} not as written, among {seen}.", "error", aside=True)
    else:
        yield OutputLine(f"All is as it was written: {seen}.")


def verification_values(found: Verification) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": found.exit_code,
        "faults": [vars(fault) for fault in found.faults],
        "notes": list(found.notes),
        "publications": found.publications,
        "releases": found.releases,
        "copies": found.copies,
    }
