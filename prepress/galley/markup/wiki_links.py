"""Wiki links: Obsidian's `[[page#heading|words]]` and `![[picture.png|300]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import splitext
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

#: Stands before the folded name of a page among the labels that links may have, where no label of
#: an author's can be.
PAGE = "[["
#: A mark of a place in the source, which may stand before each bracket and word.
_MARK = r"[\U000f0000-\U0010fffd]?"
_WIKI_LINK = rf"(?<![\\A-Za-z0-9_\])])(?P<picture>!?)\[{_MARK}\[(?P<inside>[^\[\]\n]+)\]\](?![(\[])"
_MARKS = re.compile(_MARK[:-1])
_SIZE = re.compile(r"(?P<width>\d+)(?:x(?P<height>\d+))?")
_PICTURES = frozenset(
    [
        ".avif",
        ".bmp",
        ".gif",
        ".heic",
        ".heif",
        ".jpeg",
        ".jpg",
        ".pdf",
        ".png",
        ".svg",
        ".tif",
        ".tiff",
        ".webp",
    ]
)
#: What stands in such brackets without being the name of a page.
_NO_PAGE = frozenset({"toc", "_toc_"})


def page_name(file: str) -> str:
    """The name under which links find the page in `file`, with or without its folder and ending."""
    name = file.removesuffix(".md").rpartition("/")[2]
    return " ".join(re.sub(r"[\s_-]+", " ", name).lower().split())


def embedded_pages(text: str) -> Iterator[tuple[int, str]]:
    """Where pages, which are no pictures, are embedded in `text`, and what is named there."""
    for found in re.finditer(_WIKI_LINK, text):
        page = found["inside"].partition("|")[0].partition("#")[0].strip()
        if found["picture"] and splitext(page.lower())[1] not in _PICTURES:
            yield found.start(), found["inside"]


class WikiLink(InlineProcessor):
    """A link to another page or to a heading of this one, or a picture."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_WIKI_LINK, md)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The link or picture, and where it stood."""
        name, _, words = m["inside"].partition("|")
        # In a table the sign before the words is escaped.
        target = _MARKS.sub("", name).rstrip("\\ ").strip()
        page, _, heading = target.partition("#")
        if not target or target.lower() in _NO_PAGE or self._is_reference(page):
            return None, None, None
        is_picture = splitext(page.lower())[1] in _PICTURES
        if m["picture"] and is_picture:
            return _picture(page, words), m.start(0), m.end(0)
        link = ET.Element("a", {"href": self._address(page, heading)})
        link.text = words.strip() or _shown(page, heading)
        return link, m.start(0), m.end(0)

    def _is_reference(self, page: str) -> bool:
        """Whether it is rather a reference in brackets: `[[1]]`, or one with an address of its
        own.
        """
        known = self.md.references.get(" ".join(page.lower().split()))
        is_page = PAGE + page_name(page) in self.md.references
        return not is_page and (page.isdecimal() or (known is not None and "://" in known[0]))

    def _address(self, page: str, heading: str) -> str:
        """Where the link leads: a page that is none may be the words of a heading of the book."""
        # Of the headings down to the one that is meant, that stands last; a block has no id here.
        last = heading.rpartition("#")[2]
        fragment = "" if last.startswith("^") else last
        if not page:
            return f"#{quote(fragment)}"
        known = self.md.references
        here = known.get(PAGE + page_name(page)) or known.get(" ".join(page.lower().split()))
        address = here[0] if here else quote(page if "." in page else f"{page}.md")
        return f"{address.partition('#')[0]}#{quote(fragment)}" if fragment else address


def _picture(source: str, words: str) -> ET.Element:
    """A picture; what stands behind its name is its width, or its description."""
    picture = ET.Element("img", {"src": quote(source, safe="/%")})
    options = [_MARKS.sub("", word).strip() for word in words.split("|")]
    for word in filter(None, options):
        size = _SIZE.fullmatch(word)
        if size:
            picture.attrib.update({k: v for k, v in size.groupdict().items() if v})
        else:
            picture.set("alt", word)
    return picture


def _shown(page: str, heading: str) -> str:
    """The words of a link that has none of its own, as Obsidian shows them."""
    parts = [part for part in (page.removesuffix(".md"), *heading.split("#")) if part]
    return " > ".join(part.lstrip("^") for part in parts)
