"""Raw HTML at random: elements in any nesting, with attributes of any value, by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from prepress.galley.markup.sanitising import ATTRIBUTES, TAGS
from prepress.text.xhtml import VOID

#: Elements that are not kept, but what stands in them is.
_FOREIGN = ("article", "button", "center", "font", "form", "label", "main", "nav", "rb", "custom-x")
_NAMES = (*sorted(TAGS), *_FOREIGN)
_NEIGHBOURS = {
    "details": ("summary", "p", "details"),
    "dl": ("dt", "dd", "div"),
    "figure": ("figcaption", "img", "p"),
    "hgroup": ("h2", "p", "h3"),
    "ol": ("li", "ol", "ul"),
    "ruby": ("rt", "rp", "span"),
    "table": ("caption", "colgroup", "thead", "tbody", "tfoot", "tr", "col"),
    "tbody": ("tr", "td"),
    "thead": ("tr", "th"),
    "tr": ("td", "th"),
    "ul": ("li", "ol", "ul"),
}
_EVERYWHERE = (
    "aria-checked", "aria-controls", "aria-current", "aria-describedby", "aria-expanded",
    "aria-hidden", "aria-label", "aria-labelledby", "aria-level", "aria-live", "aria-no-such",
    "aria-relevant", "aria-required", "aria-sort", "aria-valuenow", "class", "dir", "epub:type",
    "id", "lang", "role", "style", "tabindex", "title", "xml:lang",
)  # fmt: skip
_VALUES = (
    "", " ", "-1", "0", "1", "2", "03", "+4", "1.5", "7e2", "50%", "A", "a", "i", "x y", "a1", "b2",
    "a1 b2", "auto", "ltr", "rtl", "left", "true", "false", "mixed", "row", "col", "all",
    "additions text", "text text", "en", "de-CH", "en_GB", "x", "zzzzzzzzz", "123", "en-", "i-klingon",
    "button", "checkbox", "combobox", "doc-endnote", "doc-footnote", "doc-toc", "group", "heading",
    "img", "link", "list", "listitem", "none", "note", "presentation", "region", "separator",
    "slider", "table", "tab", "no-such-role", "button link", "2026-01-02", "2026-13-45", "2026",
    "12:30", "yesterday", "P1D", "2026-01-02T10:00Z", "https://example.org/", "http://[", "#a1",
    "mailto:a@b.example", "../x.md", "página", "&quot;", "<", "{{ x }}", "checkbox",
)  # fmt: skip

#: What else snippets stand in.
_FORMS = (
    "> {html}\n>\n> {word}.",
    "- {word} {html}\n- {html}\n\n  {word}.",
    "1. {word}\n\n   {html}",
    "| {word} | b |\n| --- | --- |\n| {html} | c |",
    "::: warning {word}\n{html}\n:::",
    "{word}[^{number}]\n\n[^{number}]: {word}d {html}",
    "{word} {html} **{word}e**.",
    "## {word} {html}",
    "{word}\n: {html}",
    '<div markdown="1">\n\n{html}\n\n**{word}**\n\n</div>',
)
_MOST = 0.6


@dataclass
class RawHtml:
    """Makes snippets; every word of them is there once, and is remembered."""

    seed: int
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._calls = 0

    def snippets(self, count: int) -> Iterator[str]:
        """`count` snippets, each a block of its own."""
        for _ in range(count):
            yield self._element("", 0)

    def chapters(self, count: int, snippets: int) -> dict[str, str | bytes]:
        """Chapters with as many snippets each, as files by name."""
        return {
            f"{number:03}.md": f"# Chapter {number}\n\n"
            + "\n\n".join(self._in_markdown(snippet) for snippet in self.snippets(snippets))
            + "\n"
            for number in range(1, count + 1)
        }

    def _in_markdown(self, snippet: str) -> str:
        """A snippet as a block of its own, most often, or amid Markdown."""
        if self._random.random() < _MOST:
            return f"{snippet}\n\n{self._word()}."
        self._calls += 1
        form = self._random.choice(_FORMS)
        return form.format(html=snippet, word=self._word(), number=self._calls)

    def _word(self) -> str:
        word = f"w{self.seed}x{len(self.words)}q"
        self.words.append(word)
        return word

    def _element(self, parent: str, depth: int) -> str:
        name = self._name(parent)
        attributes = "".join(self._attributes(name))
        if name in VOID or name == "input":
            return f"<{name}{attributes}>"
        inner = "".join(self._inner(name, depth))
        end = "" if self._random.random() < 0.1 else f"</{name}>"
        return f"<{name}{attributes}>{inner}{end}"

    def _name(self, parent: str) -> str:
        if parent in _NEIGHBOURS and self._random.random() < 0.8:
            return self._random.choice(_NEIGHBOURS[parent])
        return self._random.choice(_NAMES)

    def _inner(self, name: str, depth: int) -> Iterator[str]:
        for _ in range(self._random.randint(0, 4)):
            if depth < 5 and self._random.random() < 0.6:
                yield self._element(name, depth + 1)
            elif self._random.random() < 0.8:
                yield f"{self._word()} "

    def _attributes(self, tag: str) -> Iterator[str]:
        names = [*ATTRIBUTES.get(tag, ()), *_EVERYWHERE]
        own = sorted(ATTRIBUTES.get(tag, ()))
        for _ in range(self._random.choice((0, 0, 0, 1, 2, 3))):
            pool = own if own and self._random.random() < 0.5 else sorted(names)
            value = self._random.choice(_VALUES).replace("<", "&lt;")
            yield f' {self._random.choice(pool)}="{value}"'
