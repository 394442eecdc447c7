"""Look keys: what authors may say of a look, read typed or refused with what it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

import yaml

from prepress.errors import Place, SourceError
from prepress.manuscript.look import Look
from prepress.manuscript.measured_values import number
from prepress.manuscript.metadata import Contact
from prepress.manuscript.metadata_values import line_of_text, one_of
from prepress.text.suggestions import suggestion
from prepress.text.yaml_source import Value, mapping_of

#: How much rounder or squarer than the layout's own the corners of each style are.
_ROUNDNESS = {"square": 0.0, "rounded": 1.0, "round": 2.0}
#: Where parts and chapters of a book may begin.
OPENINGS = ("recto", "any")
_MARGIN_MM = (5.0, 60.0)
#: Less does not hold a running foot or head.
_LEAST_FOOT_MM = 12.0

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
#: What a running foot or head can say beside words of its own.
LINE_VALUES = (
    *("title", "subtitle", "author", "date", "revised", "reviewed", "revision", "page", "pages"),
    *(f"clinic.{each.name}" for each in fields(Contact)),
)

Read = dict[str, tuple[Any, Place]]


@dataclass(frozen=True)
class LookKey:
    """A key of a look: how it is read into fields of Look, an example, and what it is for."""

    read: Callable[[Value], Read]
    example: str
    meaning: str


def look(value: Value) -> Look:
    """A look: the name of one, or what differs from the layout's own.

    Raises SourceError for an unknown key and a wrong value.
    """
    if isinstance(value.node, yaml.ScalarNode):
        return _look_of(_name(value))
    found: Read = {}
    for written, each in _keys(value, {"colors": "colours", "font": "fonts"}).items():
        key = LOOK_KEYS.get(written)
        if key is None:
            raise SourceError(
                f"There is no key “{written}” of a look.",
                suggestion(written, list(LOOK_KEYS)),
                each.place,
            )
        if not each.is_empty:
            found |= key.read(each.with_name(written, key.example))
    return _look_of(found)


def colour(value: Value) -> str:
    """A colour of three or six hexadecimal digits, as `#rrggbb`."""
    if value.is_empty:
        raise value.wrong("needs straight quotes, since # begins a remark")
    text = line_of_text(value)
    digits = text.removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise value.wrong(f"is “{text}”, but must be a colour of six hexadecimal digits")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits}"


def _look_of(found: Read) -> Look:
    values = {name: value for name, (value, _) in found.items()}
    return Look(**values, places={name: place for name, (_, place) in found.items()})


def _keys(value: Value, aliases: Mapping[str, str]) -> dict[str, Value]:
    return {aliases.get(name, name): each for name, each in mapping_of(value).items()}


def _name(value: Value) -> Read:
    text = line_of_text(value)
    if not re.fullmatch(r"\w[\w-]*", text):
        raise value.wrong(f"is “{text}”, but must be the name of a look, or keys with values")
    return {"name": (text, value.place)}


def _one(field: str, read: Callable[[Value], Any]) -> Callable[[Value], Read]:
    """A reader of one value for this `field`."""
    return lambda value: {field: (read(value), value.place)}


def _several(
    known: Mapping[str, str], read: Callable[[Value], Any], *, of_one: tuple[str, ...] = ()
) -> Callable[[Value], Read]:
    """A reader of keys that are `known` by the fields they stand for; a value alone is that of all
    the fields `of_one`.
    """

    def found(value: Value) -> Read:
        if isinstance(value.node, yaml.ScalarNode) and of_one:
            return {field: (read(value), value.place) for field in of_one}
        values: Read = {}
        for name, each in mapping_of(value).items():
            if name not in known:
                what = f"There is no key “{name}” of “{value.name}”."
                raise SourceError(what, suggestion(name, list(known)), each.place)
            values[known[name]] = (read(each.with_name(name, value.example)), each.place)
        return values

    return found


def _margins(value: Value) -> Read:
    sides = {"top": "margin_top", "side": "margin_side", "foot": "margin_foot"}
    found = _several(sides, number(*_MARGIN_MM, "mm"), of_one=tuple(sides.values()))(value)
    foot, place = found.get("margin_foot", (_LEAST_FOOT_MM, value.place))
    if foot < _LEAST_FOOT_MM:
        remedy = f"Write a margin of {_LEAST_FOOT_MM:g} mm or more for it, as in: {value.example}"
        raise SourceError("There is no room for the foot of the page.", remedy, place)
    return found


def _roundness(value: Value) -> float:
    text = line_of_text(value)
    if text not in _ROUNDNESS:
        *names, last = _ROUNDNESS
        raise value.wrong(f"is “{text}”, but must be {', '.join(names)} or {last}")
    return _ROUNDNESS[text]


def _running_line(value: Value) -> str:
    """A line with placeholders of `LINE_VALUES`; `false` is one without words."""
    text = line_of_text(value)
    if text == "false":
        return ""
    for found in _PLACEHOLDER.finditer(text):
        name = found[1].strip()
        if name not in LINE_VALUES:
            remedy = suggestion(name, LINE_VALUES)
            raise SourceError(f"There is no “{name}” for “{value.name}”.", remedy, value.place)
    return text


#: The keys of `look`, in the order of the manual's table.
LOOK_KEYS: Mapping[str, LookKey] = MappingProxyType(
    {
        "name": LookKey(
            _name,
            "name: calm",
            "the look to begin from, which ships or is `layouts/looks/NAME.css`",
        ),
        "colours": LookKey(
            _several({name: name for name in ("primary", "accent", "ink")}, colour),
            'colours: {primary: "#1b5e20", accent: "#7a1f3d", ink: "#1d2429"}',
            "those of headings, of warnings and of the text; they win over the clinic's",
        ),
        "fonts": LookKey(
            _several(
                {"text": "text_font", "headings": "heading_font", "code": "code_font"},
                line_of_text,
                of_one=("text_font", "heading_font"),
            ),
            "fonts: {text: Literata, headings: Noto Sans}",
            "families that lie in `fonts/`; one name is for text and headings",
        ),
        "size": LookKey(
            _one("size", number(8, 24, "pt")),
            "size: 13pt",
            "the size of the text on paper; a booklet's is a little smaller, large print's 18 pt",
        ),
        "leading": LookKey(
            _one("leading", number(1, 2.5)),
            "leading: 1.5",
            "how far lines are apart on paper, in sizes of the text",
        ),
        "spacing": LookKey(
            _one("spacing", number(0.5, 3)),
            "spacing: 1.3",
            "how far paragraphs are apart, where 1 is as usual",
        ),
        "margins": LookKey(
            _margins,
            "margins: {top: 16mm, side: 20mm, foot: 20mm}",
            "the margins of print, press and large print; one number is for all",
        ),
        "corners": LookKey(
            _one("roundness", _roundness), "corners: square", "`square`, `rounded` or `round`"
        ),
        "openings": LookKey(
            _one("openings", one_of(*OPENINGS)),
            "openings: any",
            "where a book's parts and chapters begin: `recto`, on the page that lies upwards, or "
            "`any`",
        ),
        "foot": LookKey(
            _one("foot", _running_line),
            'foot: "{{ clinic.name }} · {{ revised }}"',
            "the words in the foot of every page, beside revision and page; `false` for none",
        ),
        "head": LookKey(
            _one("head", _running_line),
            'head: "{{ title }}"',
            "the words at the head of every page but the first",
        ),
    }
)
