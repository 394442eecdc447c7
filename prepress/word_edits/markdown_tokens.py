"""Markdown tokens: the words, marks and spaces of Markdown, by which two writings of one text are
compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from prepress.word.word_runs import CLOSING, NOTE, OPENING

_TOKEN = re.compile(
    rf"(?P<opaque>{OPENING}[^{CLOSING}]*{CLOSING})"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<placeholder>\{\{.*?\}\})"
    r"|(?P<break>(?:\\|[ ]{2,})\n[ \t>]*|<br[ ]*/?>)"
    r"|(?P<escape>\\(?:_|[^\w\s]))"
    r"|(?P<call>\[\^[^\]\s]+\](?!:))"
    r"|(?P<definition>(?m:^)[ ]{0,3}\[\^[^\]\s]+\]:[ \t]*)"
    r"|(?P<address><(?:[A-Za-z][A-Za-z0-9+.-]*:|[^<>\s]+@)[^<>\s]*>)"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<target>\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\]))"
    r"|(?P<attributes>\{[^{}\n]*\})"
    r"|(?P<entity>&\#?\w{1,32};)"
    r"|(?P<space>[ \t]*\n[ \t>]*(?:\n[ \t>]*)*|[ \t\u00a0\u202f]+)"
    r"|(?P<word>\w(?:\w|_(?=\w))*)"
    r"|(?P<dashes>---?|\.\.\.)"
    r"|(?P<strong>\*\*|__)"
    r"|(?P<emphasis>\*|_)"
    r"|(?P<mark>~~|==|\^|~|`+|\[)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_QUOTES = dict.fromkeys("'’‘‚", "'") | dict.fromkeys('"“”„«»', '"')
_DASHES = {"---": "—", "--": "–", "...": "…"}


@dataclass(frozen=True)
class MarkdownToken:
    """A token at `start` to `end` of its text, which is `text`; those that say the same in two
    writings have the same `key`.
    """

    start: int
    end: int
    text: str
    kind: str

    @property
    def key(self) -> tuple[str, str]:
        """What it says, whichever way that is written."""
        if self.kind in ("escape", "entity", "other", "dashes"):
            sign = unescape(self.text.removeprefix("\\"))
            if sign.isspace():
                return "space", " "
            return "sign", _DASHES.get(sign) or _QUOTES.get(sign) or sign
        if self.kind == "word":
            return "word", self.text
        if self.text == NOTE:
            return "call", ""
        written = self.text if self.kind in ("mark", "tag") else ""
        return self.kind, " " if self.kind == "space" else written

    @property
    def is_line_end(self) -> bool:
        """Whether a line ends here, and the author did not ask for that."""
        return self.kind == "space" and "\n" in self.text


def tokens_of(text: str) -> list[MarkdownToken]:
    """The tokens of `text`, which together are all of it."""
    return [
        MarkdownToken(found.start(), found.end(), found[0], str(found.lastgroup))
        for found in _TOKEN.finditer(text)
    ]
