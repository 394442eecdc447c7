"""Metadata lines: one value of YAML changed where it stands; comments, order and all other keys
stay as their author wrote them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

#: What stands below a value and is a remark on it.
_FURTHER_IN = re.compile(r"(?:\n[ \t]+#[^\n]*)*")
#: A value as a form has it: a line, or several.
Written = str | tuple[str, ...]


class NotInLinesError(ValueError):
    """The metadata are written in a way that only their author can change."""


def values_of(source: str) -> dict[str, Any]:
    """What the YAML `source` says, as plain mappings, lists and words. Raises NotInLinesError where
    it is broken, or holds no keys.
    """
    root = _root(source)
    values = _plain(root) if root else {}
    return dict(values)


def line_of(source: str, name: str) -> int | None:
    """The line (from 0) on which the key `name` stands, or `name.of-its-part`."""
    mapping, line = _root(source), None
    for part in name.split("."):
        pair = _pair(mapping, part)
        if pair is None:
            return None
        line, mapping = pair[0].start_mark.line, pair[1]
    return line


def with_value(source: str, name: str, value: Written, order: Sequence[str]) -> str:
    """The YAML `source` with this `value` of the key `name`, or `name.of-its-part`; without the key
    where it is empty. A new key stands behind the one that comes before it in the `order`.

    Raises NotInLinesError where anything else would change.
    """
    before = values_of(source)
    changed = _changed(source, name, value, order)
    now, top = values_of(changed), name.partition(".")[0]
    if _put(now, top, now.get(top)) != _expected(before, name, value):
        raise NotInLinesError(name)
    return changed


def _changed(source: str, name: str, value: Written, order: Sequence[str]) -> str:
    root, (top, _, part) = _root(source), name.partition(".")
    pair = _pair(root, top)
    if not part:
        if pair:
            return _replaced(source, root, pair, value)
        return _added(source, root, f"{top}: {_scalar(value)}", top, order) if value else source
    if pair is None:
        lines = f"{top}:\n  {part}: {_scalar(value)}"
        return _added(source, root, lines, top, order) if value else source
    return _with_part(source, pair, part, value)


def _with_part(source: str, pair: tuple[Any, Any], part: str, value: Written) -> str:
    key, mapping = pair
    if not isinstance(mapping, yaml.MappingNode):
        if not isinstance(mapping, yaml.ScalarNode) or mapping.value:
            raise NotInLinesError(part)
        at = _line_end(source, key.end_mark.index)
        return f"{source[:at]}\n  {part}: {_scalar(value)}{source[at:]}" if value else source
    inner = _pair(mapping, part)
    if inner:
        return _replaced(source, mapping, inner, value)
    if not value:
        return source
    if mapping.flow_style:
        at = _end(source, mapping.value[-1][1]) if mapping.value else mapping.start_mark.index + 1
        comma = ", " if mapping.value else ""
        return f"{source[:at]}{comma}{part}: {_scalar(value)}{source[at:]}"
    indent = " " * mapping.value[0][0].start_mark.column
    at = _line_end(source, _end(source, mapping.value[-1][1]))
    return f"{source[:at]}\n{indent}{part}: {_scalar(value)}{source[at:]}"


def _replaced(source: str, mapping: Any, pair: tuple[Any, Any], value: Written) -> str:
    key, node = pair
    end = _end(source, node)
    if not value:
        return _without(source, mapping, pair, end)
    if node.start_mark.index < end and node.start_mark.line == key.end_mark.line:
        return f"{source[: node.start_mark.index]}{_scalar(value)}{source[end:]}"
    colon = source.index(":", key.end_mark.index) + 1
    return f"{source[:colon]} {_scalar(value)}{source[max(colon, end) :]}"


def _without(source: str, mapping: Any, pair: tuple[Any, Any], end: int) -> str:
    start = pair[0].start_mark.index
    if not mapping.flow_style:
        line = source.rfind("\n", 0, start) + 1
        return source[:line] + source[_line_end(source, end) + 1 :]
    at = mapping.value.index(pair)
    if at:
        return source[: _end(source, mapping.value[at - 1][1])] + source[end:]
    following = mapping.value[1][0].start_mark.index if len(mapping.value) > 1 else end
    return source[:start] + source[following:]


def _added(source: str, root: Any, lines: str, top: str, order: Sequence[str]) -> str:
    """The `source` with the `lines` of a key `top` that it did not have."""
    before = set(order[: order.index(top)])
    ends = [
        _remarks_end(source, _line_end(source, _end(source, node)))
        for key, node in (root.value if root else ())
        if key.value in before
    ]
    if ends:
        return f"{source[: max(ends)]}\n{lines}{source[max(ends) :]}"
    if root and root.value:
        at = root.value[0][0].start_mark.index
        return f"{source[:at]}{lines}\n{source[at:]}"
    return f"{source.rstrip()}\n{lines}\n".lstrip("\n")


def _root(source: str) -> Any:
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise NotInLinesError(str(error)) from error
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        raise NotInLinesError("no keys")
    return root


def _pair(mapping: Any, name: str) -> tuple[Any, Any] | None:
    pairs = mapping.value if isinstance(mapping, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == name), None)


def _end(source: str, node: Any) -> int:
    """Where what is written of `node` ends; its own mark may be behind empty lines and remarks."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        start: int = node.start_mark.index
        return start + len(source[start : node.end_mark.index].rstrip())
    last = node.value[-1]
    return _end(source, last[1] if isinstance(last, tuple) else last)


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def _remarks_end(source: str, at: int) -> int:
    """Where the remarks end that follow a value and stand further in."""
    found = _FURTHER_IN.match(source, at)
    return found.end() if found else at


def _scalar(value: Written) -> str:
    if not isinstance(value, str):
        if len(value) == 1:
            return _scalar(value[0])
        return f"[{', '.join(map(_scalar, value))}]"
    return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(value: str) -> bool:
    """Whether YAML reads `value` back without quotes, in a line or between braces."""
    if "\n" in value or re.fullmatch(r"~|null", value, re.IGNORECASE):
        return False
    try:
        root = yaml.compose(f"{{k: {value}}}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return False
    node = root.value[0][1]
    is_word = isinstance(node, yaml.ScalarNode) and node.style is None
    return bool(is_word and node.value == value)


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(each) for key, each in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    return node.value


def _expected(values: Mapping[str, Any], name: str, value: Written) -> dict[str, Any]:
    top, _, part = name.partition(".")
    new: Any = value
    if not isinstance(value, str):
        new = value[0] if len(value) == 1 else list(value)
    if part:
        inner = values.get(top)
        new = _put(inner if isinstance(inner, dict) else {}, part, new)
    return _put(values, top, new)


def _put(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The `values` with this one under its name; an empty one counts as none."""
    others = {each: values[each] for each in values if each != name}
    return others | {name: value} if value else others
