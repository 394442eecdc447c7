"""YAML as authors write it: each value with the line it stands on, each mistake with its remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from prepress.errors import Place, SourceError
from prepress.text.yaml_mistakes import mistake_in


@dataclass(frozen=True)
class Value:
    """A node of the YAML tree; `name` and `example` are for the message where it has the wrong
    type.
    """

    node: yaml.Node
    place: Place
    name: str = ""
    example: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written after the colon."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.style is not None:
            return False
        return self.node.value in ("", "~", "null", "Null", "NULL")  # YAML 1.2, 10.3.2

    def described(self, name: str, example: str) -> Value:
        """The same value, with what its messages call it."""
        return replace(self, name=name, example=example)

    def items(self) -> list[Value]:
        """The items of a list, each with its own line; none where this is no list."""
        nodes = self.node.value if isinstance(self.node, yaml.SequenceNode) else []
        return [
            replace(self, node=node, place=_place(node, self.place.file, self.place))
            for node in nodes
        ]

    def wrong(self, what: str) -> SourceError:
        """The error that says this value is `what`, such as `must be a date`."""
        return SourceError(
            f"“{self.name}” {what}.", f"Write for example: {self.example}", self.place
        )


def mapping_of_text(text: str, file: str, first_line: int = 1) -> dict[str, Value]:
    """The keys of the metadata `text` that begins on `first_line` of `file`.

    Raises SourceError for broken YAML, for anything but keys with values, and for a key that stands
    twice.
    """
    try:
        # Empty lines in front make the marks count as the file's lines do.
        node = yaml.compose("\n" * (first_line - 1) + text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mistake = mistake_in("\n" * (first_line - 1) + text, error)
        raise SourceError(mistake.what, mistake.remedy, Place(file, mistake.index + 1)) from error
    except RecursionError as error:
        raise SourceError(
            "There are too many brackets here.", "Take some out.", Place(file, first_line)
        ) from error
    if node is None:
        remedy = "Write at least two lines: title: Sleep and lang: en"
        raise SourceError("There is no metadata here.", remedy, Place(file, first_line))
    value = Value(node, _place(node, file, Place(file, first_line)), "metadata", "title: Sleep")
    return mapping_of(value)


def mapping_of(value: Value) -> dict[str, Value]:
    """The keys of a value that is a mapping. Raises SourceError where it is none, and for a key
    that stands twice.
    """
    if not isinstance(value.node, yaml.MappingNode):
        raise value.wrong("must be keys with values")
    values: dict[str, Value] = {}
    for key, node in value.node.value:
        place = _place(key, value.place.file, value.place)
        if not isinstance(key, yaml.ScalarNode):
            raise SourceError(
                "This key is not a word.", "Write a key, a colon, a space and the value.", place
            )
        if key.value in values:
            above = values[key.value].place.line
            raise SourceError(
                f"The key “{key.value}” stands twice, first in line {above}.",
                "Keep one of the two.",
                place,
            )
        values[key.value] = Value(node, place, key.value, value.example)
    return values


def _place(node: yaml.Node, file: str, otherwise: Place) -> Place:
    return Place(file, node.start_mark.line + 1) if node.start_mark else otherwise
