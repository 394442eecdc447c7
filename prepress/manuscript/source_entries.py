"""Source entries: the sources that a text cites, as CSL-JSON, from a bibliography in JSON or
YAML or from the metadata.

The fields are those of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html,
Appendix IV).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from prepress.errors import Place, SourceError
from prepress.text.yaml_source import Value, mapping_of_text

_NAMES = frozenset({"author", "editor", "translator", "container-author", "collection-editor"})
_DATES = frozenset({"issued", "accessed", "original-date", "event-date", "submitted"})
_REMEDY = "Write each source as in CSL-JSON: an id, a type, a title, and so on."


@dataclass(frozen=True)
class SourceEntry:
    """A source that can be cited by its `key`; `fields` are those of CSL-JSON as a text of JSON."""

    key: str
    fields: str
    place: Place

    @property
    def values(self) -> dict[str, Any]:
        """The fields by their names."""
        loaded: dict[str, Any] = json.loads(self.fields)
        return loaded


def entry_of(key: str, fields: Mapping[str, Any], place: Place) -> SourceEntry:
    """An entry of `fields`, in one fixed form."""
    plain = {
        name: tidied for name, value in fields.items() if (tidied := _tidy(name, value)) is not None
    }
    plain.setdefault("type", "document")
    return SourceEntry(key, json.dumps(plain, ensure_ascii=False, sort_keys=True), place)


def entries_of_json(text: str, file: str) -> list[SourceEntry]:
    """The sources of a CSL-JSON file. Raises SourceError with the line that is wrong."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"This is no JSON: {error.msg}."
        raise SourceError(what, "Export it anew as CSL JSON.", Place(file, error.lineno)) from error
    except RecursionError as error:
        raise SourceError("There are too many brackets here.", _REMEDY, Place(file)) from error
    if isinstance(found, dict):
        found = found.get("references", found.get("items", [found]))
    return _entries(found, text, file)


def entries_of_yaml(text: str, file: str) -> list[SourceEntry]:
    """The sources of a CSL-YAML file. Raises SourceError with the line that is wrong."""
    if re.match(r"\s*(?:---\s*\n)?\s*-\s", text):
        text = f"references:\n{text.lstrip().removeprefix('---').lstrip()}"
        values = mapping_of_text(text, file, 0)
    else:
        values = mapping_of_text(re.sub(r"(?m)^(?:---|\.\.\.)\s*$", "", text), file)
    if "references" not in values:
        raise SourceError("There are no “references” here.", _REMEDY, Place(file, 1))
    return _entries(json.loads(sources_in_metadata(values["references"])), text, file)


def entries_of_metadata(references: str, place: Place) -> list[SourceEntry]:
    """The sources that stand in the metadata, as `sources_in_metadata` gives them."""
    found = json.loads(references) if references else []
    return [_entry(each, place) for each in found]


def sources_in_metadata(value: Value) -> str:
    """The key `references`: a list of sources as CSL-YAML, as one text of JSON."""
    found = _constructed(value)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise value.wrong("must be a list of sources, each with an id")
    for item, each in zip(value.items(), found, strict=True):
        _entry(each, item.place)
    return json.dumps(found, ensure_ascii=False, default=str)


def lines_or_words(value: Value) -> str:
    """The key `nocite`: one text, or a list, of keys with @."""
    found = _constructed(value)
    words = found if isinstance(found, list) else [found]
    return " ".join(map(str, words))


def _constructed(value: Value) -> Any:
    """What YAML makes of a value. Every number and date is text, as it is written."""
    return _plain(value.node)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(each) for key, each in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    return node.value


def _entries(found: object, text: str, file: str) -> list[SourceEntry]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SourceError("This is no list of sources.", _REMEDY, Place(file, 1))
    entries, at = [], 0
    for each in found:
        name = str(each.get("id", each.get("citation-key", "")))
        behind = text.find(name, at)
        at = max(behind, at)
        entries.append(_entry(each, Place(file, text.count("\n", 0, at) + 1)))
    return entries


def _entry(fields: Mapping[str, Any], place: Place) -> SourceEntry:
    key = fields.get("id", fields.get("citation-key"))
    if key in (None, "") or isinstance(key, (list, dict)):
        raise SourceError("A source has no id, by which it can be cited.", _REMEDY, place)
    return entry_of(str(key), fields, place)


def _tidy(name: str, value: Any) -> Any:
    """A field in the form that the style's processor reads; None for what it cannot use."""
    if name == "id":
        return None
    if name in _NAMES:
        return _names(value)
    if name in _DATES:
        return date_of(value)
    if isinstance(value, (dict, list)) or value is None:
        return None
    return str(value)


def _names(value: Any) -> list[dict[str, str]] | None:
    found = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            found.append({"family": each})
        elif isinstance(each, dict):
            name = {key: str(part) for key, part in each.items() if key in _NAME_PARTS and part}
            literal = each.get("literal", each.get("name"))
            found.append({"family": str(literal)} if literal else name)
    return [name for name in found if name] or None


_NAME_PARTS = frozenset({"family", "given", "suffix", "dropping-particle", "non-dropping-particle"})


def date_of(value: Any) -> dict[str, Any] | None:
    """A date as CSL-JSON has it, from one or from `2020-05-01`, `2020/2021` or a mapping of
    parts.
    """
    if isinstance(value, list):
        return date_of(value[0]) if value else None
    if isinstance(value, dict):
        parts = _date_parts(value)
        if parts:
            return {"date-parts": parts}
        value = value.get("raw", value.get("literal", ""))
    dates = re.findall(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", str(value))
    if not dates:
        return {"literal": str(value)} if value else None
    return {"date-parts": [[int(part) for part in date if part] for date in dates[:2]]}


def _date_parts(value: Mapping[str, Any]) -> list[list[int]]:
    """The numbers of a date and, of a span of time, those of its end; none where some are words."""
    parts = value.get("date-parts", [[value.get(part) for part in ("year", "month", "day")]])
    dates = [date if isinstance(date, list) else [date] for date in list(parts)[:2]]
    try:
        return [found for date in dates if (found := [int(each) for each in date if each])]
    except (TypeError, ValueError):
        return []
