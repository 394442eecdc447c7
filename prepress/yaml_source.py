"""YAML as authors write it: each value with the line it stands on, each mistake with its remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from prepress.errors import Place, SourceError


@dataclass(frozen=True)
class Value:
    """A node of the YAML tree; `name` and `example` are for the message where it has the wrong type."""

    node: yaml.Node
    place: Place
    name: str = ""
    example: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written after the colon."""
        return (
            isinstance(self.node, yaml.ScalarNode) and self.node.style is None and self.node.value in ("", "~", "null")
        )

    def described(self, name: str, example: str) -> Value:
        """The same value, with what its messages call it."""
        return replace(self, name=name, example=example)

    def wrong(self, what: str) -> SourceError:
        """The error that says this value is `what`, such as `must be a date`."""
        return SourceError(f"“{self.name}” {what}.", f"Write for example: {self.example}", self.place)


def mapping_of(source: str | yaml.Node, file: str, kind: str, first_line: int = 1) -> dict[str, Value]:
    """The keys of a YAML mapping, given as text that begins on `first_line` of `file`, or as a node of such text.

    Raises SourceError for broken YAML, for anything but a mapping, and for a key that stands twice.
    """
    node = _composed(source, file, first_line) if isinstance(source, str) else source
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node else first_line
        raise SourceError(
            f"The {kind} must be keys and values.", "Write one on each line, as in title: Sleep", Place(file, line)
        )
    values: dict[str, Value] = {}
    for key, value in node.value:
        place = Place(file, key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarNode):
            raise SourceError("This key is not a word.", "Write a key, a colon, a space and the value.", place)
        if key.value in values:
            raise SourceError(f"The key “{key.value}” stands twice.", "Keep one of them.", place)
        values[key.value] = Value(value, place)
    return values


def _composed(text: str, file: str, first_line: int) -> yaml.Node | None:
    # Empty lines in front make the marks count as the file's lines do.
    try:
        return yaml.compose("\n" * (first_line - 1) + text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        what = (
            f"There is a control character (U+{ord(error.character):04X}) here."
            if isinstance(error.character, str)
            else "This is not text."
        )
        raise SourceError(what, "Delete it.", Place(file, line)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else first_line
        raise SourceError(
            f"This is not valid YAML: {error.problem}.", _remedy(text, line - first_line), Place(file, line)
        ) from error


def _remedy(text: str, index: int) -> str:
    lines = text.split("\n")
    line = lines[min(index, len(lines) - 1)]
    if "\t" in line:
        return "Replace the tab by spaces."
    if "“" in line or "”" in line:
        return 'Replace the curly quotes around the value by straight ones (").'
    if line.count(": ") > 1 or line.lstrip().startswith(("@", "`", "%", "*", "&")) or ": " in line:
        return 'Put the value in straight quotes, as in title: "Sleep: a guide", and close every bracket and quote.'
    return "Write a key, a colon, a space and the value on each line, and close every bracket and quote."
