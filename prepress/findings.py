"""Findings: what a check saw in a source or an edition, with a permanent code, a place and a
hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from prepress.errors import Place
from prepress.registry import Registry


class Severity(StrEnum):
    """An `ERROR`, which would harm or mislead a reader, keeps an edition from being written; a
    `WARNING`, which its author should mend, does so where nothing may pass, as with `--strict`; a
    `NOTE` never does, and is said only where somebody checks.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


#: What a code stands for: its severity, and what is wrong where it is found.
Code = tuple[Severity, str]

#: Every code ever given, with its severity and what it stands for. A code is never reused.
CODES: dict[str, Code] = {
    "A-001": (Severity.WARNING, "a picture has no alt text and is not declared decorative"),
    "A-002": (
        Severity.WARNING,
        "a picture's alt text is still the one that an import has put in its place",
    ),
    "B-001": (
        Severity.ERROR,
        "a font of the PDF is not embedded or not cut down to its used characters",
    ),
    "B-002": (Severity.WARNING, "a picture has too few pixels for the size at which it is printed"),
    "B-003": (
        Severity.ERROR,
        "text has too little contrast with its ground, in colour or in greyscale",
    ),
    "B-004": (
        Severity.ERROR,
        "the boxes of a page are not nested, or colour does not reach into the bleed",
    ),
    "B-005": (Severity.ERROR, "more ink would be laid on one spot than the paper can take"),
    "B-006": (Severity.ERROR, "a page has no text that can be searched or read aloud"),
    "B-007": (Severity.ERROR, "the PDF breaks a rule of its standard"),
    "C-001": (Severity.WARNING, "a handout does not say at its beginning what it is for"),
    "C-002": (Severity.WARNING, "a section of a handout is too long, or has no heading"),
    "C-003": (Severity.WARNING, "steps to follow stand in a paragraph and not in a list"),
    "C-004": (Severity.WARNING, "too many sentences of a handout do not say who acts"),
    "C-005": (Severity.WARNING, "a number of a handout is hard to grasp and not explained"),
    "C-006": (Severity.WARNING, "a picture's description does not say what it shows"),
    "C-007": (Severity.WARNING, "a handout ends without a summary and without saying what to do"),
    "C-008": (Severity.WARNING, "a handout does not say whom readers can turn to"),
    "C-009": (Severity.WARNING, "a handout never speaks to its readers as “you”"),
    "D-001": (Severity.WARNING, "the text is past the day by which it must be reviewed again"),
    "D-002": (Severity.WARNING, "the text must be reviewed again within 60 days"),
    "D-003": (Severity.WARNING, "the text says of itself that it is a draft"),
    "E-001": (
        Severity.WARNING,
        "an accessibility claim of the metadata is contradicted by the book",
    ),
    "F-001": (Severity.ERROR, "the text does not fit into the pages that the edition may have"),
    "F-002": (Severity.ERROR, "neither the text nor the contact has anything to say on a card"),
    "F-003": (
        Severity.NOTE,
        "where to turn in a crisis stands only in the contact, since the head has no room",
    ),
    "G-001": (Severity.WARNING, "no font has a character of the text"),
    "G-002": (Severity.WARNING, "no font has a character of what stands on the EPUB's cover"),
    "G-003": (Severity.ERROR, "no font has the letters of the language of the text"),
    "H-001": (
        Severity.WARNING,
        "an element of raw HTML was left out because it is not safe or not supported",
    ),
    "H-002": (
        Severity.WARNING,
        "an attribute of raw HTML was left out because it is not safe, not supported, or cannot "
        "have its value",
    ),
    "H-003": (
        Severity.NOTE,
        "an attribute of raw HTML was left out that readers do not miss",
    ),
    "H-004": (
        Severity.WARNING,
        "an element of raw HTML stands where HTML has no place for it, and is set as another",
    ),
    "H-005": (
        Severity.NOTE,
        "an element of raw HTML was put in its place, and looks as it is meant",
    ),
    "I-001": (Severity.WARNING, "a picture's file does not exist"),
    "I-002": (Severity.WARNING, "a picture's file cannot be read as a picture"),
    "I-003": (Severity.WARNING, "a picture lies outside the project or on the network"),
    "I-004": (Severity.WARNING, "a picture is too large to handle safely"),
    "I-005": (Severity.WARNING, "the size given for a picture cannot be read"),
    "K-001": (Severity.ERROR, "a placeholder names nothing that the clinic says of itself"),
    "K-002": (
        Severity.ERROR,
        "a colour of the clinic or a look has too little contrast with its ground",
    ),
    "K-003": (Severity.WARNING, "a rule in a stylesheet of your own cannot be used"),
    "K-004": (Severity.ERROR, "the clinic requires a notice in other languages, and there is none"),
    "L-001": (Severity.WARNING, "a link leads to a heading or file that does not exist"),
    "L-002": (Severity.WARNING, "a link leads outside the project or uses an unsafe address"),
    "M-001": (Severity.WARNING, "a Markdown file in the folder of a publication is in no edition"),
    "M-002": (Severity.WARNING, "metadata has keys that neither makebook nor any known tool has"),
    "M-003": (Severity.WARNING, "metadata in the middle of a text is not printed"),
    "M-004": (Severity.WARNING, "a list of chapters stands where it orders nothing"),
    "M-005": (
        Severity.WARNING,
        "a summary is too long for a text message, or does not have the phone number",
    ),
    "N-001": (
        Severity.WARNING,
        "a list of chapters names a file that is not there, or the title of a part that no file "
        "holds",
    ),
    "N-002": (Severity.WARNING, "a file that a text takes in cannot be taken in"),
    "O-001": (
        Severity.WARNING,
        "the text has changed since it was last published, but its date has not",
    ),
    "O-002": (
        Severity.ERROR,
        "the identifier is not the one that the text was last published with",
    ),
    "P-001": (
        Severity.WARNING,
        "the layout engine does not understand a part of a layout or stylesheet",
    ),
    "Q-001": (Severity.WARNING, "a reference leads to no figure, table, formula or section"),
    "Q-002": (Severity.WARNING, "a citation names a source that no bibliography has"),
    "Q-003": (Severity.WARNING, "a file of the bibliography, or of its style, does not exist"),
    "Q-004": (Severity.WARNING, "the index leads to an entry that it does not have"),
    "Q-005": (Severity.WARNING, "a mark of the index, or its place, cannot be used as it is"),
    "Q-006": (Severity.NOTE, "a term of the glossary stands nowhere in the text"),
    "Q-007": (Severity.WARNING, "a glossary explains a term twice, or none at all"),
    "R-001": (
        Severity.WARNING,
        "a section, or the whole text, is harder to read than `max-grade` allows",
    ),
    "R-002": (Severity.WARNING, "a sentence is so long that readers lose its thread"),
    "S-001": (Severity.WARNING, "two headings carry the same id"),
    "S-002": (
        Severity.WARNING,
        "a callout is of no known kind, or is opened and never closed, or closed and never opened",
    ),
    "S-003": (
        Severity.WARNING,
        "a footnote is called and never written, or written and never called",
    ),
    "S-004": (
        Severity.WARNING,
        "a control character, or a reference to no character, was left out",
    ),
    "S-005": (Severity.NOTE, "a heading skips a level"),
    "S-007": (
        Severity.WARNING,
        "what looks like markup would stand on the page, since it was not read",
    ),
    "S-020": (Severity.WARNING, "a diagram is set as its code, since nothing here draws it"),
    "S-021": (Severity.WARNING, "code that another tool would run is not run"),
    "S-022": (Severity.WARNING, "what is meant for another format of output was left out"),
    "S-023": (Severity.WARNING, "a suggested change is set as if it were accepted"),
    "S-024": (Severity.WARNING, "a page that is embedded in another is set as a link to it"),
    "S-025": (Severity.WARNING, "a formula cannot be read, and is set as it is written"),
    "S-026": (Severity.WARNING, "a part of a form is asked for what it cannot be"),
    "S-027": (Severity.WARNING, "an address is too long for a QR code, and stands without one"),
    "S-028": (
        Severity.WARNING,
        "markup is nested too deep, or goes on for too long, to be read as such",
    ),
    "T-001": (
        Severity.WARNING,
        "a heading, or the line that introduces a list, is left alone at the foot of a page",
    ),
    "T-002": (Severity.WARNING, "a callout or figure is split over two pages"),
    "T-003": (Severity.NOTE, "the last page is less than a fifth full"),
    "T-004": (Severity.WARNING, "the lines are too long or too short to be read well"),
    "T-005": (Severity.NOTE, "more than two lines in a row end with a hyphen"),
    "T-006": (Severity.WARNING, "a table is wider than the column of text"),
    "T-007": (
        Severity.WARNING,
        "a word is broken without a hyphen, a number is parted from its unit, or something covers "
        "another, strays from its section or reaches out of the page",
    ),
    "T-008": (
        Severity.NOTE,
        "two fifths of a page are empty, or a bullet or a word stands alone on its line",
    ),
    "V-001": (
        Severity.WARNING,
        "a section or note of a translation was made from a text that has changed since",
    ),
    "V-002": (
        Severity.ERROR,
        "a figure, unit, date or placeholder of a translation is not that of its source",
    ),
    "V-003": (
        Severity.WARNING,
        "a translation has other chapters, sections, pictures, callouts or notes than its source",
    ),
    "V-004": (Severity.WARNING, "it is not known which text a translation was made from"),
    "V-005": (
        Severity.WARNING,
        "a heading, paragraph or alt text of a translation is still in the words of its source",
    ),
    "V-006": (
        Severity.WARNING,
        "metadata of a translation is not translated, such as the subtitle or the crisis line",
    ),
    "V-007": (
        Severity.NOTE,
        "a section of a translation has the numbers of its source in another order",
    ),
    "X-001": (
        Severity.ERROR,
        "words, a picture or a heading of the text are missing from an edition",
    ),
    "Y-001": (
        Severity.ERROR,
        "text on a cover stands so near to an edge or a fold that it may be cut off or folded over",
    ),
    "Y-002": (Severity.NOTE, "the spine of a cover is too narrow for what it would say"),
    "Y-003": (Severity.NOTE, "the back of a cover has nothing to say"),
    "Y-004": (Severity.NOTE, "a cover has no ISBN, and so no bar code"),
    "Y-005": (Severity.WARNING, "the back of a cover cannot show all that the blurb has"),
    "Y-010": (Severity.ERROR, "the printer makes no books of this size, or of so many pages"),
    "Y-011": (Severity.ERROR, "text stands in a margin in which the printer takes none"),
    "Y-012": (Severity.WARNING, "the margins are narrower than the printer recommends"),
    "Y-013": (Severity.WARNING, "the size, bleed or marks are not what the printer asks for"),
    "Y-014": (Severity.WARNING, "the book has no ISBN, which the printer asks for"),
    "Y-015": (Severity.NOTE, "the printer recommends something else, or adds it"),
    "Y-020": (Severity.WARNING, "the cover of an EPUB is not what stores take"),
    "Y-021": (Severity.ERROR, "an EPUB for stores has parts on the network"),
    "Y-022": (Severity.WARNING, "the metadata lack what stores ask for"),
    "W-001": (Severity.WARNING, "the interface has no words in the publication's language"),
}

#: Codes of editions that are not said where another code was found in the text, which says of all
#: its places what to do.
UNSAID_BESIDE: Mapping[str, str] = MappingProxyType({"B-003": "K-002"})


class CodeSource:
    """What says findings, and the `codes` that they have.

    Raises ValueError where it gives one of our codes another meaning.
    """

    codes: Mapping[str, Code]

    def __post_init__(self) -> None:
        for name, code in self.codes.items():
            if CODES.get(name, code) != code:
                raise ValueError(f"its code {name} is one of makebook's own")


_PACKAGES: Registry[CodeSource] = Registry("makebook.checks", CodeSource, {})


def code_of(name: str) -> Code | None:
    """What the code `name` stands for, among ours and those that the checks of packages bring; None
    where nobody knows it.

    Raises MachineError where the check of a package cannot be loaded.
    """
    if name in CODES:
        return CODES[name]
    return next((each.codes[name] for each in _PACKAGES.values() if name in each.codes), None)


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `what` is wrong, `hint` says what to do; both are whole sentences."""

    code: str
    place: Place
    what: str
    hint: str

    @property
    def severity(self) -> Severity:
        """The severity that the code always has. Raises KeyError where nobody knows the code."""
        code = code_of(self.code)
        if code is None:
            raise KeyError(self.code)
        return code[0]

    @property
    def is_note(self) -> bool:
        """Whether nothing stops at it, and only those are told who check."""
        return self.severity is Severity.NOTE

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.what} {self.hint}"


def findings_kept(values: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings that were kept as these `values` of their fields.

    Raises ValueError where one of them is of another version, and as they are made.
    """
    found = tuple(Finding(**{**each, "place": Place(**each["place"])}) for each in values)
    if any(code_of(finding.code) is None for finding in found):
        raise ValueError("a finding of another version")
    return found


def is_withheld_for(findings: Iterable[Finding], *, strict: bool) -> bool:
    """Whether one of `findings` keeps an edition from being written; where it is `strict`, no
    warning passes either.
    """
    severities = {finding.severity for finding in findings}
    return Severity.ERROR in severities or (strict and Severity.WARNING in severities)
