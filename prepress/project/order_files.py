"""Order files: which chapters other tools' lists of chapters name, and on which of their lines.

Read are mdBook's and GitBook's SUMMARY.md, Leanpub's and Markua's Book.txt, the `book` of Quarto's
_quarto.yml and the `nav` of mkdocs.yml, and the `chapters` of our own book.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from prepress.text.fences import outside_verbatim

_LINK = re.compile(
    r"\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\(\s*(?:<(?P<angled>[^<>]*)>"
    r"|(?P<plain>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))[^()]*\)"
)
#: A heading of a list, which is the title of a part.
_HEADING = re.compile(r" {0,3}#{1,2}[ \t]+(?P<words>\S.*?)[ \t#]*")
#: What leads to no file: a draft chapter, a heading, an address on the network.
_NO_FILE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z)")
#: What Book.txt says of the parts of a book, which are no files.
_MATTER = re.compile(r"\{?\s*(?:front|main|back)matter:?\s*\}?\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A line of a list of chapters: the `path` that it names, relative to the list's base, from
    `line` on, from 1.

    Where it is the words of a `part` that no file holds, there is no path. `role` is what the list
    says that the file is in a book.
    """

    path: str
    line: int
    part: str = ""
    role: str = ""


def entries_of_summary(text: str) -> tuple[Entry, ...]:
    """The chapters of mdBook's or GitBook's SUMMARY.md: every link to a file, in the order of the
    text, and the headings between them, which are titles of parts; the first is that of the list.
    """
    entries: list[Entry] = []
    is_first = True
    for number, (line, outside) in enumerate(outside_verbatim(text.split("\n")), 1):
        if not outside:
            continue
        heading = _HEADING.fullmatch(line)
        if heading and not _LINK.search(line):
            if not is_first or entries:
                entries.append(Entry("", number, heading["words"]))
            is_first = False
        entries += [
            Entry(path, number)
            for link in _LINK.finditer(line)
            if (path := _path(link["angled"] or link["plain"] or ""))
        ]
    return tuple(entries)


def entries_of_book_txt(text: str) -> tuple[Entry, ...]:
    """The files of Leanpub's or Markua's Book.txt, one a line; `#` begins a remark."""
    lines = enumerate((line.strip() for line in text.split("\n")), 1)
    return tuple(
        Entry(line, number)
        for number, line in lines
        if line and not line.startswith("#") and not _MATTER.match(line)
    )


def entries_of_quarto(text: str) -> tuple[Entry, ...]:
    """The chapters and appendices of the book in Quarto's _quarto.yml."""
    book = _value(_compose(text), "book")
    appendices = (
        replace(each, role="" if each.part else each.role or "appendix")
        for each in _chapters(_value(book, "appendices"))
    )
    return (*_chapters(_value(book, "chapters")), *appendices)


def entries_of_mkdocs(text: str) -> tuple[Entry, ...]:
    """The pages of the `nav` of mkdocs.yml."""
    return tuple(_pages(_value(_compose(text), "nav")))


def entries_of_metadata(text: str) -> tuple[Entry, ...]:
    """The `chapters` of book.yaml: a list of files and folders, or one of them."""
    node = _value(_compose(text), "chapters")
    items = _items(node) or ([node] if node is not None else [])
    return tuple(_entry(item) for item in items if isinstance(item.value, str) and item.value)


Node = Any
"""A node of PyYAML, which is loaded only where there is a list in YAML."""


def _compose(text: str) -> Node | None:
    """The tree of a YAML `text`; none where it is no YAML, which is for others to say."""
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _pairs(node) if name == key), None)


def _pairs(node: Node | None) -> list[tuple[str, Node]]:
    if node is None or node.id != "mapping":
        return []
    return [(str(key.value), value) for key, value in node.value]


def _items(node: Node | None) -> list[Node]:
    return list(node.value) if node is not None and node.id == "sequence" else []


def _entry(node: Node, *, is_part: bool = False) -> Entry:
    line, value = node.start_mark.line + 1, str(node.value)
    if is_part and not re.search(r"\.\w{2,8}\Z", value):
        return Entry("", line, value)
    return Entry(_path(value), line, role="part" if is_part else "")


def _chapters(node: Node | None) -> Iterator[Entry]:
    """The chapters in Quarto's list of them: a path, or a mapping with a `file`, or a `part` that
    may be a file too, with `chapters` of its own.
    """
    for item in _items(node):
        if item.id == "scalar":
            yield _entry(item)
        part, file = _value(item, "part"), _value(item, "file") or _value(item, "href")
        if part is not None:
            yield _entry(part, is_part=True)
        if file is not None:
            yield _entry(file)
        yield from _chapters(_value(item, "chapters"))


def _pages(node: Node | None) -> Iterator[Entry]:
    for item in _items(node):
        if item.id == "scalar":
            yield _entry(item)
        for _, value in _pairs(item):
            if value.id == "scalar":
                yield _entry(value)
            yield from _pages(value)


def _path(target: str) -> str:
    """The path that a link's `target` means; empty where it leads to no file."""
    if _NO_FILE.match(target):
        return ""
    return unquote(target.partition("#")[0])


#: Who reads the lists of each kind.
READERS: Mapping[str, Callable[[str], tuple[Entry, ...]]] = MappingProxyType(
    {
        "book.yaml": entries_of_metadata,
        "SUMMARY.md": entries_of_summary,
        "_quarto.yml": entries_of_quarto,
        "_quarto.yaml": entries_of_quarto,
        "Book.txt": entries_of_book_txt,
        "mkdocs.yml": entries_of_mkdocs,
    }
)
