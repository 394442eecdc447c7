"""MyST: directives in fences, roles and targets, as Sphinx and Jupyter Book read them in Markdown.

A mark of the source map may stand before the first word of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from prepress.galley.markup.callout_kinds import ALL
from prepress.galley.markup.foreign.lines import MARK, Line, callout_fence, reread
from prepress.galley.markup.theorem_kinds import PROOFS, THEOREMS, theorem_class

_DIRECTIVE = re.compile(r"\{(?P<name>(?:prf:)?[a-z][\w-]*)\}[ \t]*(?P<words>[^{}]*?)[ \t]*")
_FENCE = re.compile(r"(?P<margin> {0,3})(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$")
_OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$")
_TARGET = re.compile(rf" {{0,3}}\({MARK}(?P<label>[\w./: -]+)\)=[ \t]*$")
_HEADING = re.compile(r"(?P<signs> {0,3}#{1,6}[ \t]+)(?P<words>.*)$")
#: What begins a paragraph and nothing else.
_WORDS = re.compile(r"(?:[*_]{1,2}(?=\w)|[“\"'(`]{0,2})[^\W\d_]{2}")
_ROLE = re.compile(rf"(?<![`\\{{])\{{{MARK}(?P<role>[a-z][\w:+-]*)\}}`(?P<text>[^`\n]+)`(?!`)")
_WITH_TARGET = re.compile(r"(?P<words>.+?)\s*<(?P<target>[^<>]+)>$")
_LINKS = frozenset({"any", "doc", "download", "numref", "ref"})
#: Roles that say the kind and number of what they lead to.
_NUMBERS = frozenset({"eq", "numref", "prf:ref"})
_ELEMENTS = MappingProxyType(
    {"abbreviation": "abbr", "abbr": "abbr", "kbd": "kbd", "sub": "sub", "subscript": "sub"}
    | {"sup": "sup", "superscript": "sup"}
)

#: Directives that no cell of code is called by, of which nothing is made here.
NOT_MADE = frozenset(
    {
        "autoclass", "autofunction", "automodule", "bibliography", "card", "csv-table", "eval-rst",
        "figure-md", "glossary", "grid", "include", "index", "list-table", "literalinclude",
        "program-output", "tab-item", "tab-set", "toctree",
    }
)  # fmt: skip


def is_directive(info: str) -> bool:
    """Whether the words behind a fence's mark are a directive that is understood here."""
    found = _DIRECTIVE.fullmatch(info.strip())
    return bool(found and found["name"] in _FORMS)


def target_id(label: str) -> str:
    """The id of a target, in which no sign needs to be escaped."""
    return re.sub(r"[^\w.:-]+", "-", label.strip().lower())


def target_labels(text: str) -> list[str]:
    """The labels of all targets in `text`, in small letters; of code in it too."""
    return [found.strip().lower() for found in re.findall(r"(?m)^ {0,3}\(([^()\n]+)\)=", text)]


def without_myst(lines: Sequence[Line]) -> list[Line]:
    """`lines` with directives, roles and targets in our own form."""
    return [_with_roles(line) for line in _with_targets(reread(list(_translated(lines))))]


def _translated(lines: Sequence[Line]) -> Iterator[Line]:
    index = 0
    while index < len(lines):
        opening = _FENCE.match(lines[index].text)
        end = _end(lines, index, opening["mark"]) if opening else index
        if opening and end < len(lines) and is_directive(opening["info"]):
            yield from _directive(lines[index : end + 1], opening["margin"], opening["info"])
        else:
            yield from lines[index : end + 1]
        index = end + 1


def _end(lines: Sequence[Line], index: int, mark: str) -> int:
    """The line of the fence that closes the one at `index`; behind all where none does."""
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    ends = (at for at in range(index + 1, len(lines)) if closing.match(lines[at].text))
    return next(ends, len(lines))


@dataclass(frozen=True)
class _Form:
    """What stands `above` and `below` the lines of a directive, and whether those are read as
    words, stay as code, or go.
    """

    above: str
    below: str = ""
    has_words: bool = False
    has_code: bool = False


def _directive(lines: Sequence[Line], margin: str, info: str) -> Iterator[Line]:
    found = _DIRECTIVE.fullmatch(info.strip())
    assert found is not None, "looked for before"
    inner = list(lines[1:-1])
    options: dict[str, str] = {}
    while inner and (option := _OPTION.match(inner[0].text)):
        options[option["key"]] = option["value"]
        inner.pop(0)
    if found["name"] == "figure":
        options["caption"], inner = _caption(inner)
    if found["name"].startswith("prf:"):
        options.setdefault("label", f"{found['name']}-{lines[0].number}")
        inner = [*_name(found["words"], lines[0].number), *inner]
    form = _FORMS[found["name"]](found["name"], found["words"], options)
    first, last = lines[0].number, lines[-1].number
    yield from (Line("", first), Line(margin + form.above, first))
    if form.has_words:
        yield from without_myst(reread(inner))
    elif form.has_code:
        yield from inner
    yield from (Line(margin + form.below, last), Line("", last))


def _callout(name: str, words: str, options: Mapping[str, str]) -> _Form:
    kind = options.get("class", "panel").split()[0] if name == "admonition" else name
    words = re.sub('"([^"]*)"', r"“\1”", words).replace('"', "”")
    fence = callout_fence(kind if kind in ALL else "panel", words or None)
    return _Form(fence, ":::", has_words=True)


def _code(name: str, words: str, options: Mapping[str, str]) -> _Form:
    title = f' title="{options["caption"]}"' if options.get("caption") else ""
    return _Form(f"~~~~~~ {words}{title}", "~~~~~~", has_code=True)


def _picture(name: str, words: str, options: Mapping[str, str]) -> _Form:
    kept = [f'{key}="{options[key]}"' for key in ("width", "height", "alt") if options.get(key)]
    if options.get("name"):
        kept.insert(0, f"#{target_id(options['name'])}")
    attributes = f"{{{' '.join(kept)}}}" if kept else ""
    return _Form(f"![{options.get('caption', '')}]({words}){attributes}", has_words=True)


def _caption(inner: Sequence[Line]) -> tuple[str, list[Line]]:
    """The first paragraph of a figure's words as one line, and what stands below it."""
    lines = list(inner)
    while lines and lines[0].is_blank:
        lines.pop(0)
    end = next((at for at, line in enumerate(lines) if line.is_blank), len(lines))
    return " ".join(line.text.strip() for line in lines[:end]), lines[end:]


def _contents(name: str, words: str, options: Mapping[str, str]) -> _Form:
    return _Form("[TOC]" if name == "contents" else "\\tableofcontents")


def _rubric(name: str, words: str, options: Mapping[str, str]) -> _Form:
    return _Form(f"**{words}**")


def _name(words: str, number: int) -> list[Line]:
    """The name of a theorem, which is a heading in its block."""
    return [Line(f"## {words}", number), Line("", number)] if words else []


def _theorem(name: str, words: str, options: Mapping[str, str]) -> _Form:
    kind = name.removeprefix("prf:")
    own = kind if kind in PROOFS else theorem_class(kind)
    label = "" if "nonumber" in options else f"#{target_id(options['label'])} "
    return _Form(f"::: {{{label}.{own}}}", ":::", has_words=True)


def _formula(name: str, words: str, options: Mapping[str, str]) -> _Form:
    return _Form("$$", "$$", has_code=True)


_FORMS: Mapping[str, Callable[[str, str, Mapping[str, str]], _Form]] = MappingProxyType(
    {
        **dict.fromkeys([*ALL, "admonition", "dropdown", "margin", "sidebar", "topic"], _callout),
        **dict.fromkeys(["code", "code-block", "sourcecode"], _code),
        **dict.fromkeys(["figure", "image"], _picture),
        **dict.fromkeys(["contents", "tableofcontents"], _contents),
        **{"math": _formula, "rubric": _rubric},
        **{f"prf:{kind}": _theorem for kind in (*THEOREMS.values(), *PROOFS)},
    }
)


def _with_targets(lines: Sequence[Line]) -> Iterator[Line]:
    """`lines` with each target in the heading or text below it."""
    anchors = ""
    for line in lines:
        target = _TARGET.match(line.text) if line.may_be_block else None
        if target:
            anchors += f'<a id="{target_id(target["label"])}"></a>'
            yield line.with_text("")
        elif anchors and not line.is_blank:
            yield from _anchored(line, anchors)
            anchors = ""
        else:
            yield line


def _anchored(line: Line, anchors: str) -> Iterator[Line]:
    heading = _HEADING.match(line.text)
    if heading and not line.verbatim:
        yield line.with_text(f"{heading['signs']}{anchors}{heading['words']}")
        return
    if not line.verbatim and _WORDS.match(line.text):
        yield line.with_text(f"{anchors}{line.text}")
        return
    yield from (line.with_text(anchors), line.with_text(""), line)


def _with_roles(line: Line) -> Line:
    return line if line.verbatim else line.with_text(_ROLE.sub(_role, line.text))


def _role(found: re.Match[str]) -> str:
    role, text = found["role"], found["text"]
    both = _WITH_TARGET.fullmatch(text)
    if role in _NUMBERS and not both:
        return f"[](#{target_id(text)})"
    if role == "prf:ref" and both:
        return f"[{both['words']}](#{target_id(both['target'])})"
    if role in _LINKS:
        words, target = (both["words"], both["target"]) if both else (text, text)
        return f"[{words}](<{target}>)"
    if role in _ELEMENTS:
        return f"<{_ELEMENTS[role]}>{text}</{_ELEMENTS[role]}>"
    return f"${text}$" if role == "math" else f"`{text}`"
