"""Findings: what a check saw in a source or an edition, with a permanent code, a place and a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prepress.errors import Place


class Severity(StrEnum):
    """An `ERROR` keeps an edition from being written; a `WARNING` does so only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


#: Every code ever given, with its severity and what it stands for. A code is never reused.
CODES: dict[str, tuple[Severity, str]] = {
    "A-001": (Severity.ERROR, "a picture has no alt text and is not declared decorative"),
    "G-001": (Severity.ERROR, "no font has a character of the text"),
    "H-001": (Severity.WARNING, "an element of raw HTML was left out because it is not safe or not supported"),
    "H-002": (Severity.WARNING, "an attribute of raw HTML was left out because it is not safe"),
    "I-001": (Severity.ERROR, "a picture's file does not exist"),
    "I-002": (Severity.ERROR, "a picture's file cannot be read as a picture"),
    "I-003": (Severity.ERROR, "a picture lies outside the project or on the network"),
    "I-004": (Severity.ERROR, "a picture is too large to handle safely"),
    "L-001": (Severity.ERROR, "a link leads to a heading or file that does not exist"),
    "L-002": (Severity.ERROR, "a link leads outside the project or uses an unsafe address"),
    "P-001": (Severity.WARNING, "the layout engine does not understand a part of a layout or stylesheet"),
    "S-001": (Severity.WARNING, "two headings carry the same id"),
    "S-002": (Severity.WARNING, "a callout is opened and never closed, or closed and never opened"),
    "S-003": (Severity.WARNING, "a footnote is called and never written, or written and never called"),
    "S-004": (Severity.WARNING, "a control character was left out"),
    "S-005": (Severity.WARNING, "a heading skips a level"),
    "W-001": (Severity.WARNING, "the interface has no words in the publication's language"),
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `what` is wrong, `hint` says what to do; both are whole sentences."""

    code: str
    place: Place
    what: str
    hint: str

    @property
    def severity(self) -> Severity:
        """The severity that the code always has."""
        return CODES[self.code][0]

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.what} {self.hint}"
