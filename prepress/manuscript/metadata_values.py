"""Metadata values: one reader for each kind of value, which returns it typed or says what it must
be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import yaml

from prepress.errors import SourceError
from prepress.text.files import is_text
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value

_LONGEST = 500
#: What a back cover takes.
_LONGEST_TEXT = 4000
#: White space that a line may end in, unlike that which forbids it.
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")

# The vocabularies of https://www.w3.org/2021/a11y-discov-vocab/latest/, with the words that it has
# retired but allows. fmt: off
ACCESS_MODES = (
    "auditory",
    "chartOnVisual",
    "chemOnVisual",
    "colorDependent",
    "diagramOnVisual",
    "mathOnVisual",
    "musicOnVisual",
    "tactile",
    "textOnVisual",
    "textual",
    "visual",
)
SUFFICIENT_MODES = ("auditory", "tactile", "textual", "visual")
FEATURES = (
    "alternativeText",
    "annotations",
    "ARIA",
    "audioDescription",
    "bookmarks",
    "braille",
    "captions",
    "ChemML",
    "closedCaptions",
    "describedMath",
    "displayTransformability",
    "fullRubyAnnotations",
    "highContrastAudio",
    "highContrastDisplay",
    "horizontalWriting",
    "index",
    "largePrint",
    "latex",
    "latex-chemistry",
    "longDescription",
    "MathML",
    "MathML-chemistry",
    "none",
    "openCaptions",
    "pageBreakMarkers",
    "pageNavigation",
    "printPageNumbers",
    "readingOrder",
    "rubyAnnotations",
    "signLanguage",
    "structuralNavigation",
    "synchronizedAudioText",
    "tableOfContents",
    "tactileGraphic",
    "tactileObject",
    "taggedPDF",
    "timingControl",
    "transcript",
    "ttsMarkup",
    "unknown",
    "unlocked",
    "verticalWriting",
    "withAdditionalWordSegmentation",
    "withoutAdditionalWordSegmentation",
)
HAZARDS = (
    "flashing",
    "motionSimulation",
    "noFlashingHazard",
    "noMotionSimulationHazard",
    "noSoundHazard",
    "none",
    "sound",
    "unknown",
    "unknownFlashingHazard",
    "unknownMotionSimulationHazard",
    "unknownSoundHazard",
)
# fmt: on

# RFC 5646, 2.1: language, extended language, script, region, variants, extensions, private use.
_LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def line_of_text(value: Value) -> str:
    """One line of text exactly as written, so that `title: 2024` and `title: No` are text too."""
    node = value.node
    if not isinstance(node, yaml.ScalarNode):
        raise value.wrong("must be one line of text")
    mark = node.start_mark
    if mark and mark.buffer and mark.buffer[mark.pointer] in "!&":
        raise value.wrong("begins with ! or &, which needs straight quotes around the value")
    for character in node.value:
        if not is_text(character):
            raise value.wrong(f"holds a control character (U+{ord(character):04X})")
    text = _SPACE.sub(" ", node.value).strip()
    if not text:
        raise value.wrong("is empty")
    if len(text) > _LONGEST:
        raise value.wrong(f"is {len(text)} characters long; the limit is {_LONGEST}")
    return text


def folded_text(value: Value) -> str:
    """Text of several lines as one."""
    return " ".join(paragraphs_of_text(value).split())


def paragraphs_of_text(value: Value) -> str:
    """Text of several paragraphs, with an empty line between two of them."""
    node = value.node
    if not isinstance(node, yaml.ScalarNode):
        raise value.wrong("must be text")
    for character in node.value:
        if character != "\n" and not is_text(character):
            raise value.wrong(f"holds a control character (U+{ord(character):04X})")
    # Where YAML folds lines, an end of a line that is left over was an empty line.
    written: str = node.value
    text = (written if node.style == "|" else written.replace("\n", "\n\n")).strip()
    if not text:
        raise value.wrong("is empty")
    if len(text) > _LONGEST_TEXT:
        raise value.wrong(f"is {len(text)} characters long; the limit is {_LONGEST_TEXT}")
    return text


def lines_of_text(value: Value) -> tuple[str, ...]:
    """One line of text, or a list of them."""
    if isinstance(value.node, yaml.SequenceNode):
        return tuple(line_of_text(item) for item in value.items())
    return (line_of_text(value),)


def words_or_list(value: Value) -> tuple[str, ...]:
    """A list, or one line of text with commas between its parts."""
    lines = lines_of_text(value)
    if isinstance(value.node, yaml.SequenceNode):
        return lines
    return tuple(part.strip() for part in lines[0].split(",") if part.strip())


def known_words(*known: str) -> Callable[[Value], tuple[str, ...]]:
    """A reader of a list, or of one line with commas, whose words are all `known`; what stands
    twice counts once.
    """

    def read(value: Value) -> tuple[str, ...]:
        words = [word for line in _lines(value) for word in _words(line, known)]
        return tuple(dict.fromkeys(words))

    return read


def known_sets(*known: str) -> Callable[[Value], tuple[str, ...]]:
    """A reader of one set of `known` words, or a list of sets; a set is a line with commas, read as
    `textual,visual`.

    The words of a set go together, so a line is one set: only a list says that each of its items is
    enough.
    """

    def read(value: Value) -> tuple[str, ...]:
        sets = [",".join(dict.fromkeys(_words(line, known))) for line in _lines(value)]
        return tuple(dict.fromkeys(sets))

    return read


def _lines(value: Value) -> list[Value]:
    """The items of a list, else the value itself."""
    if not isinstance(value.node, yaml.SequenceNode):
        return [value]
    if not value.items():
        raise value.wrong("is an empty list")
    return value.items()


def _words(line: Value, known: Sequence[str]) -> list[str]:
    """The words between the commas of `line`."""
    words = [word.strip() for word in line_of_text(line).split(",") if word.strip()]
    if not words:
        raise line.wrong("holds no word")
    for word in words:
        if word not in known:
            what = f"“{line.name}” knows no word “{word}”."
            raise SourceError(what, _word_suggestion(word, known), line.place)
    return words


def _word_suggestion(word: str, known: Sequence[str]) -> str:
    """The known word that begins like `word`, else the nearest: letter by letter, noFlashing is
    nearer to its opposite, flashing, than to noFlashingHazard.
    """
    begin = word.casefold()
    longer = [candidate for candidate in known if candidate.casefold().startswith(begin)]
    return suggestion(word, longer or known)


def grade(value: Value) -> float:
    """A school year in the United States, from 1 to 20; halves and tenths are allowed."""
    text = line_of_text(value)
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9])?", text) or not 1 <= float(text) <= 20:
        raise value.wrong(f"is “{text}”, but must be a number from 1 to 20")
    return float(text)


def yes_or_no(value: Value) -> bool:
    """`true` or `false`, as YAML 1.2 writes them."""
    text = line_of_text(value)
    if text not in ("true", "false"):
        raise value.wrong(f"is “{text}”, but must be true or false")
    return text == "true"


def depth(value: Value) -> int:
    """A number of levels of headings, of which there are six at most."""
    text = line_of_text(value)
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) < 1:
        raise value.wrong(f"is “{text}”, but must be a number from 1 to 6")
    return min(int(text), 6)


def iso_date(value: Value) -> dt.date:
    """A day of the calendar, written 2026-11-23 (ISO 8601)."""
    text = line_of_text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise value.wrong(f"is “{text}”, but must be a day written year-month-day")
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise value.wrong(f"is “{text}”, which is no day of the calendar") from error


def iso_date_or_false(value: Value) -> dt.date | bool:
    """A day of the calendar, or `False` where the author says `false`: there was none yet."""
    text = line_of_text(value)
    if text == "false":
        return False
    if not text[0].isdigit():
        raise value.wrong(f"is “{text}”, but must be a day written year-month-day, or false")
    return iso_date(value)


def language(value: Value) -> str:
    """A language tag (BCP 47), in the customary case (RFC 5646, 2.1.1): `en-us` is `en-US`."""
    text = line_of_text(value)
    if not is_language(text):
        raise value.wrong(f"is “{text}”, which is no language tag")
    return customary_case(text)


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a language tag (RFC 5646, 2.1)."""
    return _LANGUAGE_TAG.fullmatch(tag) is not None


def customary_case(tag: str) -> str:
    """A language tag in the customary case (RFC 5646, 2.1.1)."""
    parts: list[str] = []
    for part in tag.lower().split("-"):
        # Behind the first part, two letters are a region and four a script, unless a singleton
        # stands before them.
        plain = not parts or any(len(before) == 1 for before in parts)
        parts.append(part if plain else {2: part.upper(), 4: part.title()}.get(len(part), part))
    return "-".join(parts)


def one_of(*choices: str) -> Callable[[Value], str]:
    """A reader that takes only `choices`."""

    def read(value: Value) -> str:
        text = line_of_text(value)
        if text not in choices:
            raise value.wrong(f"is “{text}”, but must be {' or '.join(choices)}")
        return text

    return read


def identifier_name(value: Value) -> str:
    """The name of a folder: letters, digits, hyphens and underscores."""
    text = line_of_text(value)
    if not re.fullmatch(r"\w[\w-]*", text):
        raise value.wrong(f"is “{text}”, but must be the name of a folder")
    return text


def web_address(value: Value) -> str:
    """An http or https address."""
    text = line_of_text(value)
    if not re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(:[0-9]+)?([/?#][^\s\"<>\\^`{|}]*)?", text):
        raise value.wrong(f"is “{text}”, but must be a web address that begins with https://")
    return text
