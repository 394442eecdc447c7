"""Metadata values: one reader for each kind of value, which returns it typed or says what it must be."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

import yaml

from prepress.editions import EDITIONS, Edition, PrintEdition, Trim
from prepress.errors import SourceError
from prepress.yaml_source import Value, mapping_of

_LONGEST = 500


def line_of_text(value: Value) -> str:
    """One line of text exactly as written, so that `title: 2024` and `title: No` are text too."""
    if not isinstance(value.node, yaml.ScalarNode):
        raise value.wrong("must be one line of text")
    text = " ".join(value.node.value.split())
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise value.wrong("holds a control character")
    if len(text) > _LONGEST:
        raise value.wrong(f"is {len(text)} characters long; the limit is {_LONGEST}")
    if not text:
        raise value.wrong("is empty")
    return text


def lines_of_text(value: Value) -> tuple[str, ...]:
    """One line of text, or a list of them."""
    if isinstance(value.node, yaml.SequenceNode):
        return tuple(line_of_text(replace(value, node=node)) for node in value.node.value)
    return (line_of_text(value),)


def iso_date(value: Value) -> dt.date:
    """A day of the calendar, written 2026-11-23 (ISO 8601)."""
    text = line_of_text(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError as error:
        raise value.wrong(f"is “{text}”, which is no day of the calendar") from error
    raise value.wrong(f"is “{text}”, but must be a day written year-month-day")


def language(value: Value) -> str:
    """A language tag (BCP 47, RFC 5646, 2.1), in the customary case: `en-us` is `en-US`."""
    text = line_of_text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*", text):
        raise value.wrong(f"is “{text}”, which is no language tag")
    first, *rest = text.split("-")
    cased = [{2: part.upper(), 4: part.title()}.get(len(part), part.lower()) for part in rest]
    return "-".join([first.lower(), *cased])


def one_of(*choices: str) -> Callable[[Value], str]:
    """A reader that takes only `choices`."""

    def read(value: Value) -> str:
        text = line_of_text(value)
        if text not in choices:
            raise value.wrong(f"is “{text}”, but must be {' or '.join(choices)}")
        return text

    return read


def identifier_name(value: Value) -> str:
    """The name of a folder: letters, digits, hyphens and underscores."""
    text = line_of_text(value)
    if not re.fullmatch(r"\w[\w-]*", text):
        raise value.wrong(f"is “{text}”, but must be the name of a folder")
    return text


def web_address(value: Value) -> str:
    """An http or https address."""
    text = line_of_text(value)
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text):
        raise value.wrong(f"is “{text}”, but must be a web address that begins with https://")
    return text


def editions(value: Value) -> tuple[Edition, ...]:
    """The editions to build: a list of names, or names with their options."""
    named: dict[str, Mapping[str, Value]]
    if isinstance(value.node, yaml.SequenceNode):
        named = {line_of_text(replace(value, node=node)): {} for node in value.node.value}
    elif isinstance(value.node, yaml.MappingNode):
        entries = mapping_of(value.node, value.place.file, "editions")
        named = {name: _options(name, entry) for name, entry in entries.items()}
    else:
        raise value.wrong("must be names of editions")
    if not named:
        raise value.wrong("names no edition")
    return tuple(_edition(name, options, value) for name, options in named.items())


def _options(name: str, entry: Value) -> Mapping[str, Value]:
    return {} if entry.is_empty else mapping_of(entry.node, entry.place.file, f"options of “{name}”")


def _edition(name: str, options: Mapping[str, Value], value: Value) -> Edition:
    if name not in EDITIONS:
        raise _unknown("edition", name, list(EDITIONS), value)
    edition = EDITIONS[name]
    for key, option in options.items():
        known = ["trim"] if isinstance(edition, PrintEdition) else []
        if key not in known:
            raise _unknown(f"option of the {name} edition", key, known, option)
    if isinstance(edition, PrintEdition) and "trim" in options:
        return replace(edition, trim=_trim(options["trim"].described("trim", "trim: letter (or a4, a5, 6x9in)")))
    return edition


def _trim(option: Value) -> Trim:
    text = line_of_text(option)
    trim = Trim.parse(text)
    if trim is None:
        raise option.wrong(f"is “{text}”, which is no size of paper between 70 and 1000 mm")
    return trim


def _unknown(kind: str, name: str, known: list[str], value: Value) -> SourceError:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    there = f"There is: {', '.join(known)}." if known else "It has no options yet."
    return SourceError(f"There is no {kind} “{name}”.", f"Did you mean “{near[0]}”?" if near else there, value.place)
