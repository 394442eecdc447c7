"""Adapted values: metadata as other tools write it, in the form in which ours is read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from prepress.manuscript.foreign_keys import (
    FOREIGN,
    LAYOUTS_ELSEWHERE,
    MEANINGS,
    normal_key,
)
from prepress.manuscript.metadata_values import is_language
from prepress.manuscript.written_dates import CLOCK, written_day

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value

#: Where a mapping has the words that it stands for: pandoc's title blocks, schema.org, CSL names.
_WORDS_OF = (
    "text",
    "name",
    "literal",
    "main",
    "default",
    "value",
    "content",
    "holder",
    "statement",
)
_LONGEST = 500
_PLACES_OF_NOTES = {"margin": "page", "block": "chapter", "section": "chapter", "document": "book"}


def adapted_values(
    values: Mapping[str, Value], known: Mapping[str, object], layouts: frozenset[str] = frozenset()
) -> dict[str, Value]:
    """`values` with other tools' forms of the `known` keys made ours, and without their own keys.

    What is neither stays as it is, for whoever reads it to refuse. `layouts` are the project's own.
    """
    own = {name: value for name, value in values.items() if name in known}
    others = {name: value for name, value in values.items() if name not in known}
    adapted = {name: _adapted(name, value) for name, value in own.items()}
    found = {name: value for name, value in adapted.items() if value is not None}
    if "layout" in found and _is_foreign_layout(found["layout"], layouts):
        del found["layout"]
    for meaning, value in _others_with_our_meaning(others):
        fit = _fit(meaning, value) if meaning not in found else None
        if fit is not None:
            found[meaning] = fit
    found |= {name: value for name, value in others.items() if not is_foreign(name)}
    return found


def _others_with_our_meaning(others: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """The values of other tools' keys, each with the key of ours that it may stand for."""
    normal = {normal_key(name): value for name, value in others.items()}
    for alias, meaning in MEANINGS.items():
        if alias in normal:
            yield meaning, normal[alias]


def is_foreign(name: str) -> bool:
    """Whether other tools are known to use the key `name`."""
    return normal_key(name) in FOREIGN or normal_key(name) in MEANINGS or name.startswith("_")


def means_something_else(name: str, value: Value) -> bool:
    """Whether the key `name`, which is ours alone, has a value that can mean nothing here."""
    return name in _OURS_ALONE and not value.is_empty and _adapted(name, value) is None


def _adapted(name: str, value: Value) -> Value | None:
    """The value of a key of ours in our form, None where it says nothing, else as it is."""
    if name == "date" and _words(value.node).lower() in CLOCK:
        return None
    if name in _WORDS_OF_OURS:
        return _word_of_ours(value, _WORDS_OF_OURS[name])
    node = _FORMS[name](value.node) if name in _FORMS else None
    return replace(value, node=node) if node is not None else value


def _fit(meaning: str, value: Value) -> Value | None:
    """The value of another tool's key as one of ours; None where it is of no use."""
    if value.is_empty:
        return None
    node = _FORMS[meaning](value.node) or value.node
    words = _words(node)
    if meaning in ("author", "keywords", "translator"):
        fits = all(_is_line(item) for item in _items(node))
    elif meaning == "date":
        fits = written_day(words) is not None
    elif meaning == "lang":
        fits = is_language(words)
    elif meaning == "notes":
        fits = words in _PLACES_OF_NOTES.values()
    elif meaning == "cover-image":
        fits = bool(re.fullmatch(r"[^:?#\n]+\.(?:png|jpe?g|svg|webp|gif)", words)) and (
            not words.startswith("/")
        )
    else:
        fits = _is_line(node)
    return replace(value, node=node) if fits else None


def _is_line(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and 0 < len(node.value.strip()) <= _LONGEST


def _items(node: yaml.Node) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def _words(node: yaml.Node) -> str:
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""


def _line(words: str, node: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", words, node.start_mark, node.end_mark, '"')


def _entries(node: yaml.Node) -> dict[str, yaml.Node]:
    """The entries of a mapping by their plain keys."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {_words(key): value for key, value in node.value}


def _named(node: yaml.Node) -> str:
    """The words that a mapping stands for: its name or text, in one piece or in parts; empty where
    it has none.
    """
    entries = _entries(node)
    for name in _WORDS_OF:
        if name in entries and (words := _words(entries[name]) or _named(entries[name])):
            return words
    parts = (entries.get("given"), entries.get("family"))
    return " ".join(words for part in parts if part is not None and (words := _words(part)))


def _one_line(node: yaml.Node) -> yaml.Node | None:
    """A title or the like of a list or a mapping; pandoc's lists say which of several is the main
    one.
    """
    items = _items(node)
    if isinstance(node, yaml.ScalarNode) or not items:
        return None
    if len(items) > 1 and any(isinstance(item, yaml.ScalarNode) for item in items):
        return None
    main = [item for item in items if _words(_entries(item).get("type", item)) == "main"]
    words = [_words(item) or _named(item) for item in main or items]
    return _line(words[0], node) if words[0] else None


def _names(node: yaml.Node) -> yaml.Node | None:
    """Names of people: of a list of words and mappings, of a mapping, or `Name: {…}`."""
    if isinstance(node, yaml.ScalarNode):
        return None
    lines = [line for item in _items(node) for line in _names_in(item)]
    if not lines or not all(isinstance(line, yaml.ScalarNode) for line in lines):
        return None
    return yaml.SequenceNode("tag:yaml.org,2002:seq", lines, node.start_mark, node.end_mark)


def _names_in(item: yaml.Node) -> Iterator[yaml.Node]:
    if not isinstance(item, yaml.MappingNode):
        yield item
        return
    words = _named(item)
    if words:
        yield _line(words, item)
    elif len(item.value) == 1 and isinstance(item.value[0][1], yaml.MappingNode):
        yield item.value[0][0]  # Name: {affiliation: …}
    else:
        yield item


def _tags(node: yaml.Node) -> yaml.Node | None:
    """Words to find a text by: nested lists and mappings flat, without Obsidian's signs."""
    if isinstance(node, yaml.ScalarNode):
        return None
    lines = list(_flat(node))
    if not lines:
        return None
    return yaml.SequenceNode("tag:yaml.org,2002:seq", lines, node.start_mark, node.end_mark)


def _flat(node: yaml.Node) -> Iterator[yaml.Node]:
    for item in _items(node):
        if isinstance(item, yaml.SequenceNode):
            yield from _flat(item)
        elif words := (_words(item) or _named(item)).lstrip("#").strip():
            yield _line(words, item)


def _credits(node: yaml.Node) -> yaml.Node | None:
    """A mapping of what was done to who did it, as lines of words."""
    entries = _entries(node)
    if not entries:
        return None
    lines = [_line(f"{what}: {_words(who)}", who) for what, who in entries.items() if _words(who)]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", lines, node.start_mark, node.end_mark)


def _place_of_notes(node: yaml.Node) -> yaml.Node | None:
    """Where notes stand, as Pandoc and Quarto call it."""
    place = _PLACES_OF_NOTES.get(_words(node).lower())
    return _line(place, node) if place else None


def _day(node: yaml.Node) -> yaml.Node | None:
    day = written_day(_words(node))
    return _line(day.isoformat(), node) if day else None


def _tag(node: yaml.Node) -> yaml.Node | None:
    """A language as other systems write it: `en_US`, `en_US.UTF-8`."""
    words = _words(node).partition(".")[0].replace("_", "-")
    return _line(words, node) if words and is_language(words) else None


def _word_of_ours(value: Value, ours: Mapping[str, str]) -> Value | None:
    """The value as one of the words that say something here, None for another tool's; what is
    nearly one of them stays as it is.
    """
    word = _words(value.node).lower()
    if word in ours:
        return replace(value, node=_line(ours[word], value.node))
    near = difflib.get_close_matches(word, ours, 1, _NEARLY)
    return value if near or value.is_empty else None


def _is_foreign_layout(value: Value, layouts: frozenset[str]) -> bool:
    """Whether this is a layout of another tool, and not one that the project has."""
    words = _words(value.node)
    if words in layouts:
        return False
    return not isinstance(value.node, yaml.ScalarNode) or words in LAYOUTS_ELSEWHERE


_YES_OR_NO = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
#: Keys that other tools have too, with the words that say something here.
_WORDS_OF_OURS: Mapping[str, Mapping[str, str]] = {
    "status": {"draft": "draft"},
    **dict.fromkeys(("toc", "lof", "lot", "number-sections"), _YES_OR_NO),
    "notes": {each: each for each in ("page", "chapter", "book")},
}
#: Those of them that no other tool has.
_OURS_ALONE = frozenset({"notes"})
#: How like one of them a word is that is meant to be it.
_NEARLY = 0.7
_FORMS = {
    **dict.fromkeys(
        (
            "title",
            "subtitle",
            "description",
            "summary",
            "rights",
            "publisher",
            "identifier",
            "cover-image",
        ),
        _one_line,
    ),
    **dict.fromkeys(("author", "translator"), _names),
    "keywords": _tags,
    "date": _day,
    "lang": _tag,
    "credits": _credits,
    "notes": _place_of_notes,
}
