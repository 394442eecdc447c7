"""Reference forms: citations of sources and references to figures, tables and sections, marked
where they are written, so that they can be set once the whole book is known.

The forms are those of Pandoc (`[see @key, p. 5]`, `@key`), of Quarto and pandoc-crossref (`@fig-x`,
`[@fig:x]`), of bookdown (`\\@ref(fig:x)`) and of LaTeX (`\\ref{fig:x}`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

#: The attribute that holds a reference as it is written.
REFERENCE = "data-reference"
_KEY = r"@(?:\{[^{}\s]+\}|\w(?:\w|[:.#$%&+?~/-](?=\w))*)"
#: A sign of the source map may stand before what it marks; an address or a name is no reference.
_ALONE = rf"(?<![\w/.@\\:=-]){_KEY}"
_INSIDE = r"[^\[\]\n]*(?:\n(?!\s*\n)[^\[\]\n]*)*"
_BRACKETS = rf"\[(?![\^!])(?={_INSIDE}(?<![\w/.@\\]){_KEY}){_INSIDE}\](?![\[(:])"
_BEHIND = r"(?:[ ]\[(?P<behind>[^\[\]@^\n]+)\](?![\[(:]))?"
_WRITTEN = rf"(?P<brackets>{_BRACKETS})|(?P<alone>{_ALONE}){_BEHIND}"
_COMMAND = (
    r"\\(?:@ref\((?P<bookdown>[^()\s]+)\)"
    r"|(?P<name>ref|autoref|cref|Cref|eqref|pageref)\{(?P<label>[^{}\s]+)\})"
)
_CITE = re.compile(
    rf"(?P<prefix>.*?)(?P<hidden>(?<!\w)-)?(?<![\w/.@\\]){_KEY}(?P<suffix>.*)", re.DOTALL
)
_EMPHASIS = re.compile(r"(?P<sign>\*\*?|(?<!\w)__?)(?P<words>\S(?:.*?\S)?)(?P=sign)")


@dataclass(frozen=True)
class Cite:
    """One source or place that is referred to, with the words around it; `hidden` says that its
    author, or its kind, stands in the text already.
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class WrittenReference:
    """A reference as it is written: `in_text` where it is a word of the sentence, and `is_number`
    where the author asks for the bare number, `is_page` for that of its page.
    """

    written: str
    cites: tuple[Cite, ...]
    in_text: bool = False
    is_number: bool = False
    is_page: bool = False


class ReferenceExtension(Extension):
    """Marks what is written as a reference; it is set by what the whole book holds."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built. Links are read first, at 130 to 170, and signs that are
        escaped at 180, of which the commands look like one.
        """
        md.inlinePatterns.register(_ReferencePattern(_COMMAND, md), "reference_command", 185)
        md.inlinePatterns.register(_ReferencePattern(_WRITTEN, md), "reference_written", 125)


class _ReferencePattern(InlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name
        self, match: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The reference as an element that holds what is written."""
        written = match[0]
        if not cites_in(written):
            return None, None, None
        plain = self.unescape(written)
        element = ET.Element("span", {REFERENCE: " ".join(plain.split())})
        # A note is read twice: what is found in it must not be found again.
        element.text = AtomicString(plain)
        return element, match.start(0), match.end(0)


def cites_in(written: str) -> tuple[Cite, ...]:
    """What `written` refers to; nothing where a part of it names no key."""
    return parse_reference(written).cites


def parse_reference(written: str) -> WrittenReference:
    """What a reference says, from the words that `REFERENCE` holds."""
    command = re.fullmatch(_COMMAND, written)
    if command:
        label = command["bookdown"] or command["label"]
        is_number = command["name"] in (None, "ref", "eqref")
        is_page = command["name"] == "pageref"
        return WrittenReference(written, (Cite(label),), True, is_number, is_page)
    if not written.startswith("["):
        key = re.match(_KEY, written)
        if key is None:
            return WrittenReference(written, ())
        behind = written[key.end() :].strip().removeprefix("[").removesuffix("]")
        return WrittenReference(written, (Cite(_plain_key(key[0]), suffix=behind),), True)
    cites = [_cite(part) for part in written[1:-1].split(";")]
    known = tuple(cite for cite in cites if cite)
    return WrittenReference(written, known if len(known) == len(cites) else ())


def _cite(part: str) -> Cite | None:
    found = _CITE.fullmatch(part.strip())
    if found is None:
        return None
    key = part.strip()[found.end("hidden") if found["hidden"] else found.end("prefix") :]
    key = key[: len(key) - len(found["suffix"])]
    prefix, suffix = (_EMPHASIS.sub(r"\g<words>", found[name]) for name in ("prefix", "suffix"))
    return Cite(_plain_key(key), prefix.strip(), suffix.strip(), found["hidden"] is not None)


def _plain_key(key: str) -> str:
    return key.removeprefix("@").removeprefix("{").removesuffix("}")
