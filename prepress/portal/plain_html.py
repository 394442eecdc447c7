"""Plain HTML: the text of a finished EPUB as one article without looks, for a page of others."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urldefrag

from lxml import etree

from prepress.screen.parts import EPUB_TYPE, MATHML, XHTML, keep_end_tags
from prepress.text.xhtml import has_class, take_out, unwrap

if TYPE_CHECKING:
    from prepress.readers.epub import OpenEpub

#: What a portal's own page decides, or only an EPUB needs, is left out.
_KEPT = frozenset(
    {"alt", "cite", "colspan", "datetime", "dir", "headers", "height", "href", "id", "lang"}
    | {"reversed", "rowspan", "scope", "span", "src", "start", "title", "type", "value", "width"}
)
#: Where in an EPUB it says what a document is that no article needs.
_NO_TEXT = ("cover", "toc", "landmarks")
_BLANK, _LINE = "_" * 12, "_" * 40
#: Classes of what stands on a line of its own.
_LONE = ("blank-line", "signature-label", "writing-line")
_UNREAD = ("doc-pagebreak", "doc-backlink")
#: Elements that say nothing once they have no attributes.
_BARE = frozenset({"span", "div", "header", "footer", "section"})


@dataclass(frozen=True)
class Article:
    """A text without looks: the tree of its `article`, without namespaces but for formulas, and the
    pictures beside it by their names.
    """

    tree: etree._Element
    pictures: Mapping[str, bytes]

    @property
    def html(self) -> str:
        """The article as HTML, which parsers of XML read too."""
        return f"{etree.tostring(self.tree, encoding='unicode')}\n"


def article_of(epub: OpenEpub, name: str) -> Article:
    """The article of all documents in their order, with ids that begin with `name`.

    Raises SourceError where the EPUB is damaged.
    """
    documents = [(each, epub.tree(each)) for each in epub.spine]
    documents = [(each, tree) for each, tree in documents if not _is_beside(tree)]
    article = etree.Element("article")
    root = documents[0][1] if documents else article
    for attribute in ("lang", "dir"):
        if root.get(attribute):
            article.set(attribute, root.get(attribute, ""))
    article.set("id", name)
    bodies = {each: tree.find(f"{{{XHTML}}}body") for each, tree in documents}
    places = _LinkTargets(name, {each: _first_id(body) for each, body in bodies.items()})
    for document, body in bodies.items():
        _write_lines(body)
        _take_out_unread(body)
        places.lead_home(body, document)
        article.extend(list(body))
    pictures = {each.get("src", ""): each for each in article.iter(f"{{{XHTML}}}img")}
    names = {source: posixpath.basename(source) for source in pictures}
    _make_plain(article, names, places.wanted(article))
    _number_ids(article, name)
    files = {names[source]: epub.data(source) for source in pictures}
    return Article(article, files)


def _is_beside(tree: etree._Element) -> bool:
    body = tree.find(f"{{{XHTML}}}body")
    kinds = [each.get(EPUB_TYPE, "") for each in body.iter("*")]
    return any(word in kind.split() for kind in kinds for word in _NO_TEXT)


def _first_id(body: etree._Element) -> str:
    return next((each.get("id", "") for each in body.iter("*") if each.get("id")), "")


def _write_lines(body: etree._Element) -> None:
    """Write out the lines to write on, which are drawn by a stylesheet in an EPUB."""
    for span in list(body.iter(f"{{{XHTML}}}span")):
        if has_class(span, span.tag, "blank"):
            span.text = _BLANK
        elif has_class(span, span.tag, "writing-line"):
            span.text = _LINE
            span.attrib.pop("aria-hidden", None)
        if any(has_class(span, span.tag, name) for name in _LONE) and not _is_first(span):
            span.addprevious(etree.Element(f"{{{XHTML}}}br"))


def _is_first(span: etree._Element) -> bool:
    """Whether nothing stands before it on its line."""
    parent = span.getparent()
    assert parent is not None, "only the root has none"
    if span.getprevious() is None and not (parent.text or "").strip():
        return parent.tag != span.tag or _is_first(parent)
    return False


def _take_out_unread(body: etree._Element) -> None:
    """Take out what nobody is read aloud, and what leads back from a note: a portal shows both at
    once.
    """
    for element in list(body.iter("*")):
        is_ornament = element.tag == f"{{{XHTML}}}img" and not element.get("alt")
        is_unread = element.get("role") in _UNREAD or element.get("aria-hidden") == "true"
        if is_ornament or is_unread:
            take_out(element)
        elif element.get("role") == "doc-noteref":
            _raise(element)
    for figure in list(body.iter(f"{{{XHTML}}}figure")):
        if len(figure) == 0 and not (figure.text or "").strip():
            take_out(figure)


def _raise(call: etree._Element) -> None:
    """Raise the number of a note, which a stylesheet does in an EPUB: “10 mg1” is no dose."""
    raised = etree.Element(f"{{{XHTML}}}sup")
    call.addprevious(raised)
    raised.tail, call.tail = call.tail, None
    raised.append(call)


@dataclass(frozen=True)
class _LinkTargets:
    """Where links lead once the documents of a publication are one article: `first_ids` are those
    at which each document begins.
    """

    name: str
    first_ids: Mapping[str, str]

    def lead_home(self, body: etree._Element, document: str) -> None:
        """Let the ids and links of `body`, which was this document, be those of the article, and
        its pictures go by their names in the archive.
        """
        folder = posixpath.dirname(document)
        for element in body.iter("*"):
            if element.get("id"):
                element.set("id", self._id(document, element.get("id", "")))
            if element.get("headers"):
                heads = element.get("headers", "").split()
                element.set("headers", " ".join(self._id(document, head) for head in heads))
            if element.get("src"):
                source = unquote(element.get("src", ""))
                element.set("src", posixpath.normpath(posixpath.join(folder, source)))
            if element.get("href"):
                element.set("href", self._address(element.get("href", ""), document))

    def wanted(self, article: etree._Element) -> frozenset[str]:
        """The ids that a link or a cell of a table leads to."""
        links = (each.get("href", "")[1:] for each in article.iter("*") if each.get("href"))
        heads = (each.get("headers", "").split() for each in article.iter("*"))
        return frozenset([*links, *(head for row in heads for head in row)])

    def _id(self, document: str, identifier: str) -> str:
        stem = posixpath.splitext(posixpath.basename(document))[0]
        return f"{self.name}-{stem}-{identifier}".replace(" ", "-")

    def _address(self, address: str, document: str) -> str:
        path, anchor = urldefrag(address)
        folder = posixpath.dirname(document)
        to = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else document
        if to not in self.first_ids:
            return address
        anchor = anchor or self.first_ids[to]
        return f"#{self._id(to, anchor) if anchor else self.name}"


def _make_plain(
    article: etree._Element, pictures: Mapping[str, str], wanted: frozenset[str]
) -> None:
    """Leave of each element its name and what it says, without namespaces but in formulas."""
    for element in list(_outside_formulas(article)):
        element.tag = etree.QName(element).localname
        for name in list(element.attrib):
            is_led_to = element is article or element.get(name) in wanted
            if name not in _KEPT or (name == "id" and not is_led_to):
                del element.attrib[name]
        if element.get("src"):
            element.set("src", quote(pictures[element.get("src", "")]))
    for element in list(_outside_formulas(article)):
        if element.tag in _BARE and not element.attrib and element is not article:
            unwrap(element)
    etree.cleanup_namespaces(article)
    keep_end_tags(article)
    _close_up(article)


def _number_ids(article: etree._Element, name: str) -> None:
    """Shorten the ids, which name what a reader of an EPUB looks for, to numbers."""
    led_to = [each for each in article.iterdescendants() if each.get("id")]
    numbers = {each.get("id", ""): f"{name}-{number}" for number, each in enumerate(led_to, 1)}
    for element in article.iterdescendants("*"):
        if element.get("id") in numbers:
            element.set("id", numbers[element.get("id", "")])
        if element.get("headers"):
            heads = element.get("headers", "").split()
            element.set("headers", " ".join(numbers.get(head, head) for head in heads))
        anchor = element.get("href", "").removeprefix("#")
        if anchor in numbers:
            element.set("href", f"#{numbers[anchor]}")


def _close_up(article: etree._Element) -> None:
    """Leave no empty lines where elements were."""
    for element in article.iter("*"):
        if element.text and not element.text.strip() and "\n" in element.text:
            element.text = "\n"
        if element.tail and not element.tail.strip() and "\n" in element.tail:
            element.tail = "\n"


def _outside_formulas(article: etree._Element) -> Iterator[etree._Element]:
    for element in article.iter("*"):
        is_formula = element.tag.startswith(f"{{{MATHML}}}")
        if not is_formula:
            yield element
