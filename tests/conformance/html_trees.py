"""HTML trees: what a reader meets in some HTML, so that a specification's can be compared with
ours.

Elements, text and addresses count. Left out is what no reader meets: comments, classes and ids,
white space between blocks and at the end of a line of code. A figure counts as the picture that it
was written as, with its caption as the title, and a task's box as the character for it; typographic
quotation marks and dashes count as what the author wrote for them.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]

_BLOCKS = (
    "address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|footer|h[1-6]|header|hr|li|ol|p|pre|"
    "section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BESIDE_BLOCK = re.compile(rf"\s*(</?(?:{_BLOCKS})(?=[ >])[^>]*>)\s*")
_BEFORE_END = re.compile(rf"\s+((?:</(?:a|b|em|i|strong)>)+</(?:{_BLOCKS})>)")
_SPACE_AT_END = re.compile(r"[ \t]+\n")
_CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
#: What the author wrote for each sign that typography sets.
_WRITTEN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "...", "\u202f": ""}
)
_ATTRIBUTES = ("href", "src", "alt", "title", "start")
_ADDRESSES = frozenset({"href", "src"})
#: Elements of HTML documents, and those that we put around words for their looks alone.
_NO_MEANING = frozenset({"html", "head", "body", "span"})


def parsed(html: str) -> Element:
    """The HTML as browsers read it."""
    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return root


def tree(html: str) -> str:
    """What a reader meets in `html`, a block in each line."""
    parts = _CODE.split(_written(parsed(html.strip())))
    parts[::2] = [" ".join(part.split()) for part in parts[::2]]
    text = "".join(parts)
    shown = "".join(
        part if number % 2 else _BEFORE_END.sub(r"\1", _BESIDE_BLOCK.sub(r"\1", part))
        for number, part in enumerate(_CODE.split(text))
    )
    return shown.replace("><", ">\n<").strip()


def _written(element: Element) -> str:
    """The element and what it holds, in one form."""
    if not isinstance(element.tag, str):
        return ""  # a comment
    if element.tag == "figure":
        return f"<p>{_picture(element)}</p>"
    if element.tag == "input" and element.get("type") == "checkbox":
        return "☐" if element.get("checked") is None else "☑"
    inner = _text(element.text) + "".join(_written(child) + _text(child.tail) for child in element)
    if element.tag == "pre":
        inner = _SPACE_AT_END.sub("\n", inner)
    if element.tag in _NO_MEANING or element.get("class") == "highlight":
        return inner
    return f"<{element.tag}{_attributes(element)}>{inner}</{element.tag}>"


def _picture(figure: Element) -> str:
    """A figure's picture as it stands in a line, where its caption is its title."""
    inside, caption = figure[0], figure.find("figcaption")
    picture = next(inside.iter("img"))
    words = "" if caption is None else _said(caption)
    if words and words != picture.get("alt"):
        picture.set("title", words)
    return _written(inside)


def _said(element: Element) -> str:
    """The text in `element`, with what stands for the pictures in it."""
    parts = [element.get("alt", ""), element.text or ""]
    parts += [_said(child) + (child.tail or "") for child in element]
    return "".join(parts)


def _attributes(element: Element) -> str:
    values = {name: element.get(name, "") for name in _ATTRIBUTES}
    placed = re.search(r"\balign-(\w+)", element.get("class", ""))
    values["align"] = placed[1] if placed else element.get("align", "")
    return "".join(
        f' {name}="{_text(unquote(value) if name in _ADDRESSES else value)}"'
        for name, value in values.items()
        if value
    )


def _text(text: str | None) -> str:
    return escape((text or "").translate(_WRITTEN))
