"""Census: a finding for whatever sanitising takes out of raw HTML, each at its own line."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from prepress.findings import Finding
from prepress.galley.markup.sanitising import (
    ATTRIBUTES,
    CONTROLS,
    EVERYWHERE,
    SCHEMES,
    TAGS,
    WITH_CONTENT,
)
from prepress.galley.markup.source_lines import SourceLines

_SHOWN = 200  # characters of what a finding quotes
_REFERENCE = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_WORDS_BEHIND = re.compile(r"</[^\s>]+\s[\s/]*[^\s/>]")
_INSTEAD = {
    "svg": "Save the drawing as a file and write ![](images/drawing.svg).",
    "iframe": "Link to the page instead.",
    "video": "Link to the film instead.",
    "audio": "Link to the recording instead.",
    "style": "Put the rules into a stylesheet in layouts/.",
}


def sanitising_findings(html: str, lines: SourceLines) -> list[Finding]:
    """One finding for each element, attribute and character of `html` that `sanitise` leaves
    out.
    """
    census = _Census(lines)
    census.feed(html)
    census.close()
    return census.findings + _unknown_characters(html, lines)


def _unknown_characters(html: str, lines: SourceLines) -> list[Finding]:
    """References to control characters, which no edition may hold, and to what is no character at
    all.
    """
    seen: Counter[str] = Counter()
    findings = []
    for reference in _REFERENCE.findall(html):
        if CONTROLS.sub("", unescape(reference)) in ("", "\ufffd"):
            what = f"“{reference}” stands for no character that can be shown."
            findings.append(
                Finding("S-004", lines.find(reference, seen[reference]), what, "Delete it.")
            )
            seen[reference] += 1
    return findings


class _Census(HTMLParser):
    """Counts what will not survive, so that each loss is found at its own line."""

    def __init__(self, lines: SourceLines) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self._lines = lines
        self._seen: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._inside = ""

    def parse_html_declaration(self, i: int) -> int:
        """What begins with `<![` is a comment, as browsers see it; Python fails on some of it."""
        marked = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i) if marked else super().parse_html_declaration(i)

    def parse_bogus_comment(self, i: int, report: bool = True) -> int:
        """What browsers take for a comment without an author having written one."""
        end = super().parse_bogus_comment(i, False)
        if end > 0:
            self._not_shown(self.rawdata[i:end])
        return end

    def parse_endtag(self, i: int) -> int:
        """A closing tag, which has no room for more words than its name."""
        end = super().parse_endtag(i)
        if end > 0 and _WORDS_BEHIND.match(self.rawdata, i, end):
            self._not_shown(self.rawdata[i:end])
        return end

    def handle_decl(self, decl: str) -> None:
        self._not_shown(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._not_shown(f"<?{data}>")

    def _not_shown(self, text: str) -> None:
        if not self._inside:
            what = (
                f"“{' '.join(text[:_SHOWN].split())}” is read as an instruction to a machine and "
                f"not shown."
            )
            self._add(
                "H-001",
                text.splitlines()[0],
                what,
                "Delete it, or write \\< for its first character.",
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif not self._inside and tag not in TAGS:
            if not self._refused[tag]:
                self._add(
                    "H-001", f"</{tag}", f"“</{tag}>” closes nothing and is not kept.", "Delete it."
                )
            self._refused[tag] = max(0, self._refused[tag] - 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            return  # it goes with what it stands in
        self._inside = tag if tag in WITH_CONTENT else ""
        if tag not in TAGS or (tag == "input" and ("type", "checkbox") not in attrs):
            hint = _INSTEAD.get(tag, "Delete it, or write it in Markdown.")
            self._refused[tag] += 1
            self._add("H-001", f"<{tag}", f"The element <{tag}> is not kept.", hint)
            return
        kept = EVERYWHERE | ATTRIBUTES.get(tag, frozenset())
        for name, value in attrs:
            if name not in kept and not name.startswith("aria-"):
                self._add(
                    "H-002", name, f"The attribute “{name}” of <{tag}> is not kept.", "Delete it."
                )
            elif name in ("href", "src") and _is_unsafe(value or ""):
                code, what = ("I-003", "picture") if tag == "img" else ("L-002", "link")
                hint = "Use a file of the project, or an https address for a link."
                self._add(
                    code,
                    value or "",
                    f"The {what} “{(value or '')[:_SHOWN]}” has an unsafe address.",
                    hint,
                )
            elif name == "href" and _names_no_site(value or ""):
                what = f"The link “{(value or '')[:_SHOWN]}” has an address that names no site."
                self._add("L-002", value or "", what, "Copy the address anew from your browser.")

    def _add(self, code: str, needle: str, what: str, hint: str) -> None:
        self.findings.append(
            Finding(code, self._lines.find(needle, self._seen[needle]), what, hint)
        )
        self._seen[needle] += 1


def _is_unsafe(address: str) -> bool:
    """Whether nh3 takes the address away, for its scheme or because it cannot be read as one."""
    return "href=" not in nh3.clean(f'<a href="{escape(address)}">', url_schemes=set(SCHEMES))[:8]


def _names_no_site(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return True
    return parts.scheme in ("http", "https") and "" in (host, *host.split(".")[:-1])
