"""Overview: what could be done in a folder, for somebody who has named no command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING

from prepress.building.edition_states import EditionState
from prepress.reporting.line import OutputLine
from prepress.reporting.listing_table import listing_lines

if TYPE_CHECKING:
    from prepress.building.edition_states import Listing

#: So many publications are shown; `list` shows all.
_SHOWN = 12
_ALL = ("makebook --help", "all commands; makebook build --help says more of one")


def beginning_lines(files: Sequence[str], examples: Sequence[str]) -> Iterator[OutputLine]:
    """How to begin where there is no project: with one of the Markdown `files` that lie here, or a
    finished example.
    """
    yield OutputLine("There is no project here yet. What you could do:\n")
    commands = [
        (f"makebook build {quote(file)}", "make its PDF and its EPUB") for file in files[:1]
    ]
    commands += [
        (
            'makebook new "Sleep and Healing"',
            "begin a handout from a small example that builds at once",
        ),
        ("makebook new NAME --from EXAMPLE", f"or from a finished one: {', '.join(examples)}"),
        ("makebook import FILE.docx", "or from a handout that was written in Word"),
        ("makebook doctor", "see whether all is there that makebook needs"),
        _ALL,
    ]
    yield from _command_lines(commands)


def overview_lines(found: Listing, today: dt.date) -> Iterator[OutputLine]:
    """The publications of a project, and the commands that are of use next."""
    shown = found.publications[:_SHOWN]
    yield from listing_lines(replace(found, publications=shown), today)
    if more := len(found.publications) - len(shown):
        yield OutputLine(f"… and {more} more; `makebook list` shows all.")
    yield OutputLine("")
    yield from _command_lines(list(_next_commands(found)))


def _next_commands(found: Listing) -> Iterator[tuple[str, str]]:
    stale = [
        each.publication.name
        for each in found.publications
        if any(edition.state is not EditionState.CURRENT for edition in each.editions)
    ]
    names = stale or [each.publication.name for each in found.publications]
    if stale:
        yield "makebook build", "make what is not current"
    for name in names[:1]:
        yield f"makebook preview {quote(name)}", "see it in the browser while you write"
    yield "makebook check", "say what is wrong, and write nothing"
    yield "makebook new NAME", "begin another publication"
    yield _ALL


def _command_lines(commands: Sequence[tuple[str, str]]) -> Iterator[OutputLine]:
    width = max(len(command) for command, _ in commands)
    for command, purpose in commands:
        yield OutputLine(f"  {command.ljust(width)}  {purpose}")
