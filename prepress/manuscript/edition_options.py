"""Edition options: what authors may say of each edition, read typed or refused with what it must
be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

import yaml

from prepress.editions import EDITIONS, Edition, LargePrintEdition, PdfEdition, Trim
from prepress.errors import SourceError
from prepress.manuscript.metadata_values import line_of_text, yes_or_no
from prepress.text.suggestions import suggestion
from prepress.text.yaml_source import Value, mapping_of


def editions(value: Value) -> tuple[Edition, ...]:
    """The editions to build: a list of names, or names with their options."""
    if isinstance(value.node, yaml.SequenceNode):
        named = {
            line_of_text(item): replace(item, node=yaml.ScalarNode("", ""))
            for item in value.items()
        }
    elif isinstance(value.node, yaml.MappingNode):
        named = mapping_of(value)
    else:
        raise value.wrong("must be names of editions")
    if not named:
        raise value.wrong("names no edition")
    return tuple(_edition(name, options) for name, options in named.items())


def _edition(name: str, value: Value) -> Edition:
    if name not in EDITIONS:
        raise _unknown("edition", name, list(EDITIONS), value)
    edition = EDITIONS[name]
    known = {
        key: option
        for key, option in EDITION_OPTIONS.items()
        if option.field in _fields_of(edition)
    }
    example = next((f"{name}: {{{option.example}}}" for option in known.values()), f"{name}: {{}}")
    given = {} if value.is_empty else mapping_of(value.with_name(name, example))
    for key, written in given.items():
        if key not in known:
            raise _unknown(f"option of the {name} edition", key, list(known), written)
    changes = {
        known[key].field: known[key].read(written.with_name(key, known[key].example))
        for key, written in given.items()
    }
    changed = replace(edition, **changes)
    if isinstance(changed, PdfEdition):
        _refuse_sizes(edition, changed, value)
    return changed


def _fields_of(edition: Edition) -> set[str]:
    return {each.name for each in fields(edition)}


def _refuse_sizes(built_in: Edition, changed: PdfEdition, value: Value) -> None:
    size = changed.size if changed.size is not None else changed.min_size
    if isinstance(built_in, LargePrintEdition) and min(size, changed.min_size) < built_in.min_size:
        raise SourceError(
            "Large print is 18 pt or more.",
            "Leave size and min-size out, or raise them.",
            value.place,
        )
    if changed.min_size > size:
        what = f"The text has {size:g} pt, which is less than min-size, {changed.min_size:g} pt."
        raise SourceError(what, "Lower min-size, or raise size.", value.place)


def _trim(option: Value) -> Trim:
    text = line_of_text(option)
    trim = Trim.parse(text)
    if trim is None:
        raise option.wrong(f"is “{text}”, which is no size of paper between 70 and 1000 mm")
    return trim


def _number(low: float, high: float, unit: str = "") -> Callable[[Value], float]:
    """A reader of numbers from `low` to `high`, with or without their `unit`."""

    def read(option: Value) -> float:
        text = line_of_text(option)
        number = text.removesuffix(unit).strip() if unit else text
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) or not low <= float(number) <= high:
            raise option.wrong(
                f"is “{text}”, but must be a number from {low:g} to "
                f"{high:g}{' ' + unit if unit else ''}"
            )
        return float(number)

    return read


def _count(low: int, high: int) -> Callable[[Value], int]:
    number = _number(low, high)

    def read(option: Value) -> int:
        count = number(option)
        if count != int(count):
            raise option.wrong(f"is {count:g}, but must be a whole number")
        return int(count)

    return read


def _sides(option: Value) -> int:
    count = _count(1, 99)(option)
    if count not in (2, 4):
        raise option.wrong(f"is {count}, but must be 2 or 4")
    return count


@dataclass(frozen=True)
class EditionOption:
    """An option that editions may have: the `field` it sets, how it is read, an example, and what
    it is for.
    """

    field: str
    read: Callable[[Value], Any]
    example: str
    meaning: str


#: The options of editions by the names that authors write; each edition takes those whose field it
#: has.
EDITION_OPTIONS: Mapping[str, EditionOption] = MappingProxyType(
    {
        "trim": EditionOption(
            "trim", _trim, "trim: a4", "the finished page: letter, legal, a4, a5 or such as 6x9in"
        ),
        "sheet": EditionOption(
            "sheet", _trim, "sheet: a4", "the sheet that a booklet is printed on"
        ),
        "size": EditionOption("size", _number(6, 72, "pt"), "size: 13pt", "the size of the text"),
        "pages": EditionOption(
            "pages",
            _count(1, 10_000),
            "pages: 2",
            "the most pages; the text shrinks a little to fit",
        ),
        "min-size": EditionOption(
            "min_size",
            _number(6, 72, "pt"),
            "min-size: 11pt",
            "the smallest size that it may shrink to",
        ),
        "bleed": EditionOption(
            "bleed", _number(0, 20, "mm"), "bleed: 3mm", "how far colour runs over the edge"
        ),
        "profile": EditionOption(
            "profile",
            line_of_text,
            "profile: press/PSOcoated.icc",
            "a CMYK profile in the project; FOGRA39 else",
        ),
        "embed-fonts": EditionOption(
            "embed_fonts", yes_or_no, "embed-fonts: false", "whether the EPUB brings its fonts"
        ),
        "n-up": EditionOption(
            "n_up", _sides, "n-up: 4", "2 or 4 pages to a side in reading order, not to be folded"
        ),
    }
)


def _unknown(kind: str, name: str, known: list[str], value: Value) -> SourceError:
    return SourceError(f"There is no {kind} “{name}”.", suggestion(name, known), value.place)
