"""Metadata blocks: where metadata stands in a text, between `---`, `+++` or behind `%`, and what it
says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.foreign_keys import normal_key
from prepress.text.fences import outside_verbatim
from prepress.text.yaml_source import Value, mapping_of_text

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

# As Pandoc reads it: at the very top, and an empty line behind the first --- makes that a rule
# across the page.
FRONT_MATTER = re.compile(
    r"\n*---[ \t]*\n(?![ \t]*\n)(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_BEGINS = re.compile(r"\n*---[ \t]*\n(?:[ \t]*#.*\n)*[\"']?[\w.@ -]+[\"']?[ \t]*:(?:\s|\Z)")
_EMPTY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*")
_TOML = re.compile(r"\n*\+\+\+[ \t]*\n(?P<toml>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")
#: Pandoc's title block: title, authors and date, each behind a sign; a line further in goes on.
_PERCENT = re.compile(r"(?:%(?!\{)[^\n]*(?:\n|\Z)(?:[ \t]+\S[^\n]*(?:\n|\Z))*){1,3}(?=[ \t]*\n|\Z)")
_MIDDLE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY_LINE = re.compile(r"[a-zA-Z][\w.-]*:(?:[ \t]|$)|[ \t]+\S|- |#|[\]}]|$")
_AFTER_KEY = re.compile(r"([a-zA-Z][\w.-]*):(?:[ \t]|$)")


@dataclass(frozen=True)
class FrontMatter:
    """The metadata at the top of a chapter, which begins on `line` of its file."""

    values: Mapping[str, Value]
    line: int


def parted(chapter: Chapter) -> tuple[FrontMatter | None, Chapter]:
    """The metadata at the top of `chapter`, if there is any, and the chapter without it.

    Raises SourceError where it is broken, or begins and never ends.
    """
    text = chapter.text
    for form, read in ((FRONT_MATTER, _yaml), (_TOML, _toml), (_PERCENT, _title_block)):
        found = form.match(text)
        if found and (form is not FRONT_MATTER or is_metadata(found)):
            front = read(found, chapter)
            line = chapter.first_line + found.group().count("\n")
            return front, replace(chapter, text=text[found.end() :], first_line=line)
    if _BEGINS.match(text) and not FRONT_MATTER.match(text):
        raise SourceError(
            "The metadata begins here and never ends.",
            "Write a line of --- behind its last line.",
            Place(chapter.file, 1),
        )
    return None, chapter


def front_of(text: str) -> str:
    """The metadata at the top of `text` with its marks; empty where there is none."""
    for form in (FRONT_MATTER, _TOML, _PERCENT):
        found = form.match(text)
        if found and (form is not FRONT_MATTER or is_metadata(found)):
            return found.group()
    return ""


def is_metadata(found: re.Match[str]) -> bool:
    """Whether what stands between two lines of dashes is metadata, or nothing before a text."""
    if _EMPTY.fullmatch(found["yaml"]):
        return bool(found.string[found.end() :].strip())
    return bool(_BEGINS.match(found.group()))


def _yaml(found: re.Match[str], chapter: Chapter) -> FrontMatter:
    line = chapter.text.count("\n", 0, found.start("yaml")) + chapter.first_line
    if _EMPTY.fullmatch(found["yaml"]):
        return FrontMatter({}, line)
    return FrontMatter(mapping_of_text(found["yaml"], chapter.file, line), line)


def _toml(found: re.Match[str], chapter: Chapter) -> FrontMatter:
    """Hugo's metadata in TOML."""
    import tomllib

    line = chapter.text.count("\n", 0, found.start("toml")) + chapter.first_line
    try:
        data = tomllib.loads(found["toml"])
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        place = Place(chapter.file, line + int(at[1]) - 1 if at else line)
        what = f"This is not valid TOML: {str(error).partition(' (at')[0].rstrip('.')}."
        remedy = 'Write a key, an equals sign and the value, as in title = "Sleep"'
        raise SourceError(what, remedy, place) from error
    lines = found["toml"].split("\n")
    values = {}
    for name, content in data.items():
        written = re.compile(rf"\s*\[*[\"']?{re.escape(name)}\b")
        number = next((at for at, each in enumerate(lines) if written.match(each)), 0)
        values[name] = Value(_node(content), Place(chapter.file, line + number), name)
    return FrontMatter(values, line)


def _node(content: Any) -> yaml.Node:
    """A value of TOML as YAML has it."""
    if isinstance(content, dict):
        pairs = [(_node(name), _node(each)) for name, each in content.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs)
    if isinstance(content, list):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(each) for each in content])
    words = str(content).lower() if isinstance(content, bool) else str(content)
    return yaml.ScalarNode("tag:yaml.org,2002:str", words, style='"')


def _title_block(found: re.Match[str], chapter: Chapter) -> FrontMatter:
    """Pandoc's title block."""
    values: dict[str, Value] = {}
    line = chapter.first_line
    names = ("title", "author", "date")
    for name, part in zip(names, re.split(r"(?m)^%", found.group())[1:], strict=False):
        pieces = re.split(r"[;\n]", part) if name == "author" else [" ".join(part.split())]
        content = [piece.strip() for piece in pieces if piece.strip()]
        if content:
            written: Any = content if name == "author" else content[0]
            values[name] = Value(_node(written), Place(chapter.file, line), name)
        line += part.count("\n")
    return FrontMatter(values, chapter.first_line)


def without_blocks_inside(chapter: Chapter) -> tuple[Chapter, list[Finding]]:
    """`chapter` with empty lines in place of metadata in the middle of its text, where Pandoc
    allows it, and a warning for the first.
    """
    if "\n---" not in f"\n{chapter.text}":
        return chapter, []
    lines = chapter.text.split("\n")
    plain = frozenset(_plain_lines(chapter.text))
    blocks = list(_blocks(lines, plain, chapter.file))
    if not blocks:
        return chapter, []
    for first, last in blocks:
        lines[first : last + 1] = [""] * (last - first + 1)
    place = Place(chapter.file, chapter.first_line + blocks[0][0])
    many = "" if len(blocks) == 1 else f", and {len(blocks) - 1} more further down"
    what = f"There is metadata in the middle of the text{many}; it is not printed and says nothing."
    hint = (
        "Move what should count to the top of the file; leave an empty line behind a rule of ---."
    )
    return replace(chapter, text="\n".join(lines)), [Finding("M-003", place, what, hint)]


def _plain_lines(text: str) -> Iterator[int]:
    """The numbers of the lines, from 0, that are no code."""
    for number, (_, is_text) in enumerate(outside_verbatim(text.split("\n"))):
        if is_text:
            yield number


def _blocks(lines: list[str], plain: frozenset[int], file: str) -> Iterator[tuple[int, int]]:
    """The first and the last line of each block of metadata: dashes behind an empty line and right
    before a key, then nothing but keys and values, of which one at least is known.
    """
    number = 0
    while number < len(lines):
        last = _end_of_block(lines, number, file) if number in plain else None
        if last is None:
            number += 1
            continue
        yield number, last
        number = last + 1


def _end_of_block(lines: list[str], first: int, file: str) -> int | None:
    if not _MIDDLE.fullmatch(lines[first]) or (first and lines[first - 1].strip()):
        return None
    if first + 1 >= len(lines) or not _AFTER_KEY.match(lines[first + 1]):
        return None
    for last in range(first + 1, len(lines)):
        if _END.fullmatch(lines[last]):
            return last if _is_mapping("\n".join(lines[first + 1 : last]), file) else None
        if not _KEY_LINE.match(lines[last]):
            return None
    return None


def _is_mapping(text: str, file: str) -> bool:
    """Whether `text` is YAML with at least one key that somebody is known to use."""
    from prepress.manuscript.adapted_values import is_foreign
    from prepress.manuscript.metadata_keys import KEYS

    try:
        values = mapping_of_text(text, file)
    except SourceError:
        return False
    return any(name in KEYS or is_foreign(name) or normal_key(name) in KEYS for name in values)
