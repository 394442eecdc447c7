"""Listing table: publications, their editions and reviews, for people and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prepress.building.edition_states import EditionState
from prepress.manuscript.review import due_in_words
from prepress.reporting.json import failure_values
from prepress.reporting.line import OutputLine, failure_lines
from prepress.reporting.text import in_columns

if TYPE_CHECKING:
    from prepress.building.edition_states import ListedPublication, Listing

_HEAD = ("publication", "editions", "review")


def listing_lines(found: Listing, today: dt.date) -> Iterator[OutputLine]:
    """A row for each publication, in natural order."""
    rows = [
        (each.publication.name, _editions(each), _review(each.review_by, today))
        for each in found.publications
    ]
    if rows:
        head, *lines = in_columns([_HEAD, *rows])
        yield OutputLine(head.rstrip())
        for line, each in zip(lines, found.publications, strict=True):
            is_late = each.review_by is not None and each.review_by < today
            yield OutputLine(line.rstrip(), "warning" if is_late else "plain")
    yield from failure_lines(found.failures)


def _editions(each: ListedPublication) -> str:
    """The editions by how they stand, as in: print, epub: current; web: never built."""
    names = {
        state: [edition.name for edition in each.editions if edition.state is state]
        for state in EditionState
    }
    return "; ".join(f"{', '.join(named)}: {state}" for state, named in names.items() if named)


def _review(by: dt.date | None, today: dt.date) -> str:
    return f"{by} ({due_in_words(by, today)})" if by else "–"


def listing_values(found: Listing, today: dt.date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": found.exit_code,
        "today": today.isoformat(),
        "publications": [_publication_values(each, today) for each in found.publications],
        "failures": [failure_values(failure) for failure in found.failures],
    }


def _publication_values(each: ListedPublication, today: dt.date) -> dict[str, Any]:
    publication, by = each.publication, each.review_by
    return {
        "publication": publication.name,
        "translation_of": publication.original and publication.original.name,
        "clinic": publication.clinic,
        "review_by": by and by.isoformat(),
        "days_left": by and (by - today).days,
        "editions": [vars(edition) | {"file": str(edition.file)} for edition in each.editions],
    }
