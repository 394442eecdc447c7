"""Shown code: which lines of a fence its own tool shows: Quarto, knitr, mdBook or rustdoc."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A cell that Quarto or knitr would run: `{python}`, `{r setup, echo=FALSE}`; no class, no format.
_CELL = re.compile(r"\{\s*(?P<language>[A-Za-z][\w+-]*)(?P<rest>[\s,][^{}]*)?\}\s*$")
_OPTION_LINE = re.compile(r"(?:#|//|--|%%|\*)\|[ \t]?(?P<option>.*)$")
_OPTION = re.compile(r"(?P<key>[\w.-]+)[ \t]*[:=][ \t]*(?P<value>\"[^\"]*\"|'[^']*'|[^,\s][^,]*)?")
_RUST = re.compile(r"\{?\s*\.?(?:rust|rs)(?![\w-])", re.IGNORECASE)
_HIDDEN_IN_RUST = re.compile(r"(?P<margin>\s*)#(?P<next>.?)(?P<rest>.*)$")
_HIDE_LINES = re.compile(r"hidelines=(?P<prefix>[^\s,]+)")
#: Languages that draw: other tools show what they draw, which nothing here can.
DIAGRAMS = frozenset(
    [
        "actdiag",
        "blockdiag",
        "bytefield",
        "d2",
        "ditaa",
        "dot",
        "excalidraw",
        "geojson",
        "graphviz",
        "mermaid",
        "nomnoml",
        "nwdiag",
        "packetdiag",
        "pikchr",
        "plantuml",
        "puml",
        "rackdiag",
        "seqdiag",
        "stl",
        "structurizr",
        "svgbob",
        "topojson",
        "vega",
        "vega-lite",
        "vegalite",
        "wavedrom",
    ]
)


@dataclass(frozen=True)
class Cell:
    """Code that another tool runs: its language, its options by their names, without dots and in
    small letters, and the code without the lines that say them.
    """

    language: str
    options: Mapping[str, str]
    code: Sequence[str]

    @property
    def is_shown(self) -> bool:
        """Whether readers see the code itself."""
        return self._allows("echo") and self._allows("include")

    @property
    def has_result(self) -> bool:
        """Whether readers would see what comes out when the code is run."""
        is_drawn = self.language in DIAGRAMS
        return not is_drawn and all(map(self._allows, ("eval", "include", "output")))

    def _allows(self, option: str) -> bool:
        return self.options.get(option, "").lower() not in ("false", "f", "no")


def cell_of(info: str, code: Sequence[str]) -> Cell | None:
    """The cell that a fence with the words `info` behind its mark is; None where it is none."""
    found = _CELL.match(info.strip())
    if not found:
        return None
    count = 0
    while count < len(code) and _OPTION_LINE.match(code[count].strip()):
        count += 1
    options = _options(found["rest"] or "")
    for line in code[:count]:
        said = _OPTION_LINE.match(line.strip())
        options |= _options(said["option"].replace(",", ";")) if said else {}
    return Cell(found["language"].lower(), options, code[count:])


def _options(words: str) -> dict[str, str]:
    return {
        found["key"].lower().replace(".", "-"): (found["value"] or "").strip(" \"'")
        for found in _OPTION.finditer(words)
    }


def shown_lines(info: str, code: Sequence[str]) -> Sequence[str]:
    """The lines of `code` without those that mdBook and rustdoc hide."""
    if _RUST.match(info.strip()):
        return [line for line in map(_of_rust, code) if line is not None]
    hidden = _HIDE_LINES.search(info)
    if not hidden:
        return code
    return [line for line in code if not line.lstrip().startswith(hidden["prefix"])]


def _of_rust(line: str) -> str | None:
    """The line as it is shown; None where `# ` hides it. Two signs stand for one."""
    found = _HIDDEN_IN_RUST.match(line)
    if not found or found["next"] not in ("", " ", "#"):
        return line
    return f"{found['margin']}#{found['rest']}" if found["next"] == "#" else None
