"""Code fences: whatever an author writes behind a fence's mark, in the one form that the parser
knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from prepress.galley.markup.raw_code import format_of, raw_block
from prepress.galley.markup.shown_code import cell_of, shown_lines

_LANGUAGE = re.compile(r"[.=]?(?P<name>[\w#+-](?:[\w#+.-]*[\w#+-])?)")
_OPTION = re.compile(
    r"(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s{},]+))"
)
_ID = re.compile(r"(?:^|\s)#(?P<id>[\w:.-]+)")
_CLASS = re.compile(r"(?:^|\s)\.(?P<name>[\w-]+)")
#: Lines to be marked, as Docusaurus, Gatsby and VitePress write them: `{1,3-5}`.
_MARKED_LINES = re.compile(r"\{(?P<lines>\d[\d\s,-]*)\}")
_HIGHLIGHTED = re.compile(r"\d+(?:-\d+)?(?: \d+(?:-\d+)?)*")
_TITLES = ("title", "filename", "file", "caption", "lst-cap")
#: Classes and words that ask for the numbers of lines.
_NUMBERED = re.compile(
    r"(?:^|[\s.,{])(?:numberlines|number-lines|line-numbers|showlinenumbers|linenumbers"
    r"|linenos|code-line-numbers=[\"']?true[\"']?)(?=$|[\s,}])",
    re.IGNORECASE,
)
_FIRST_NUMBER = ("startFrom", "start-from", "startfrom", "firstnumber", "linenostart")


def code_fence(info: str, code: Sequence[str]) -> list[str]:
    """The lines of a closed fence around `code`, with what of `info` is known to readers.

    That is the language, a title, the lines to be marked, an id and classes; the rest is another
    tool's business and never was text (CommonMark 0.31.2, 4.5). What is raw HTML stands without a
    fence; of what another tool would leave out, nothing is left.
    """
    if raw := format_of(info):
        return raw_block(raw, code)
    cell = cell_of(info, code)
    if cell and not cell.is_shown:
        return []
    shown = cell.code if cell else shown_lines(info, code)
    runs = [len(run) for line in shown for run in re.findall(r"^\s*(~+)", line)]
    mark = "~" * max(3, 1 + max(runs, default=0))
    return [f"{mark}{_header(info.strip(), cell.options if cell else {})}", *shown, mark]


def _header(info: str, said: Mapping[str, str]) -> str:
    """The words behind the mark: of the author's, and of what lines of the code have `said`."""
    inside = info[1:].rpartition("}")[0] if info.startswith("{") else ""
    words = inside.strip() if inside and not _MARKED_LINES.match(info) else info
    language = _language(words)
    marks = _marks(inside, words[language.end() :] if language else words)
    options = [f'{key}="{value}"' for key, value in _shown_options(info, said).items()]
    name = language["name"] if language else ""
    if marks:
        return f"{name} {{{' '.join([*marks, *options])}}}"
    return " ".join([name, *options])


def _language(words: str) -> re.Match[str] | None:
    """The language with which `words` begin; an option may stand in its place."""
    language = _LANGUAGE.match(words)
    is_option = language and words[language.end() :].startswith("=")
    return None if is_option and not words.startswith(("=", ".")) else language


def _marks(inside: str, rest: str) -> list[str]:
    """The id and the classes in braces; `rest` stands behind the language."""
    identifier = _ID.search(inside)
    classes = _CLASS.finditer(rest) if inside else ()
    marks = [f"#{identifier['id']}"] if identifier else []
    return marks + [f".{found['name']}" for found in classes if not _NUMBERED.match(found["name"])]


def _value(option: re.Match[str]) -> str:
    value = next(
        text for text in (option["double"], option["single"], option["bare"]) if text is not None
    )
    return value.replace('"', "").strip()


def _shown_options(info: str, said: Mapping[str, str]) -> dict[str, str]:
    """The options that readers see, by the parser's names."""
    options = {**said, **{found["key"]: _value(found) for found in _OPTION.finditer(info)}}
    shown: dict[str, str] = {}
    title = next((options[name] for name in _TITLES if options.get(name)), "").replace('"', "")
    if title:
        shown["title"] = title
    marked = _MARKED_LINES.search(info)
    lines = marked["lines"] if marked else options.get("hl_lines", "")
    lines = " ".join(re.sub(r"\s*-\s*", "-", lines).replace(",", " ").split())
    if _HIGHLIGHTED.fullmatch(lines):
        shown["hl_lines"] = lines
    numbers = _numbers(info, options)
    if numbers:
        shown["linenums"] = numbers
    return shown


def _numbers(info: str, options: Mapping[str, str]) -> str:
    """The number of the first line, with whatever else the parser knows; empty where lines have
    none.
    """
    if re.fullmatch(r"\d+( \d+){0,2}", options.get("linenums", "")):
        return options["linenums"]
    first = next((options[name] for name in _FIRST_NUMBER if name in options), "1")
    is_asked = _NUMBERED.search(info) or options.get("code-line-numbers", "").lower() == "true"
    return first if is_asked and first.isdecimal() else ""
