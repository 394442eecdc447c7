"""Marks of the index: what an author writes to have a word, a place or a range listed in the index
of the book, kept at its place so that the index can be set once the whole book is known.

`[ketamine]{.index}` is a mark around words and `[]{.index term="ketamine"}` one that is not seen;
anything that takes a list of attributes may be marked, such as `## Ketamine {.index}`. In the list
stand `term` (another heading than the words), `sub` and `subsub`, `see` and `see-also`, `sort`, and
the classes `.start`, `.end` and `.main`. LaTeX's `\\index{ketamine!dosage}` is read as well, and
`\\printindex` where the index is to stand.
"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from prepress.galley.markup.bracketed_spans import INNER
from prepress.text.xhtml import add_class

#: The attribute that holds what a mark says, as JSON.
INDEX_MARK = "data-index-mark"
#: The class of the place where the index is to stand.
PLACE = "index"
_SPAN = (
    rf"(?<!!)\[({INNER})\]\{{(?=[^{{}}]*(?<![\w.-])\.index[\s}}])"
    r"((?:[^{}\"\n]|\n(?!\s*\n)|\"[^\"]*\")*)\}"
)
_COMMAND = r"\\index\{((?:[^{}]|\{[^{}]*\})+)\}"
_LATEX = re.compile(
    r"(?P<path>.*?)(?:\|(?:(?P<start>\()|(?P<end>\))|(?P<see>see|seealso)\{(?P<other>[^{}]*)\}"
    r"|(?P<face>[a-zA-Z]+)))?",
    re.DOTALL,
)
#: What the list of a mark may say, under all its names, each with the one that stands for them.
OPTIONS = {
    "term": "term",
    "entry": "term",
    "sub": "sub",
    "subsub": "subsub",
    "see": "see",
    "see-also": "also",
    "seealso": "also",
    "sort": "sort",
    "range": "range",
}
_FLAGS = frozenset({"start", "end", "main"})
#: What holds other blocks or a table, and so is no word that could be marked.
_CONTAINERS = frozenset(
    {"aside", "blockquote", "details", "div", "dl", "li", "ol", "pre", "section", "table", "td"}
    | {"th", "tr", "ul"}
)


class IndexMarkExtension(Extension):
    """Reads the marks; a text without any pays for two patterns alone."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built; links are read first, and other spans behind them."""
        md.inlinePatterns.register(_LatexMark(_COMMAND, md), "index_command", 185.5)
        md.inlinePatterns.register(_SpanMark(_SPAN, md), "index_mark", 136)
        md.treeprocessors.register(_MarkedElements(md), "index_marks", 6)


class _SpanMark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """The words as a span that says what it marks, and where it stood."""
        span = ET.Element("span")
        span.text = m[1]
        for key, value in get_attrs_and_remainder(self.unescape(" ".join(m[2].split())))[0]:
            _add_attribute(span, key, value or "")
        return span, m.start(0), m.end(0)


class _LatexMark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override] # noqa: N802
        """An invisible mark that says the same as the command."""
        return _latex_mark(" ".join(self.unescape(m[1]).split())), m.start(0), m.end(0)


class _MarkedElements(Treeprocessor):
    """Puts what each mark says into the one attribute that sanitising keeps."""

    def run(self, root: ET.Element) -> None:
        """Called when the lists of attributes are read."""
        for element in root.iter():
            names = (element.get("class") or "").split()
            if "index" in names and element.tag not in _CONTAINERS:
                _mark(element, names)
            elif _is_place(element):
                element.tag, element.text = "div", ""
                element.set("class", PLACE)


def _is_place(element: ET.Element) -> bool:
    """Whether this paragraph is LaTeX's command for the index and nothing else."""
    is_bare = element.tag == "p" and not len(element)
    return is_bare and (element.text or "").strip() == r"\printindex"


def _add_attribute(element: ET.Element, key: str, value: str) -> None:
    if key in (".", "class"):
        add_class(element, value)
    else:
        element.set(key, value)


def _mark(element: ET.Element, names: list[str]) -> None:
    said: dict[str, str] = {}
    for name in [each for each in element.attrib if not _is_of_all(each)]:
        value = element.attrib.pop(name).strip()
        said[OPTIONS.get(name, f"?{name}" if name not in _FLAGS else name)] = value
    said |= dict.fromkeys([name for name in names if name in _FLAGS], "")
    rest = [name for name in names if name != "index" and name not in _FLAGS]
    element.set("class", " ".join([*rest, "index-mark"]))
    element.set(INDEX_MARK, json.dumps(said, ensure_ascii=False))


def _is_of_all(name: str) -> bool:
    """Whether any element may have this attribute."""
    return name in ("class", "dir", "id", "lang", "href", "title") or name.startswith(
        ("data-", "aria-")
    )


def _latex_mark(command: str) -> ET.Element:
    found = _LATEX.fullmatch(command)
    assert found is not None, "it ends with anything at all"
    span = ET.Element("span", {"class": "index", **_levels(found["path"])})
    if found["see"]:
        span.set("see" if found["see"] == "see" else "see-also", _plain(found["other"]))
    flag = "start" if found["start"] else "end" if found["end"] else ""
    if flag or found["face"]:
        span.set("class", f"index {flag or 'main'}")
    return span


def _levels(path: str) -> dict[str, str]:
    """What a path of LaTeX's says, `sort@term!sub!subsub`, as attributes."""
    said: dict[str, str] = {}
    levels = [each.strip() for each in path.split("!")][:3]
    for key, level in zip(("term", "sub", "subsub"), levels, strict=False):
        sort, sign, shown = level.partition("@")
        said[key] = _plain(shown if sign else sort)
        if sign and key == "term":
            said["sort"] = sort
    return said


def _plain(words: str) -> str:
    """Words without the commands around them, such as `\\textit{…}`, and signs as themselves."""
    bare = re.sub(r"\\[a-zA-Z]+\{([^{}]*)\}", r"\1", words)
    return re.sub(r"\\([#$%&_{}])", r"\1", bare).strip()
