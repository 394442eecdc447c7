"""Edition options: what authors may say of each edition, read typed or refused with what it must
be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from prepress.editions import EDITIONS, Edition
from prepress.errors import SourceError
from prepress.manuscript.metadata_values import line_of_text
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
    known = edition.options()
    example = next((f"{name}: {{{option.example}}}" for option in known.values()), f"{name}: {{}}")
    given = {} if value.is_empty else mapping_of(value.with_name(name, example))
    for key, written in given.items():
        if key not in known:
            raise _unknown(f"option of the {name} edition", key, list(known), written)
    changes = {
        known[key].field: known[key].read(written.with_name(key, known[key].example))
        for key, written in given.items()
    }
    places = {"": value.place, **{key: written.place for key, written in given.items()}}
    changed = replace(edition, **{**edition.implied(changes), **changes, "places": places})
    changed.refuse_contradictions(value.place)
    return changed


@dataclass(frozen=True)
class EditionOption:
    """An option of an edition: the `field` it sets, how it is read, an example, and what it is for.

    `read` raises what `Value.wrong` gives where something else is written.
    """

    field: str
    read: Callable[[Value], Any]
    example: str
    meaning: str


def edition_words(value: Value) -> str:
    """What a text says of its edition; the name of one that is to be built is meant for
    `editions`.
    """
    text = line_of_text(value)
    if text in EDITIONS:
        raise value.wrong(f"is “{text}”, which “editions: {{{text}: {{}}}}” would build")
    return text


def all_options() -> Mapping[str, EditionOption]:
    """The options of all editions by the names that authors write."""
    return {
        name: option for edition in EDITIONS.values() for name, option in edition.options().items()
    }


def _unknown(kind: str, name: str, known: list[str], value: Value) -> SourceError:
    return SourceError(f"There is no {kind} “{name}”.", suggestion(name, known), value.place)
