"""YAML as authors write it: each value with the line it stands on, each mistake with its remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import yaml

from prepress.errors import Place, SourceError
from prepress.text.yaml_lines import (
    Mistake,
    has_one_colon,
    keyless_line,
    line_in_quotes,
    open_quote,
)

_IN_QUOTES = 'Put the whole value in straight quotes, as in title: "Sleep: a guide".'
_AT_THE_EDGE = "Let every key begin at the left edge, and what belongs to it two spaces further in."
_ONE_A_LINE = "Write a key, a colon, a space and the value on each line, as in title: Sleep"

# What the parser says, then what is wrong and what to do; `{0}` is the group of the first part.
_KNOWN = (
    (r"character '\\t'", "There is a tab here.", "Replace it by spaces."),
    (
        r"found unexpected end of stream",
        "A quotation mark opens here and never closes.",
        "Close it, or take it out.",
    ),
    (
        r"got '<stream end>'|',' or '[\]}]'",
        "A bracket opens here and never closes.",
        "Close it, or take it out.",
    ),
    (r"found character '(.)'", "A value must not begin with {0}.", _IN_QUOTES),
    (r"content, but found '([^<].*)'", "A value must not begin with {0}.", _IN_QUOTES),
    (
        r"undefined tag handle|undefined alias|alphabetic",
        "A value must not begin with *, & or !.",
        _IN_QUOTES,
    ),
    (
        r"a comment or a line break, but found|chomping or indentation",
        "A value must not begin with | or >.",
        _IN_QUOTES,
    ),
    (r"sequence entries", "A value must not begin with a hyphen.", _IN_QUOTES),
    (r"unknown escape character", "A backslash has a meaning of its own here.", "Write it twice."),
    (r"but found another document", "A second line of --- is one too many.", "Take it out."),
    (r"end>, but found '<scalar>'", "Text stands behind a closing quotation mark.", _IN_QUOTES),
    (
        r"<document start>|<block end>",
        "This line begins further left or right than its neighbours.",
        _AT_THE_EDGE,
    ),
    (r"could not find expected ':'", "This line is no key with a value.", _ONE_A_LINE),
)


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

    def with_name(self, name: str, example: str) -> Value:
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
    # Empty lines in front make the marks count as the file's lines do.
    text = "\n" * (first_line - 1) + text
    try:
        node = _composed(text)
    except (yaml.reader.ReaderError, yaml.MarkedYAMLError) as error:
        mistake = _mistake_in(text, error)
        raise SourceError(mistake.what, mistake.remedy, Place(file, mistake.index + 1)) from error
    except RecursionError as error:
        raise SourceError(
            "There are too many brackets here.", "Take some out.", Place(file, first_line)
        ) from error
    if node is None:
        remedy = "Write at least two lines: title: Sleep and lang: en"
        raise SourceError("There is no metadata here.", remedy, Place(file, first_line))
    if isinstance(node, yaml.ScalarNode):
        lines = text.split("\n")
        nearly = keyless_line(lines[: node.start_mark.line + 1], node.start_mark.line)
        if nearly and nearly.remedy.startswith("Write: "):
            raise SourceError(nearly.what, nearly.remedy, Place(file, nearly.index + 1))
    value = Value(node, _place(node, file, Place(file, first_line)), "metadata", "title: Sleep")
    return mapping_of(value)


@lru_cache(maxsize=8)
def _composed(text: str) -> yaml.Node | None:
    """The tree of `text`, which nobody changes: what is made for a thousand clinics has one
    book.yaml.
    """
    tree: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    return tree


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


def _mistake_in(text: str, error: yaml.reader.ReaderError | yaml.MarkedYAMLError) -> Mistake:
    """The mistake in `text` that made PyYAML raise `error`."""
    if isinstance(error, yaml.reader.ReaderError):
        code = ord(error.character) if isinstance(error.character, str) else int(error.character)
        return Mistake(
            f"There is a control character here (U+{code:04X}).",
            "Delete it.",
            _index(text, error.position),
        )
    lines = text.split("\n")
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    index = mark.line if mark else 0
    if problem.startswith("mapping values"):
        return _colon(lines, index)
    if "could not find expected ':'" in problem:
        nearly = keyless_line(lines, error.context_mark.line if error.context_mark else index)
        if nearly:
            return nearly
    return _known_mistake(problem, error.context_mark, index, lines)


def _known_mistake(
    problem: str, opened_at: yaml.Mark | None, index: int, lines: list[str]
) -> Mistake:
    """What the parser's `problem` on the line `index` means, and what to do; what was opened was so
    at another place.
    """
    for pattern, what, remedy in _KNOWN:
        found = re.search(pattern, problem)
        if found:
            opened = "never closes" in what or "no key" in what
            if opened and opened_at:
                index = opened_at.line
            mistake = Mistake(what.format(*found.groups()), remedy, index)
            return _with_exact_remedy(mistake, lines)
    return Mistake(f"This is not valid YAML: {problem}.", _ONE_A_LINE, index)


def _with_exact_remedy(mistake: Mistake, lines: list[str]) -> Mistake:
    """The same `mistake` with the line as it should be, where that can be said."""
    line = lines[mistake.index] if mistake.index < len(lines) else ""
    if "quotation mark" in mistake.what:
        mistake = open_quote(lines, mistake.index) or mistake
    if mistake.remedy == _IN_QUOTES:
        exact = line_in_quotes(line)
        return replace(mistake, remedy=f"Write: {exact}") if exact else mistake
    if "\t" in line and "tab" in mistake.what:
        above = next((each for each in lines[: mistake.index][::-1] if each.strip()), "")
        if not line.startswith("\t"):
            return replace(mistake, remedy="Write a space instead.")
        is_below = above.rstrip().endswith(":")
        return replace(mistake, remedy="Write two spaces instead." if is_below else "Delete it.")
    return mistake


def _colon(lines: list[str], index: int) -> Mistake:
    """A colon too many, which may come from a line above: one that is no key with a value, or an
    indent here.
    """
    line = lines[index]
    nearly = keyless_line(lines, index - 1) if has_one_colon(line) and index else None
    if nearly:
        return nearly
    if re.search(r"[“”„]", line):
        return Mistake(
            "The value has curly quotes and a colon.",
            'Replace the quotes around it by straight ones (").',
            index,
        )
    if re.match(r"\s+[\w-]+:(\s|$)", line):
        return Mistake(
            "This line begins further right than the one it belongs beside.", _AT_THE_EDGE, index
        )
    remedy = _IN_QUOTES
    if exact := line_in_quotes(line):
        remedy = f"Put it in straight quotes: {exact}"
    return Mistake("A value with a colon and a space in it needs quotes.", remedy, index)


def _index(text: str, position: int) -> int:
    return text.count("\n", 0, position)
