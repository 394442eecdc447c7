"""The book.yaml of an import: what is known of the handout, and what its author may add."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.manuscript.placeholders import escape_placeholders
from prepress.text.files import is_text

if TYPE_CHECKING:
    from prepress.import_word.heading_levels import Titles
    from prepress.import_word.properties import Properties

_HEAD = "# What this handout says of itself. Every key is explained in the manual.\n"
_MORE = """
# Take the # away from the lines below, and put in your own words, when you need them.
# description: One or two sentences for catalogues.
# date: 2026-11-23           # the day of this revision: year-month-day
# contact:
#   name: Your Clinic
#   phone: 555-0100
"""


def book_yaml(titles: Titles, properties: Properties) -> str:
    """The whole content of book.yaml."""
    entries = [f"{key}: {value}\n" for key, value in _entries(titles, properties)]
    return "".join([_HEAD, *entries, _MORE])


def _entries(titles: Titles, properties: Properties) -> Iterator[tuple[str, str]]:
    yield "title", _line(titles.title)
    if titles.subtitle:
        yield "subtitle", _line(titles.subtitle)
    if properties.authors:
        yield "author", _list(properties.authors)
    yield "lang", properties.lang
    if properties.keywords:
        yield "keywords", _list(properties.keywords)
    yield "layout", "handout"


def _line(value: str) -> str:
    plain = escape_placeholders("".join(filter(is_text, value)))
    return json.dumps(plain, ensure_ascii=False)  # JSON's quotes are YAML's too


def _list(values: Sequence[str]) -> str:
    return _line(values[0]) if len(values) == 1 else f"[{', '.join(map(_line, values))}]"
