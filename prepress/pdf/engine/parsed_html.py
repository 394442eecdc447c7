"""Parsed HTML: a document that is laid out again in another size or colour is parsed once, and is
matched with the rules of its stylesheets once; these, which the engine reads by themselves, are
never parsed as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any

from prepress.pdf.engine.replacement import replaced

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from xml.etree.ElementTree import Element

#: A longer document, such as a book, is laid out once; its elements take much room.
_MOST_CHARACTERS = 60_000
_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
#: What a parser of HTML writes otherwise.
_NORMALISED = re.compile("[\r\0]")


def parsed_once(html: str) -> AbstractContextManager[None]:
    """In the block, the engine finds the document `html` parsed, if it was laid out just before
    with other stylesheets in its head.
    """
    head, end, rest = html.partition("</head>")
    if len(rest) > _MOST_CHARACTERS or _NORMALISED.search(head):
        return nullcontext()
    styles: list[str] = []

    def take_out(found: re.Match[str]) -> str:
        styles.append(found[1])
        return f"<style>{_stand_in(len(styles))}</style>"

    return _parsed(_STYLE.sub(take_out, head) + end + rest, styles)


@dataclass(frozen=True, eq=False)
class _ParsedDocument:
    """The `root` of a document without its stylesheets, and what each stylesheet says of its
    elements, by their places.
    """

    root: Element
    rules: dict[tuple[Any, int], Any] = field(default_factory=dict)


@contextmanager
def _parsed(without_styles: str, styles: list[str]) -> Iterator[None]:
    parser: Any = import_module("tinyhtml5")
    selectors: Any = import_module("cssselect2").Matcher
    parse, match = parser.parse, selectors.match
    by_stand_in = {_stand_in(place): text for place, text in enumerate(styles, 1)}
    places: dict[Element, int] = {}
    known: list[_ParsedDocument] = []

    def parse_once(file: Any, **options: Any) -> Element:
        document = _parse(parse, without_styles, **options)
        root = deepcopy(document.root)
        elements = [each for each in root.iter("style") if each.text in by_stand_in]
        if len(elements) != len(styles):
            whole: Element = parse(file, **options)
            return whole
        for element in elements:
            element.text = by_stand_in[element.text or ""]
        known.append(document)
        places.update((element, place) for place, element in enumerate(root.iter()))
        return root

    def match_once(self: Any, element: Any) -> Any:
        place = places.get(element.etree_element)
        if place is None:
            return match(self, element)
        rules = known[0].rules
        if (self, place) not in rules:
            rules[self, place] = match(self, element)
        return rules[self, place]

    with replaced(parser, "parse", parse_once), replaced(selectors, "match", match_once):
        yield


def _stand_in(place: int) -> str:
    return f"stylesheet {place}"


@lru_cache(maxsize=1)
def _parse(parse: Any, html: str, **options: Any) -> _ParsedDocument:
    return _ParsedDocument(parse(StringIO(html), **options))
