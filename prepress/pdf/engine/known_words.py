"""Known words: a line that has been drawn before, such as a bullet or a word of code, and a
justified line of plain words that have all been drawn before, are drawn without setting them again.

Where a line is spread, the engine has Pango set each word by itself, and its space between two
others by how much it is wider; so what shows a word is the same in every such line of its font.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple

from prepress.pdf.engine.text_layouts import SET_ALIKE

_MARK = "_makebook_words"
_WAITS = "_makebook_waits"
#: What Pango makes for a text when it is set.
_MADE = ("layout", "language")
#: Words that no letter of another word changes, with one space between two.
_WORD = "[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u2052]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})+")


class Run(NamedTuple):
    """A piece of a line: how many bytes of its text it is, its font and size, what shows it, and
    its `first` glyph in what is `known` of that font.
    """

    length: int
    font: tuple[str, float]
    shown: str
    first: tuple[int, int, int]
    known: Mapping[tuple[int, int, int], str]


def set_when_needed(layouts: Any) -> None:
    """Have the engine's class `layouts` (`weasyprint.text.line_break.Layout`) set a text that is to
    be drawn only once somebody asks for what Pango makes of it.
    """
    if not hasattr(layouts.reactivate, _MARK):
        reactivate = layouts.reactivate
        layouts.reactivate = _waiting(reactivate)
        layouts.deactivate = _forgetting(layouts.deactivate)
        layouts.__getattr__ = _setting(reactivate)
        setattr(layouts.reactivate, _MARK, True)


def _waiting(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    @wraps(reactivate)
    def wait(self: Any, style: Any) -> None:
        self.style = style
        setattr(self, _WAITS, True)

    return wait


def _setting(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, str], Any]:
    def set_now(self: Any, name: str) -> Any:
        if name in _MADE and vars(self).pop(_WAITS, False):
            reactivate(self, self.style)
            return getattr(self, name)
        raise AttributeError(name)

    return set_now


def _forgetting(deactivate: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(deactivate)
    def forget(self: Any) -> None:
        if vars(self).pop(_WAITS, False):
            del self.style
        else:
            deactivate(self)

    return forget


def line_to_draw(stream: Any, layout: Any, units: float) -> KnownLine | SpreadLine | None:
    """The line of the engine's `layout`, a px of which has so many `units`; None where nothing was
    drawn with its style before, or nothing at all into this PDF.
    """
    style, text, spread = layout.style, layout.text, layout.justification_spacing
    alike = vars(style).get(SET_ALIKE)
    font = next(iter(stream._fonts.values()), None)
    if alike is None or font is None or "\t" in text:
        return None
    known = vars(font).setdefault(_MARK, {}).setdefault(id(alike), {})
    spacing, letters = style["word_spacing"], style["letter_spacing"]
    more = int((spacing + spread) * units)
    if spread and more > 0 and letters == "normal" and _PLAIN.fullmatch(text):
        return SpreadLine(text.split(" "), more, known)
    return KnownLine((text, spacing, letters, spread), known)


@dataclass(frozen=True)
class KnownLine:
    """A line by its text and how it is spread, and the runs of all such lines that are `known` of
    what it is set with.
    """

    key: tuple[Any, ...]
    known: dict[Any, Any]

    def runs(self) -> Sequence[Run] | None:
        """The runs of the line; None where it is not known."""
        return self.known.get(self.key)

    def note(self, runs: Sequence[Run]) -> None:
        """Know the line from now on, whose `runs` these are."""
        self.known[self.key] = runs


@dataclass(frozen=True)
class SpreadLine:
    """A justified line of plain `words`, each space of which is wider by `more` of Pango's units,
    and the runs of words and spaces that are `known` of what it is set with.
    """

    words: list[str]
    more: int
    known: dict[Any, Any]

    def runs(self) -> Sequence[Run] | None:
        """The runs of the line; None where a word is not known."""
        try:
            space = self.known[" "]
            runs = [self.known[word] for word in self.words]
            glyph, width, _ = space.first
            spread = space.known[glyph, width + self.more, self.more // 2]
        except KeyError:
            return None
        between = space._replace(shown=in_brackets(spread))
        return [runs[0], *(each for run in runs[1:] for each in (between, run))]

    def note(self, runs: Sequence[Run]) -> None:
        """Know the words of the line from now on, whose `runs` these are; but none where Pango has
        divided it in another way.
        """
        words, spaces = runs[::2], runs[1::2]
        halves = {(run.length, run.first[2]) for run in spaces}
        lengths = [run.length for run in words]
        wanted = [len(word.encode()) for word in self.words]
        if lengths == wanted and halves == {(1, self.more // 2)}:
            glyph, width, _ = spaces[0].first
            self.known[" "] = spaces[0]._replace(first=(glyph, width - self.more, 0))
            self.known.update(zip(self.words, words, strict=True))


def in_brackets(glyphs: str) -> str:
    """What shows these glyphs."""
    return f"<{glyphs}>".removesuffix("<>")
