r"""Formula syntax: where formulas stand in a Markdown text, `$…$`, `$$…$$`, `\(…\)`, `\[…\]`,
environments, fences and GitLab's form, told from money, code and escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepress.text.fences import Fence, end_of_html, opening_of

_MAY_HAVE = re.compile(r"[$]|\\[(\[]|\\begin\{|(?:```|~~~)[ \t]*\{?\.?math")
#: An option of MyST's directive; one of them names the formula.
_OPTION = re.compile(r"[ \t]*:(?:(?:label|name):[ \t]*(?P<name>\S+)|[\w-]+:[^\n]*)[ \t]*(?:\n|$)")
_ENVIRONMENTS = r"(?:equation|align|gather|multline|eqnarray|displaymath|math)\*?"
#: A line of text that is not empty but for the signs of a quote.
_LINE = r"(?:\n(?![ \t>]*(?:\n|$)))"
_TOKEN = re.compile(
    rf"(?P<gitlab>\$`(?P<gitlab_tex>[^`\n]+)`\$)"
    r"|(?P<code>(?<!`)(?P<run>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=run)(?!`))"
    r"|(?P<comment><!--[\s\S]*?-->)"
    r"|(?P<address><(?:https?://|mailto:)[^\s<>]*>|https?://[^\s<>$]+)"
    r"|(?P<tag></?[A-Za-z][\w-]*(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))?)*"
    r"\s*/?>)"
    r"|(?P<target>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\))"
    rf"|(?P<environment>\\begin\{{(?P<name>{_ENVIRONMENTS})\}}(?P<environment_tex>[\s\S]{{1,5000}}?)"
    r"\\end\{(?P=name)\})"
    rf"|(?P<brackets>(?<!\\)\\\[(?P<brackets_tex>(?:[^\n]|{_LINE}){{1,5000}}?)(?<!\\)\\\](?![(\[:]))"
    rf"|(?P<round>(?<![\\\w])\\\((?P<round_tex>(?:[^\n]|{_LINE}){{1,2000}}?)(?<!\\)\\\))"
    r"|(?P<escape>\\[\s\S])"
    r"|(?P<lines>(?<!\$)\$\$(?!\$)[ \t]*\n(?P<lines_tex>(?:(?!\$\$)[\s\S]){1,5000}?)"
    r"\n[ \t>]*\$\$(?!\$))"
    rf"|(?P<display>(?<!\$)\$\$(?!\$)(?P<display_tex>(?:\\.|[^$\\\n]|\$(?!\$)|{_LINE}){{1,5000}}?)"
    r"\$\$(?!\$))"
    rf"|(?P<dollars>(?<!\$)\$(?![\s$`])(?P<dollars_tex>(?:\\.|[^$\\\n]|{_LINE}){{1,1000}}?)"
    r"(?<!\s)\$(?![\d$]))"
)
_KINDS = ("gitlab", "environment", "brackets", "round", "lines", "display", "dollars")
_ATTRIBUTES = re.compile(r"[ \t]*\{(?=[#.])(?P<list>[^{}\n]*)\}")
_BEFORE_ALONE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?")
_BEHIND_ALONE = re.compile(r"[ \t]*(?:\{[#.][^{}]*\})?[.,;]?[ \t]*")
_ID = re.compile(r"#(?P<id>[\w:.-]+)")
#: What is meant as TeX, whatever else is written.
_TEX = re.compile(r"\\\S|[\^_]")
_WORDS = re.compile(r"(?<![\\a-zA-Z{])[^\W\d_]{3,}(?![}\w])")
#: Numbers and letters with the signs of algebra between them, such as `2n + 1` or `f(x)`.
_ALGEBRA = re.compile(
    r"(?:(?:\d+(?:[.,]\d+)*|[^\W\d_]{1,2}(?![^\W\d_])|['’!%])"
    r"|[ \n]?[-+*/<>=,:;|()\[\].−≤≥≠±×·≈][ \n]?"
    r"|[ ])+"
)
_VARIABLE = re.compile(r"\{\w+\}|[A-Z_]{2,}[/:]")
#: Whether a fence is open before a line, and after it.
_OPENS, _CLOSES = (False, True), (True, False)


@dataclass(frozen=True)
class WrittenFormula:
    """A formula as it is `written`, from `start` to `end` of a text: its `tex`, whether it stands
    in a line of its own, and the `id` that the author gave it.
    """

    start: int
    end: int
    written: str
    tex: str
    is_display: bool
    id: str = ""


def formulas_in(text: str) -> tuple[WrittenFormula, ...]:
    """The formulas of a Markdown text in their order; a text without their signs costs one look."""
    if not _MAY_HAVE.search(text):
        return ()
    found: list[WrittenFormula] = []
    for start, end, is_fence in _parts(text):
        if is_fence:
            found += _of_fence(text, start, end)
        else:
            found += _of_text(text, start, end)
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where running text, and each closed code fence, begins and ends; other raw text is left
    out.
    """
    fence, ending = Fence(), None
    begin = at = 0
    for line in text.split("\n"):
        before, fence = fence.before(line), fence.after(line)
        turn = (bool(before.mark), bool(fence.mark))
        end = at + len(line)
        if turn == _OPENS and ending is None:
            yield begin, at, False
            begin = at
        elif turn == _CLOSES:
            yield begin, end, True
            begin = end
        elif ending is not None:
            if ending.search(line):
                ending, begin = None, end
        elif not fence.mark and (ending := end_of_html(line)):
            yield begin, at, False
        at = end + 1
    if not fence.mark and ending is None:
        yield begin, len(text), False


def _of_fence(text: str, start: int, end: int) -> Iterator[WrittenFormula]:
    opening, _, inside = text[start:end].partition("\n")
    found = opening_of(opening)
    if not found or found["info"].strip().strip("{}").strip().lstrip(".") != "math":
        return
    tex = _without_quotes(inside.rpartition("\n")[0])
    name = ""
    while found["info"].strip().startswith("{") and (option := _OPTION.match(tex)):
        name = option["name"] or name
        tex = tex[option.end() :]
    at = start + len(found["before"])
    yield WrittenFormula(at, end, text[at:end], tex.strip(), True, name)


def _of_text(text: str, start: int, end: int) -> Iterator[WrittenFormula]:
    at = start
    while found := _TOKEN.search(text, at, end):
        kind = next((name for name in _KINDS if found[name] is not None), "")
        if not kind:
            at = found.end()
            continue
        formula = _formula(text, found, kind)
        at = formula.end if formula else found.start() + (2 if kind in ("lines", "display") else 1)
        if formula:
            yield formula


def _formula(text: str, found: re.Match[str], kind: str) -> WrittenFormula | None:
    tex = found[f"{kind}_tex"]
    if not _is_meant(kind, tex, text[: found.start()][-1:], text[found.end() : found.end() + 1]):
        return None
    if kind == "brackets" and not _is_alone(text, found):
        return None
    is_display = kind in ("environment", "brackets", "lines", "display")
    attributes = _ATTRIBUTES.match(text, found.end()) if is_display else None
    identifier = _ID.search(attributes["list"]) if attributes else None
    end = attributes.end() if attributes else found.end()
    whole = found[0] if kind == "environment" else tex
    name = identifier["id"] if identifier else ""
    start = found.start()
    return WrittenFormula(start, end, text[start:end], _without_quotes(whole), is_display, name)


def _is_meant(kind: str, tex: str, before: str, behind: str) -> bool:
    """Whether an author who writes this means a formula, and no money, variable or escaped
    bracket.
    """
    if not tex.strip():
        return False
    if kind == "dollars":
        return _is_in_dollars(tex, before, behind)
    if kind in ("brackets", "round"):
        is_short = kind == "round" or "=" in tex
        return bool(_TEX.search(tex)) or (is_short and _is_algebra(tex.strip()))
    if kind == "display":
        return bool(_TEX.search(tex)) or "=" in tex or _is_algebra(tex.strip())
    return True


def _is_alone(text: str, found: re.Match[str]) -> bool:
    """Whether nothing else stands on the lines of the formula; in others, brackets are escaped."""
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    end = text.find("\n", found.end())
    behind = text[found.end() : end if end >= 0 else len(text)]
    return bool(_BEFORE_ALONE.fullmatch(before)) and bool(_BEHIND_ALONE.fullmatch(behind))


def _is_in_dollars(tex: str, before: str, behind: str) -> bool:
    if "\\" not in tex and (_VARIABLE.match(tex) or _is_part_of_word(tex, before, behind)):
        return False
    is_tex = bool(_TEX.search(tex))
    if tex[0].isdigit():
        is_money = re.search(r"[\s,][^\W\d_]{2}", tex)
        return (not is_money and _is_algebra(tex)) or (is_tex and len(_WORDS.findall(tex)) < 2)
    return is_tex or ("\n" not in tex and ("=" in tex or tex.isalpha() or _is_algebra(tex)))


def _is_part_of_word(tex: str, before: str, behind: str) -> bool:
    """Whether a word touches the dollars; a short formula may have an ending right behind it."""
    if before.isascii() and before.isalnum():
        return True
    return behind.isascii() and behind.isalpha() and len(tex) > 3


def _is_algebra(tex: str) -> bool:
    is_balanced = tex.count("(") == tex.count(")")
    return is_balanced and bool(_ALGEBRA.fullmatch(tex)) and any(sign.isalnum() for sign in tex)


def _without_quotes(tex: str) -> str:
    """`tex` without the signs of a quote before its lines."""
    lines = tex.split("\n")
    if not any(re.match(r"[ ]{0,3}>", line) for line in lines[1:] or lines):
        return tex.strip()
    return "\n".join(re.sub(r"^[ >]*>[ ]?", "", line) for line in lines).strip()
