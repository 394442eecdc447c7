"""Raw markup: what readers would see of the author's Markdown because it was not read as such."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from lxml import etree

from prepress.errors import Place
from prepress.fences import outside_fences
from prepress.findings import Finding
from prepress.setting.draft import Draft

_CODE = frozenset({"code", "kbd", "pre", "samp"})
_CELLS = frozenset({"td", "th"})
#: Elements that stand in a line of text; every other one begins a block of its own.
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup u "
    "var wbr input label time".split()
)
#: Signs that stand in the text beside the author's, for what a letter cannot say.
_CODE_SIGN, _CELL, _BREAK, _BLOCK = "\ufffc", "\x1f", "\x0b", "\n\n"
#: Signs that some raw markup begins with; most texts have none of them where it could.
_SUSPICIOUS = re.compile(
    r"\*\*|__|~~|==|\$|\]\(|\]\[|\[\[|\[\^|\^\[|\[-?@|\[@|\{[{%.:#]|=[\"'“”„«‘’]|<[/!a-zA-Z]|``|~{3}|`\S|\\[a-z]"
    r"|^[ \t]*(?:#|:{3}|/{12}|!{3}|\?{3}|[ABCDEIQTWX]>|\||[-*+][ \t]|\d+[.)][ \t]|={3}|:?[-–—]+:?[ \t]*\||\[[^\]\n]+\]:|\{)"
    r"|\x1f#|\s##|\w\^\w",
    re.MULTILINE,
)
#: What of the source stands on no page, or only where it is raw: addresses, calls of notes, attributes and tags.
_MARKS = re.compile(r"(?<=\]\()[^()\s]*|\[\^[^\]\n]*\]|\{[^{}\"“\n]*\}|<[^<>\n]*>")
_WORD = re.compile(r"[^\W_]+")
_SOURCE_PIECE = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w{1,32};")
_INLINE_CODE = re.compile(r"(?<!`)(?P<mark>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=mark)(?!`)", re.DOTALL)
#: How many words on each side of raw markup say which of several places in the source it comes from.
_AROUND = 8
#: How many characters of the raw words a message quotes.
_QUOTED = 40
_TAGS = (
    "a abbr article aside audio b big blockquote body br button caption center cite code dd del details div dl dt em "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li "
    "link main mark meta nav ol p picture pre q s samp script section small source span strike strong style sub "
    "summary sup svg table tbody td tfoot th thead title tr tt u ul var video"
).replace(" ", "|")
_COMMANDS = (
    "newpage|pagebreak|clearpage|cleardoublepage|newline|linebreak|noindent|[vh]space|[vh]fill|(?:big|med|small)skip|"
    "begin|end|cite[a-z]*|label|ref|footnote|text(?:bf|it|tt|sc)|emph|index|tableofcontents|chapter|(?:sub)*section"
)


#: What else is said of a line whose markup was not read, so that it need not be said twice.
_SAME_MATTER = frozenset({"K-001", "S-002", "S-003"})


@dataclass(frozen=True)
class _Kind:
    """One kind of raw markup: its `open` group is what an author escapes to show the signs themselves."""

    name: str
    pattern: re.Pattern[str]
    hint: str


def _kind(name: str, pattern: str, hint: str) -> _Kind:
    return _Kind(name, re.compile(pattern, re.MULTILINE), hint)


_EMPTY_LINE = "Leave an empty line before and after it"
_KINDS = (
    _kind(
        "a heading",
        r"(?<![^\s\x1f])(?P<open>#{2,6})[ \t]+[^\s#][^\n\x1f]*|^[ \t]*(?P<open2>#{2,6})[^\W_][^\n\x1f]*"
        r"|(?<=\n\n)[ \t]*(?P<open3>#)[ \t]+(?!of\b)[^\W\d_][^\n\x1f]*",
        rf"{_EMPTY_LINE}, and a space behind its signs, or write \# if you mean the sign itself.",
    ),
    _kind(
        "bold type",
        r"(?<![\w*])(?P<open>\*\*)(?=[\w\"'“‘«„(¿¡\[$€£<&])(?:[^*\n\x1f]|\*(?!\*)|\n(?!\n)){1,400}?(?<=[^\s(\[{/])\*\*(?!\*)"
        r"|(?<!\S)(?P<open2>\*\*)[ \t]+(?=[^\W\d_]{3})[^*\n\x1f]+[ \t]\*\*(?!\S)"
        r"|(?<![\w_])(?P<open3>__)(?=[\w\"'“‘«„(¿¡])[^_\n\x1f]{0,200}\s[^_\n\x1f]{0,200}(?<=\S)__(?![\w_])",
        "Leave an empty line before it, and no space between the signs and the words, or write \\*\\* if you mean the "
        "signs themselves.",
    ),
    _kind(
        "struck words",
        r"(?<![\w~])(?P<open>~~)(?=[^\s~])[^~\n\x1f]{1,200}(?<=\S)~~(?![\w~])",
        "Leave an empty line before it, or write \\~\\~ if you mean the signs themselves.",
    ),
    _kind(
        "marked words",
        r"(?<![\w=])(?P<open>==)(?=[^\s=])[^=\n\x1f]{1,200}(?<=\S)==(?![\w=])",
        "Write <mark>words</mark>, or \\=\\= if you mean the signs themselves.",
    ),
    _kind(
        "a picture",
        r"(?P<open>!\[)[^\[\]\n]*\]\([^()\n]*\)",
        f"{_EMPTY_LINE}, or write \\![ if you mean the signs themselves.",
    ),
    _kind(
        "a link",
        r"(?<![\w\]!])(?P<open>\[)[^\[\]\n]+\]\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
        r"(?:\s+[\"'“‘«„][^\n]*?[\"'”’»“])?\)",
        "Leave an empty line before it, and no space between ] and (, or write \\[ if you mean the brackets themselves.",
    ),
    _kind(
        "a link",
        r"(?<![\w\]])(?P<open>\[)[^\[\]\n^@]+\]\[[^\[\]\n]*\]|^[ \t]*(?P<open2>\[)[^\[\]\n^]+\]:[ \t]*<?(?:https?:|mailto:|\.{0,2}/|[#\w][^\s]*[./#])\S*>?",
        "Write its address in a line of its own, [label]: https://…, or \\[ if you mean the brackets themselves.",
    ),
    _kind(
        "a wiki's link",
        r"(?<![\w\[])!?(?P<open>\[\[)(?=[^\W\d_])[^\[\]\n]+\]\](?!\])",
        "Write [words](file.md), or \\[\\[ if you mean the brackets themselves.",
    ),
    _kind(
        "a note",
        r"(?P<open>\[\^)[^\]\s]+\]",
        "Write the note on a line of its own, [^1]: words, or \\[^ if you mean the signs themselves.",
    ),
    _kind(
        "a note",
        r"(?<=[\w.,;:!?)\"'”’»*_])(?P<open>\^\[)[^\]\n]*\s[^\]\n]*\]",
        "Call the note with [^1], and write it on a line of its own, [^1]: words.",
    ),
    _kind(
        "a citation",
        r"(?P<open>\[-?@)[^\W_][\w:.#$%&+?<>~-]*(?=[\],;\s])[^\]\n]*\]",
        "Write the source in words or in a note, or \\[@ if you mean the signs themselves.",
    ),
    _kind(
        "a formula",
        r"(?<![\w\\$])(?P<open>\$)(?=[^\s$])(?:[^$\n]*?(?:\\[a-zA-Z]+|[\^_=])[^$\n]*?|[^\W\d_](?:\s?[-+/*<>]\s?\w{1,3})?)"
        r"(?<=\S)\$(?![\w$])|(?<![\w\\$])(?P<open2>\$\$)(?!\$)[^$]*?[\\^_=+][^$]*?\$\$(?!\$)|^[ \t]*(?P<open3>\$\$)[ \t]*$",
        "Write the formula in words and signs such as x² ≤ 5, or \\$ if you mean the sign itself.",
    ),
    _kind(
        "a superscript",
        r"(?<=[\w)])(?P<open>\^)[\w+−–-]{1,12}\^(?!\w)",
        "Write <sup>2</sup>, or \\^ if you mean the sign itself.",
    ),
    _kind(
        "a callout",
        r"^[ \t]*(?P<open>:{3,}|/{12,})[ \t]*(?:$|[\w{|][^\n]*)",
        f"{_EMPTY_LINE}, or write \\::: if you mean the signs themselves.",
    ),
    _kind(
        "a callout",
        r"^[ \t]*(?P<open>!{3}|\?{3}\+?)[ \t]+[a-z]+(?:[ \t]*$|[ \t]+[\"'“„«][^\n]*)",
        "Write ::: warning Title … ::: instead.",
    ),
    _kind("a callout", r"^(?P<open>[ABCDEIQTWX]>)[ \t]+\S[^\n]*", "Write ::: warning Title … ::: instead."),
    _kind(
        "a list of attributes",
        r"(?P<open>\{)(?:(?:[.#][A-Za-z][\w-]*|:)(?:[ \t][^{}\n]*)?|(?:[^{}\n]*[ \t])?[a-z-]+=[\"'“”„«‘’][^{}\n]*)\}"
        r"|^[ \t]*(?P<open2>\{)/?(?:aside|blurb|pagebreak|mainmatter|frontmatter|backmatter"
        r"|[a-z-]+[:=][ \t]?[\w\"“”'.%#-]+(?:,[^{}\n]*)?)\}[ \t]*$",
        "Write it right behind what it belongs to, or delete it; write \\{ if you mean the brace itself.",
    ),
    _kind(
        "a template",
        r"(?P<open>\{\{)[^{}\n]*\}\}|(?P<open2>\{%)[^\n]*?%\}",
        "Write the words themselves, a placeholder such as {{ clinic.phone }}, or \\{{ if you mean the braces.",
    ),
    _kind(
        "a command of TeX",
        rf"(?<![\w:\\/])(?P<open>\\)(?:{_COMMANDS})(?![a-zA-Z\\])",
        "Delete it, or write it as `code` if you mean the command itself.",
    ),
    _kind(
        "a tag",
        rf"(?P<open><)(?:/?(?:{_TAGS})(?:\s+[\w:-]+\s*=[^<>\n]*|\s*/?)>|!--)",
        "Leave an empty line before it, or write &lt; if you mean the sign itself.",
    ),
    _kind(
        "a code fence",
        r"^[ \t]*(?P<open>`{3,}|~{3,})(?=[ \t]*[\w{.]|[ \t]*$)|(?P<open2>`{3,})",
        f"{_EMPTY_LINE}, and end it with a fence of as many signs.",
    ),
    _kind(
        "code",
        r"(?<![\w`\\])(?P<open>`{1,2})(?=[^\s`])[^`\n\x1f]{1,200}(?<=\S)`{1,2}(?![\w`])",
        "Leave an empty line before it, or write \\` if you mean the sign itself.",
    ),
    _kind(
        "a list",
        r"^[ \t]*(?P<open>[-*+])[ \t]+\S.*(?:\n(?!\n|[ \t]*[-*+][ \t]).+)*"
        r"(?:\n[ \t]*[-*+][ \t]+\S.*(?:\n(?!\n|[ \t]*[-*+][ \t]).+)*){2,}"
        r"|^[ \t]*(?P<open2>\d{1,3}[.)])[ \t]+\S.*(?:\n(?!\n|[ \t]*\d{1,3}[.)][ \t]).+)*"
        r"(?:\n[ \t]*\d{1,3}[.)][ \t]+\S.*(?:\n(?!\n|[ \t]*\d{1,3}[.)][ \t]).+)*){2,}",
        "Leave an empty line before its first item, and begin each item on a line of its own.",
    ),
    _kind(
        "a table",
        r"^[ \t]*\|?[ \t]*:?[-–—]+:?[ \t]*(?P<open>\|)[ \t]*:?[-–—]+:?[ \t]*(?:\|[ \t]*:?[-–—]+:?[ \t]*)*\|?[ \t]*$"
        r"|^[ \t]*(?P<open2>\|)[^\n]*\|[ \t]*\n[ \t]*\|[^\n]*\|[ \t]*$",
        f"{_EMPTY_LINE}, and give every row as many cells as its first.",
    ),
    _kind(
        "a heading", r"(?<=\S\n)[ \t]*(?P<open>={3,})[ \t]*$", f"{_EMPTY_LINE}, or write ## before the heading's words."
    ),
)


def raw_markup(draft: Draft, already: Sequence[Finding]) -> list[Finding]:
    """One finding for each kind of markup and line that readers would see as signs; `already` are left alone.

    What the author escaped, with a backslash or as a reference, is meant to be seen and is no finding.
    """
    shown = _Shown.of(draft.tree)
    if not _SUSPICIOUS.search(shown.text):
        return []
    source = _Source(draft)
    told = {finding.place for finding in already if finding.code in _SAME_MATTER}
    findings: dict[tuple[str, Place], Finding] = {}
    for kind, found in _hits(shown.text):
        at = found.start(found.lastgroup)
        place = source.place(found[found.lastgroup], *shown.words.around(at))
        if place is not None and place not in told:
            findings.setdefault((kind.name, place), _finding(kind, place, found.string[at : found.end()]))
    return list(findings.values())


def _hits(text: str) -> Iterator[tuple[_Kind, re.Match[str]]]:
    for kind in _KINDS:
        yield from ((kind, found) for found in kind.pattern.finditer(text))


def _finding(kind: _Kind, place: Place, raw: str) -> Finding:
    words = " ".join(raw.replace(_CODE_SIGN, "").split())
    quoted = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"
    what = f"“{quoted}” would stand on the page just so, since it was not read as {kind.name}."
    return Finding("S-007", place, what, kind.hint)


class _Words:
    """The words of a text and where they begin."""

    def __init__(self, text: str) -> None:
        plain = _MARKS.sub(lambda found: " " * len(found[0]), text.replace("\xad", "_"))
        found = list(_WORD.finditer(plain))
        self._starts = [word.start() for word in found]
        self._words = [word[0].casefold() for word in found]

    def around(self, at: int) -> tuple[list[str], list[str]]:
        """The words before the place `at`, the nearest first, and those behind it."""
        index = bisect_left(self._starts, at)
        before = self._words[max(0, index - _AROUND) : index]
        return before[::-1], self._words[index : index + _AROUND]


@dataclass(frozen=True, eq=False)
class _Shown:
    """A chapter's text as readers see it. In `text` signs stand for its code, in `full` it is all there."""

    text: str
    full: str

    @classmethod
    def of(cls, tree: etree._Element) -> _Shown:
        """The text of `tree`, its blocks parted by empty lines, and with what attributes say."""
        text: list[str] = []
        full: list[str] = []
        code = 0
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            if element.tag in _CODE:
                code += 1 if event == "start" else -1
            gap = _gap(element.tag)
            parts = [gap, *_saying(element, event)]
            inside = (element.text if event == "start" else element.tail) or ""
            if element.tag == "br":
                inside = inside.removeprefix("\n")
            text += [*parts, re.sub(r"\S", _CODE_SIGN, inside) if code else inside]
            full += [*parts, inside]
        return cls("".join(text), "".join(full))

    @cached_property
    def words(self) -> _Words:
        """The words, those of code among them."""
        return _Words(self.full)


def _gap(tag: str) -> str:
    if tag in _CELLS:
        return _CELL
    if tag == "br":
        return _BREAK
    return "" if tag in _INLINE else _BLOCK


def _saying(element: etree._Element, event: str) -> Iterator[str]:
    if event == "start":
        for name in ("alt", "title", "aria-label"):
            if value := element.get(name):
                yield f"{_BLOCK}{value}{_BLOCK}"


class _Source:
    """A chapter's source with escapes and references resolved, but known."""

    def __init__(self, draft: Draft) -> None:
        self._file = draft.chapter.file
        self._first = draft.chapter.first_line
        self._text, self._escaped = _resolved(draft.chapter.text)
        self._words = _Words(self._text)
        self._line_ends = [found.start() for found in re.finditer("\n", self._text)]
        self._places: dict[str, list[int]] = {}
        self._taken: set[tuple[str, int]] = set()

    def place(self, signs: str, before: Sequence[str], behind: Sequence[str]) -> Place | None:
        """Where `signs` are written between these words; None where that is nowhere, or where they are escaped."""
        signs = ":::" if signs.startswith("/") else signs
        best, found = (0, False, False), None
        for at in self._all(signs):
            written_before, written_behind = self._words.around(at)
            alike = _alike(before, written_before) + _alike(behind, written_behind)
            rank = (alike, (signs, at) not in self._taken, not self._in_code(at))
            if alike and rank > best:
                best, found = rank, at
        if found is None:
            return None
        self._taken.add((signs, found))
        if not self._escaped.isdisjoint(range(found, found + len(signs))):
            return None
        return Place(self._file, self._first + bisect_right(self._line_ends, found))

    def _all(self, signs: str) -> list[int]:
        if signs not in self._places:
            self._places[signs] = [found.start() for found in re.finditer(f"(?={re.escape(signs)})", self._text)]
        return self._places[signs]

    def _in_code(self, at: int) -> bool:
        index = bisect_right(self._code, (at, len(self._text))) - 1
        return index >= 0 and at < self._code[index][1]

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        """Where code begins and ends."""
        inline = [found.span() for found in _INLINE_CODE.finditer(self._text)]
        at, fences = 0, []
        for line, outside in outside_fences(self._text.split("\n")):
            if not outside:
                fences.append((at, at + len(line)))
            at += len(line) + 1
        return sorted(fences + inline)


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _resolved(source: str) -> tuple[str, frozenset[int]]:
    """`source` with its escapes and references resolved, and where the signs stand that were written so."""
    pieces: list[str] = []
    escaped: set[int] = set()
    at = last = 0
    for found in _SOURCE_PIECE.finditer(source):
        sign = found[1] or unescape(found[0])
        if sign == found[0] or "\n" in sign:
            continue
        pieces += [source[last : found.start()], sign]
        at += found.start() - last
        escaped.update(range(at, at + len(sign)))
        at += len(sign)
        last = found.end()
    return "".join([*pieces, source[last:]]), frozenset(escaped)
