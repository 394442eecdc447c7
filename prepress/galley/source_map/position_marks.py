"""Position marks: characters of no meaning that are put into a chapter's text, one before each
thing that may be asked for, so that the parser carries them to the elements that it makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from prepress.galley.markup.attributes import ONE
from prepress.galley.markup.divisions import FORM_PARTS
from prepress.galley.markup.foreign.syntax_lines import syntax_lines
from prepress.galley.markup.formula_syntax import formulas_in
from prepress.galley.markup.sanitising import TAGS
from prepress.text.fences import LETTER_BEGINS, outside_fences

#: The attributes that carry marks: of an element, and of the list of attributes behind it.
AT, LIST_AT = "data-at", "data-list"
#: Letters for private use, which no language is written with: no word, no space, no punctuation.
_ALPHABET = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
MARK = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
#: A mark with the attribute around it, wherever that was not read as one.
ANY_MARK = re.compile(rf" (?:{AT}|{LIST_AT})={MARK.pattern}|{MARK.pattern}")
#: Lines whose first words are read by a machine: a mark there would change what they mean.
_MACHINE_LINE = re.compile(r"[ >]*(?:\*\[[^\]]*\]:|\[(?!\^)[^\]]*\]:|/{3,})")
_CALLOUT = re.compile(r"[ >]*:{3,}[ \t]*(?:\{[^}]*\}|\S+)?[ \t]*(?P<title>\S*)")
_FORM_PART = re.compile(
    rf"[ >]*(?P<fence>:{{3,}})(?=[ \t]*(?:\{{[^}}]*\.)?(?:{'|'.join(FORM_PARTS)})(?![\w-]))"
    r"[ \t]*(?:[\w-]+[ \t]*)?\{[^}]*\}"
)
_TOKEN = re.compile(
    r"(?P<escape>\\.)"
    r"|(?P<code>(?<!`)(?P<run>`+)(?!`)(?:(?!(?P=run)).)+(?P=run)(?!`))"
    r"|(?P<comment><!--(?:.*?-->|.*$))"
    r"|<(?P<address>(?:[A-Za-z][A-Za-z0-9+.-]*://|mailto:|tel:|sms:)[^\s<>]*|[^<> !]+@[^@<> ]+)"
    r"(?=>)"
    r"|(?P<tag><(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>?)"
    r"|(?P<end></(?P<ended>[A-Za-z][\w-]*)(?=\s*>))"
    r"|(?P<definition>(?:^|(?<=[ >]))\[\^[^\]]+\]:)"
    r"|(?P<box>\[(?:[ xX]\]|!\w+\]))"
    r"|(?P<target>\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\]))"
    rf"|(?P<list>\{{(?::[ ]*[^{{}}\s][^{{}}]*|[ ]*{ONE}(?:[ ]+{ONE})*[ ]*)\}})"
    r"|(?P<entity>&\#?\w{1,32};)"
    r"|(?P<opening>!?\[)|(?P<closing>\])"
    r"|(?P<reference>(?<![\w/.@\\-])@(?:\w[\w:.#$%&+?~/-]*\w|\w|\{[^{}\s]+\}))"
    r"|(?P<word>[^\W\d_][\w\-’']*)"
)


@dataclass(frozen=True)
class MarkedText:
    """A text with marks in it; `offsets` says where in the text without them each mark's thing
    begins.
    """

    text: str
    offsets: dict[str, int]


def mark_positions(text: str, without: frozenset[int] = frozenset()) -> MarkedText:
    """Put marks into `text`, but into none of the lines whose numbers, from 0, are in `without`."""
    own = set(MARK.findall(text))
    without |= syntax_lines(text)
    formulas = [range(each.start + 1, each.end) for each in formulas_in(text)][::-1]
    free = (sign for sign in map(chr, chain(*_ALPHABET)) if sign not in own)
    offsets: dict[str, int] = {}
    lines: list[str] = []
    scanner, begin = _Scanner(text.count("\n", 0, max(0, text.rfind("-->")))), 0
    for number, (line, outside) in enumerate(outside_fences(text.split("\n"))):
        done, parts = 0, []
        for spot in scanner.spots(number, line) if outside else ():
            while formulas and formulas[-1].stop <= begin + spot.at:
                formulas.pop()
            is_inside = bool(formulas) and begin + spot.at in formulas[-1]
            mark = "" if is_inside or number in without else next(free, "")
            if mark:
                offsets[mark] = begin + spot.thing
                parts += [line[done : spot.at], spot.around.format(mark)]
                done = spot.at
        lines.append("".join([*parts, line[done:]]))
        begin += len(line) + 1
    return MarkedText("\n".join(lines), offsets)


@dataclass(frozen=True)
class _Spot:
    """A column `at` which a mark goes, written `around` by more where it needs that, and the column
    where the `thing` begins of which it speaks.
    """

    at: int
    thing: int
    around: str = "{}"


class _Scanner:
    """Goes through a text line by line. `last_comment` is the line on which its last comment
    ends.
    """

    def __init__(self, last_comment: int) -> None:
        self._last_comment = last_comment
        self._brackets = 0
        self._has_word = False
        self._open_until = ""

    def spots(self, number: int, line: str) -> Iterator[_Spot]:
        """Where marks go on this line, whose number from 0 is given."""
        if not line.strip(" >"):
            self._brackets = 0
            self._open_until = "" if self._open_until == ">" else self._open_until
        begin = self._begin(line)
        if begin is None:
            return
        if ":::" in line and (callout := _CALLOUT.match(line)):
            yield from _callout_spots(callout)
        elif not _MACHINE_LINE.match(line):
            self._has_word = self._brackets > 0
            for token in _TOKEN.finditer(line, begin):
                self._leave_open(number, token)
                yield from self._of(token)

    def _begin(self, line: str) -> int | None:
        """Where what is no tag or comment from a line above begins; None where nothing is."""
        if not self._open_until:
            return 0
        end = line.find(self._open_until)
        if end < 0:
            return None
        begin = end + len(self._open_until)
        self._open_until = ""
        return begin

    def _leave_open(self, number: int, token: re.Match[str]) -> None:
        if token["comment"] and not token["comment"].endswith("-->"):
            self._open_until = "-->" if number < self._last_comment else ""
        elif token["tag"] and not token["tag"].endswith(">") and token.end() == len(token.string):
            self._open_until = ">"

    def _of(self, token: re.Match[str]) -> Iterator[_Spot]:
        start, end = token.span()
        if token["tag"]:
            yield _Spot(token.end("name"), start, f" {AT}={{}}")
        elif token["end"] and _is_unknown(token["ended"]):
            yield _Spot(end, start, f" {AT}={{}}")
        elif token["address"]:
            yield _Spot(end, start)
        elif token["list"] and token["list"] != "{-}":
            yield _Spot(end - 1, start, f" {LIST_AT}={{}}")
        elif token["opening"]:
            self._brackets += 1
            self._has_word = True
            yield _Spot(start, start)
        elif token["closing"] or token["target"]:
            self._brackets = max(0, self._brackets - 1)
        elif self._begins(token):
            self._has_word = True
            yield _Spot(start, start)

    def _begins(self, token: re.Match[str]) -> bool:
        """Whether this is the first word of a line, or a reference that stands in no brackets."""
        if token["reference"]:
            return not self._brackets
        return bool(token["word"]) and not self._has_word


def _callout_spots(callout: re.Match[str]) -> Iterator[_Spot]:
    """A mark in the list of attributes of a part of a form; else in a callout's title: at its
    beginning, or at the end of the address of a `qr`.
    """
    if listed := _FORM_PART.match(callout.string):
        yield _Spot(listed.end() - 1, listed.start("fence"), f" {AT}={{}}")
        return
    title = callout["title"]
    if title.startswith(("http:", "https:")):
        yield _Spot(callout.end("title"), callout.start("title"))
    elif title[:1].isalpha():
        yield _Spot(callout.start("title"), callout.start("title"))


def _is_unknown(name: str) -> bool:
    """Whether a tag that closes an element of this name may be one that no edition keeps."""
    return name.lower() not in TAGS and not LETTER_BEGINS.match(f"<{name}>")
