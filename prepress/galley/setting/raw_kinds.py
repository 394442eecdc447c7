"""Kinds of raw markup: the signs that readers would see where Markdown, or another tool's markup,
was not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What every kind has somewhere, in the text or at the beginning of one of its lines.
_SIGNS = re.compile(r"[*_~=$\[{<`\\^#|]|:[a-z][\w+-]*[_-][\w+-]*:")
_LINES = re.compile(r"\n[ \t]*(?:[-+][ \t]|\d+[.)][ \t]|:{3}|/{3}|!{3}|\?{3}|[ABCDEIQTWX]>)")
_TAGS = (
    "a abbr article aside audio b big blockquote body br button caption center cite code dd del "
    "details div dl dt em "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input "
    "ins kbd label li "
    "link main mark meta nav ol p picture pre q s samp script section small source span strike "
    "strong style sub "
    "summary sup svg table tbody td textarea tfoot th thead title tr tt u ul var video xmp "
    "noembed noframes noscript plaintext"
).replace(" ", "|")
_COMMANDS = (
    "newpage|pagebreak|clearpage|cleardoublepage|newline|linebreak|noindent|[vh]space|[vh]fill|(?:big|med|small)skip|"
    "begin|end|cite[a-z]*|label|ref|footnote|text(?:bf|it|tt|sc)|emph|index|tableofcontents|chapter|(?:sub)*section"
)


@dataclass(frozen=True)
class RawKind:
    """One kind of raw markup, which has at least one of `signs`.

    The only named group of `pattern` that takes part in a match holds the signs that an author
    escapes to show them. The pattern is compiled when it is first needed, since few texts need it
    and all pay for the time of the start.
    """

    name: str
    signs: frozenset[str]
    pattern: str
    hint: str

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Each piece of `text`, which begins with a line's end, that is raw markup of this kind."""
        return re.finditer(self.pattern, text, re.MULTILINE)


def may_be_raw(text: str) -> bool:
    """Whether it is worth the while to look for raw markup in `text`, which begins with a line's
    end.
    """
    return bool(_SIGNS.search(text) or _LINES.search(text))


def _kind(name: str, signs: str, pattern: str, hint: str) -> RawKind:
    return RawKind(name, frozenset(signs), pattern, hint)


_EMPTY_LINE = "Leave an empty line before and after it"
#: Every kind that is looked for; several may share a name.
KINDS = (
    _kind(
        "a heading",
        "#",
        r"(?<![^\s\x1f])(?P<open>#{2,6})[ \t]+[^\s#][^\n\x1f]*|\n[ "
        r"\t]*(?P<open2>#{2,6})[^\W_][^\n\x1f]*"
        r"|\n\n[ \t]*(?P<open3>#)[ \t]+(?!of\b)[^\W\d_][^\n\x1f]*",
        rf"{_EMPTY_LINE}, and a space behind its signs, or write \# if you mean the sign itself.",
    ),
    _kind(
        "bold type",
        "*_",
        r"(?<![\w*])(?P<open>\*\*)(?=[\w\"'“‘«„(¿¡\[$€£<&])(?:[^*\n\x1f]|\*(?!\*)|\n(?!\n)){1,400}?(?<=[^\s(\[{/])\*\*(?!\*)"
        r"|(?<!\S)(?P<open2>\*\*)[ \t]+(?=[^\W\d_]{3})[^*\n\x1f]+[ \t]\*\*(?!\S)"
        r"|(?<![\w_])(?P<open3>__)(?=[\w\"'“‘«„(¿¡])[^_\n\x1f]{0,200}\s[^_\n\x1f]{0,200}(?<=\S)__(?![\w_])",
        "Leave an empty line before it, and no space between the signs and the words, or write "
        "\\*\\* if you mean the "
        "signs themselves.",
    ),
    _kind(
        "struck words",
        "~",
        r"(?<![\w~])(?P<open>~~)(?=[^\s~])[^~\n\x1f]{1,200}(?<=\S)~~(?![\w~])",
        "Leave an empty line before it, or write \\~\\~ if you mean the signs themselves.",
    ),
    _kind(
        "marked words",
        "=",
        r"(?<![\w=])(?P<open>==)(?=[^\s=])[^=\n\x1f]{1,200}(?<=\S)==(?![\w=])",
        "Write <mark>words</mark>, or \\=\\= if you mean the signs themselves.",
    ),
    _kind(
        "a picture",
        "[",
        r"(?P<open>!\[)[^\[\]\n]*\]\([^()\n]*\)",
        f"{_EMPTY_LINE}, or write \\![ if you mean the signs themselves.",
    ),
    _kind(
        "a link",
        "[",
        r"(?<![\w\]!])(?P<open>\[)[^\[\]\n]+\]\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
        r"(?:\s+[\"'“‘«„][^\n]{0,200}?[\"'”’»“])?\)",
        (
            "Leave an empty line before it, and no space between ] and (, or write \\[ if you "
            "mean the bracket itself."
        ),
    ),
    _kind(
        "a link",
        "[",
        r"(?<![\w\]])(?P<open>\[)[^\[\]\n^@]+\]\[[^\[\]\n]*\]"
        r"|\n[ \t]*(?P<open2>\[)[^\[\]\n^]+\]:[ \t]*<?(?:https?:|mailto:|\.{0,2}/|"
        r"[#\w]\S*[./#])\S*>?",
        (
            "Write its address in a line of its own, [label]: https://…, or \\[ if you mean the "
            "brackets themselves."
        ),
    ),
    _kind(
        "a wiki's link",
        "[",
        r"(?<![\w\[])!?(?P<open>\[\[)(?=[^\W\d_])[^\[\]\n]+\]\](?!\])",
        "Write [words](file.md), or \\[\\[ if you mean the brackets themselves.",
    ),
    _kind(
        "a note",
        "[",
        r"(?P<open>\[\^)[^\]\s]+\]",
        (
            "Write the note on a line of its own, [^1]: words, or \\[^ if you mean the signs "
            "themselves."
        ),
    ),
    _kind(
        "a note",
        "^",
        r"(?<=[\w.,;:!?)\"'”’»*_])(?P<open>\^\[)[^\]\s]*[^\S\n][^\]\n]{0,500}\]",
        "Call the note with [^1], and write it on a line of its own, [^1]: words.",
    ),
    _kind(
        "a citation",
        "[",
        r"(?P<open>\[-?@)[^\W_][\w:.#$%&+?<>~-]*(?=[\],;\s])[^\]\n]{0,300}\]",
        "Write the source in words or in a note, or \\[@ if you mean the signs themselves.",
    ),
    _kind(
        "a formula",
        "$",
        r"(?<![\w\\$])(?P<open>\$)(?=[^\s$])"
        r"(?:(?=[^$\n]{0,200}?(?:\\[a-zA-Z]|[\^_=]))[^$\n]{1,300}|[^\W\d_](?:\s?[-+/*<>]\s?\w{1,3})?)(?<=\S)\$(?![\w$])"
        r"|(?<![\w\\$])(?P<open2>\$\$)(?!\$)(?=[^$]{0,500}?[\\^_=+])[^$]{1,1000}\$\$(?!\$)"
        r"|\n[ \t]*(?P<open3>\$\$)[ \t]*$",
        "Write it as $x^2$, without spaces inside the signs, or \\$ if you mean the sign itself.",
    ),
    _kind(
        "a superscript",
        "^",
        r"(?<=[\w)])(?P<open>\^)[\w+−–-]{1,12}\^(?!\w)",
        "Write <sup>2</sup>, or \\^ if you mean the sign itself.",
    ),
    _kind(
        "an emoji",
        ":",
        r"(?<![\w:/])(?P<open>:)(?:(?:material|fontawesome|octicons|simple|bootstrap|lucide)-[a-z0-9-]+"
        r"|[a-z][a-z0-9+-]*_[a-z0-9_+-]+):(?![\w:])",
        "Write the character itself or a name that GitHub knows, or \\: if you mean the sign.",
    ),
    _kind(
        "a callout",
        ":/",
        r"\n[ \t]*(?P<open>:{3,}|/{12,})[ \t]*(?:$|[\w{|][^\n]*)",
        f"{_EMPTY_LINE}, or write \\::: if you mean the signs themselves.",
    ),
    _kind(
        "a callout",
        "!?",
        r"\n[ \t]*(?P<open>!{3}|\?{3}\+?)[ \t]+[a-z]+(?:[ \t]*$|[ \t]+[\"'“„«][^\n]*)",
        "Write ::: warning Title … ::: instead.",
    ),
    _kind(
        "a callout",
        "/",
        r"\n[ \t]*(?P<open>/{3})[ \t]+[a-z][\w-]*[ \t]*(?:$|\|[^\n]*)",
        "Close it with as many slashes, or write ::: warning Title … ::: instead.",
    ),
    _kind(
        "a tab",
        "=",
        r"\n[ \t]*(?P<open>={3}[!+]?)[ \t]+[\"'“„«][^\n]*",
        "Indent what belongs to it by four spaces.",
    ),
    _kind(
        "a callout",
        ">",
        r"\n[ \t]*(?P<open>[ABCDEIQTWX]>)[ \t]+\S[^\n]*",
        "Write ::: warning Title … ::: instead.",
    ),
    _kind(
        "a list of attributes",
        "{",
        r"(?<!\{)(?P<open>\{)(?![%<])(?:(?:[.#][A-Za-z][\w-]*|:)(?:[ \t][^{}\n]*)?|(?:[^{}\n]*[ "
        r"\t])?[a-z-]+=[\"'“”„«‘’][^{}\n]*)\}"
        r"|\n[ \t]*(?P<open2>\{)/?(?:aside|blurb|pagebreak|mainmatter|frontmatter|backmatter"
        r"|[a-z-]+[:=][ \t]?[\w\"“”'.%#-]+(?:,[^{}\n]*)?)\}[ \t]*$",
        (
            "Write it right behind what it belongs to, or delete it; write \\{ if you mean the "
            "brace itself."
        ),
    ),
    _kind(
        "a template",
        "{",
        r"(?P<open>\{\{)[^{}\n]*\}\}|(?P<open2>\{%)[^\n]{0,300}?%\}",
        (
            "Write the words themselves, a placeholder such as {{ clinic.phone }}, or \\{{ if you "
            "mean the braces."
        ),
    ),
    _kind(
        "a command of TeX",
        "\\",
        rf"(?<![\w:\\/])(?P<open>\\)(?:{_COMMANDS})(?![a-zA-Z\\])",
        "Delete it, or write it as `code` if you mean the command itself.",
    ),
    _kind(
        "a tag",
        "<",
        rf"(?P<open><)(?:/?(?:{_TAGS})(?:\s+[\w:-]+\s*=[^<>\n]*|\s*/?)>|!--)",
        "Leave an empty line before it, or write &lt; if you mean the sign itself.",
    ),
    _kind(
        "a code fence",
        "`~",
        r"\n[ \t]*(?P<open>`{3,}|~{3,})(?=[ \t]*[\w{.]|[ \t]*$)|(?P<open2>`{3,})",
        f"{_EMPTY_LINE}, and end it with a fence of as many signs.",
    ),
    _kind(
        "code",
        "`",
        r"(?<![\w`\\])(?P<open>`{1,2})(?=[^\s`])[^`\n\x1f]{1,200}(?<=\S)`{1,2}(?![\w`])",
        "Leave an empty line before it, or write \\` if you mean the sign itself.",
    ),
    _kind(
        "a list",
        "-*+.)",
        r"\n[ \t]*(?P<open>[-*+])[ \t]+\S.*(?:\n(?!\n|[ \t]*[-*+][ \t]).+)*"
        r"(?:\n[ \t]*[-*+][ \t]+\S.*(?:\n(?!\n|[ \t]*[-*+][ \t]).+)*){2,}"
        r"|\n[ \t]*(?P<open2>\d{1,3}[.)])[ \t]+\S.*(?:\n(?!\n|[ \t]*\d{1,3}[.)][ \t]).+)*"
        r"(?:\n[ \t]*\d{1,3}[.)][ \t]+\S.*(?:\n(?!\n|[ \t]*\d{1,3}[.)][ \t]).+)*){2,}",
        "Leave an empty line before its first item, and begin each item on a line of its own.",
    ),
    _kind(
        "a table",
        "|",
        r"\n[ \t]*\|?[ \t]*:?[-–—]+:?[ \t]*(?P<open>\|)[ \t]*:?[-–—]+:?[ \t]*(?:\|[ "
        r"\t]*:?[-–—]+:?[ \t]*)*\|?[ \t]*$"
        r"|\n[ \t]*(?P<open2>\|)[^\n]*\|[ \t]*(?:\n[ \t]*\|[^\n]*\|[ \t]*$)+",
        f"{_EMPTY_LINE}, and give every row as many cells as its first.",
    ),
    _kind(
        "a heading",
        "=",
        r"(?<=\S)\n[ \t]*(?P<open>={3,})[ \t]*$",
        f"{_EMPTY_LINE}, or write ## before the heading's words.",
    ),
)
