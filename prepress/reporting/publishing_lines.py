"""Publishing lines: what became of each publication in a site, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.reporting.json import report_values
from prepress.reporting.line import OutputLine
from prepress.reporting.text import build_lines, short_path

if TYPE_CHECKING:
    from prepress.site.publishing import Publishing


def publishing_lines(done: Publishing, root: Path) -> Iterator[OutputLine]:
    """What was published and what was not, and where the site lies."""
    yield from build_lines(replace(done.report, built=()), root)
    for name in done.kept:
        yield OutputLine(
            f"{name} was not published; the site has it as it was.", "error", aside=True
        )
    for name in done.missing:
        yield OutputLine(f"{name} was not published.", "error", aside=True)
    for name in done.removed:
        yield OutputLine(f"{name} was removed from the site.")
    for name in done.published:
        yield OutputLine(f"{name} is published.")
    if done.published or done.kept:
        yield OutputLine(f"See {short_path(done.folder / 'index.html', root)}")


def publishing_values(sites: Mapping[str, Publishing]) -> dict[str, Any]:
    """The same of all `sites` for programs: of the one of all texts, or of those of clinics by
    their names.
    """
    if "" in sites:
        return _site_values(sites[""])
    return {
        "exit_code": max(done.exit_code for done in sites.values()),
        "clinics": {clinic: _site_values(done) for clinic, done in sites.items()},
    }


def _site_values(done: Publishing) -> dict[str, Any]:
    return report_values(done.report) | {"exit_code": done.exit_code, **done.as_values()}
