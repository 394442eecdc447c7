"""HTML blocks: raw HTML as far as CommonMark takes it for such; between empty lines in it stands
Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.postprocessors import RawHtmlPostprocessor

from prepress.text.fences import LETTER_BEGINS, LETTER_ENDS, outside_fences, outside_verbatim
from prepress.text.xhtml import VOID

#: Stands in an empty line of HTML that is read to the letter, so that the block does not end there.
EMPTY_LINE = "\x1a"
#: Whose tag begins a block of HTML wherever it begins a line (CommonMark 0.31.2, 4.6, kind 6).
_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hgroup|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|"
    "option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_BLOCK = re.compile(rf"</?(?:{_NAMES})(?=[\s>]|/>|$)", re.IGNORECASE)
_ATTRIBUTES = r"(?:\s+[\w:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^'\n]*'|\"[^\"\n]*\"))?)*"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>{_ATTRIBUTES})\s*/?>"
)
#: What stands in a line of text, so that it needs a paragraph around it.
_IN_TEXT = frozenset({"br", "img", "input", "wbr"})
#: Elements that authors close; of others nobody can say where they end.
_CLOSED = frozenset({"article", "aside", "center", "details", "div", "dl", "figure", "main"})
_CLOSED |= frozenset({"ol", "section", "table", "tbody", "thead", "tr", "ul"})
_MARKDOWN = re.compile(r"\smarkdown(?:=(?P<q>[\"']?)(?P<how>block|span|1|)(?P=q))?(?=[\s/>])")
#: What holds text and no blocks, so that its Markdown is a line's.
_LINE_ONLY = frozenset({"dt", "h1", "h2", "h3", "h4", "h5", "h6", "p", "summary"})
_INDENTED_CODE = 4
_FENCE = re.compile(r"^(?P<margin> *)(?P<sign>[`~])(?=(?P=sign){2})")
_LETTER_OPEN = re.compile(
    r"<(pre|script|style|textarea)\b(?!.*</\1>)|<!--(?!.*-->)", re.DOTALL | re.IGNORECASE
)


class HtmlBlockExtension(Extension):
    """Python-Markdown's own reading of HTML blocks takes all that stands in an element for HTML:
    this one does not.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        md.preprocessors.deregister("html_block")
        # Before code, at 80, which a tag inside HTML is not, and behind lists, at 90, which it may
        # stand in.
        md.parser.blockprocessors.register(_HtmlBlocks(md.parser), "html_block", 82)
        md.postprocessors.register(_RawHtml(md), "raw_html", 30)


class _Raw(str):
    """HTML that stands for itself, without a paragraph around it."""

    __slots__ = ()


class _RawHtml(RawHtmlPostprocessor):
    """Puts raw HTML back in the places of its marks."""

    def isblocklevel(self, html: str) -> bool:
        """Whether the paragraph around the mark goes."""
        return isinstance(html, _Raw) or super().isblocklevel(html)

    def stash_to_string(self, text: str) -> str:
        """The HTML as it was stashed."""
        return text


class _HtmlBlocks(BlockProcessor):
    _open = 0

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether a line of `block` begins HTML."""
        return "<" in block and self._first(block.split("\n")) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Set what stands above, then the HTML as it is; what stands below is read as another
        block.
        """
        lines = blocks.pop(0).split("\n")
        first = self._first(lines)
        assert first is not None, "tested"
        above = "\n".join(lines[:first])
        if above.strip():
            self.parser.parseBlocks(parent, [above])
        last = _last(lines, first)
        below = "\n".join(lines[last + 1 :])
        if below.strip():
            blocks.insert(0, below)
        html = "\n".join("" if line == EMPTY_LINE else line for line in lines[first : last + 1])
        self._open = max(
            0, self._open + sum(step for name, step in _steps(html) if name in _CLOSED)
        )
        if not self._read_line(parent, html):
            mark = self.parser.md.htmlStash.store(_Raw(_MARKDOWN.sub("", html)))
            ET.SubElement(parent, "p").text = mark

    def _first(self, lines: Sequence[str]) -> int | None:
        for number, line in enumerate(lines):
            text = line.lstrip(" ")
            if not text.startswith("<") or (
                len(line) - len(text) >= _INDENTED_CODE and not self._open
            ):
                continue
            if _BLOCK.match(text) or (
                LETTER_BEGINS.match(text) and len(line) - len(text) < _INDENTED_CODE
            ):
                return number
            alone = _TAG.fullmatch(text.rstrip()) if len(lines) == 1 else None
            if alone and alone["name"].lower() not in _IN_TEXT and not _is_no_end(alone):
                return number
        return None

    def _read_line(self, parent: ET.Element, html: str) -> bool:
        """Set an element of one line whose words are Markdown, if `html` is one."""
        tag = _TAG.match(html.strip())
        if not tag or tag["end"] or not _is_line(tag):
            return False
        inner, end, behind = html.strip()[tag.end() :].rpartition(f"</{tag['name']}>")
        if not end or behind or f"<{tag['name']}" in inner:
            return False
        element = ET.SubElement(parent, tag["name"].lower())
        attributes = _MARKDOWN.sub("", f"{tag['attributes']} ")
        for found in re.finditer(
            r"([\w:][\w.:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?", attributes
        ):
            element.set(found[1], found[2] or found[3] or found[4] or "")
        element.text = inner.strip()
        return True


def _last(lines: Sequence[str], first: int) -> int:
    """The last line of the HTML that begins on the line `first`.

    It goes to the end of the block, or as far as what it opens is closed: behind that, authors go
    on with Markdown.
    """
    letter = LETTER_BEGINS.match(lines[first].lstrip())
    if letter:
        end = LETTER_ENDS[str(letter.lastgroup)]
        offset = lines[first].index("<") + len(letter[0])
        for number in range(first, len(lines)):
            if end.search(lines[number], offset if number == first else 0):
                return number
        return len(lines) - 1
    open_now = 0
    text = ""
    for number in range(first, len(lines) - 1):
        text += lines[number] + "\n"
        if ">" not in lines[number] or _is_open(text):
            continue
        open_now += sum(step for _, step in _steps(text))
        text = ""
        if open_now <= 0 and not lines[number + 1].lstrip().startswith("<"):
            return number
    return len(lines) - 1


def _is_open(text: str) -> bool:
    """Whether `text` ends in a tag, or in what is read to the letter."""
    return text.rfind("<") > text.rfind(">") or bool(_LETTER_OPEN.search(text))


def _steps(html: str) -> Iterator[tuple[str, int]]:
    """The names of the tags in `html`, each with 1 where it opens an element and -1 where it closes
    one.
    """
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if name not in VOID and not tag[0].endswith("/>"):
            yield name, -1 if tag["end"] else 1


def _is_no_end(tag: re.Match[str]) -> bool:
    """Whether it only looks like the end of an element, which has no attributes (CommonMark 0.31.2,
    6.6).
    """
    return bool(tag["end"]) and bool(re.search("[\"']", tag["attributes"]))


def _asks(tag: re.Match[str]) -> re.Match[str] | None:
    """How the author asks for Markdown in the element, if they do."""
    return _MARKDOWN.search(f"{tag['attributes']} ")


def _is_line(tag: re.Match[str]) -> bool:
    """Whether an element that is to be read as Markdown has room for no more than a line's."""
    asked = _asks(tag)
    return asked is not None and (asked["how"] == "span" or tag["name"].lower() in _LINE_ONLY)


def verbatim_line(line: str) -> str:
    """A line of HTML that is read to the letter: it does not end where it is empty, and what looks
    like a code fence is none.
    """
    return _FENCE.sub(_as_reference, line) or EMPTY_LINE


def _as_reference(sign: re.Match[str]) -> str:
    return f"{sign['margin']}&#{ord(sign['sign'])};"


def shown_comment(text: str) -> str:
    """`text` with a comment that never ends as words: else all that stands behind it would be
    lost.
    """
    begins = text.rfind("<!--")
    margin = text[text.rfind("\n", 0, begins) + 1 : max(begins, 0)]
    if begins < 0 or "-->" in text[begins:] or margin.strip(" >"):
        return text
    number = text.count("\n", 0, begins)
    is_text = next(islice(outside_fences(text.split("\n")), number, None))[1]
    return f"{text[:begins]}&lt;{text[begins + 1 :]}" if is_text else text


def divide_markdown(text: str) -> str:
    """`text` with empty lines around what stands in `<div markdown="1">` and its like, so that it
    is Markdown.
    """
    if "markdown" not in text:
        return text
    opened: list[tuple[str, bool]] = []
    out: list[str] = []
    for line, outside in outside_verbatim(text.split("\n")):
        out.append(_divide_line(line, opened) if outside and "<" in line else line)
    return "\n".join(out)


def _divide_line(line: str, opened: list[tuple[str, bool]]) -> str:
    """`line` in pieces. `opened` has the names of open elements that asked, and of those of the
    same name in them.
    """
    margin = line[: len(line) - len(line.lstrip(" >"))]
    parts: list[str] = []
    done = 0
    for tag in _TAG.finditer(line):
        if _parts_markdown(tag, opened):
            parts += [line[done : tag.start()], _MARKDOWN.sub("", tag[0])]
            done = tag.end()
    if not parts:
        return line
    parts.append(line[done:])
    parts[0] = parts[0].removeprefix(margin)
    blocks = [margin + part.strip() for part in parts if part.strip()]
    return f"\n{margin.rstrip()}\n".join(blocks) + "\n" + margin.rstrip()


def _parts_markdown(tag: re.Match[str], opened: list[tuple[str, bool]]) -> bool:
    """Whether `tag` opens or closes an element that asked for Markdown; `opened` is kept up."""
    name = tag["name"].lower()
    if tag["end"]:
        return bool(opened) and opened[-1][0] == name and opened.pop()[1]
    is_asked = name not in VOID and _asks(tag) is not None and not _is_line(tag)
    if is_asked or (opened and opened[-1][0] == name):
        opened.append((name, is_asked))
    return is_asked
