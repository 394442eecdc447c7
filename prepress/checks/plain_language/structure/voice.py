"""Voice: the sentences of an English text that say what is done and not who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.checks.plain_language.structure.word_lists import BETWEEN, PARTICIPLES, STATES
from prepress.errors import Place
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.plain_language.sections import Text

#: PEMAT's guide agrees where a characteristic is found throughout, in 80 to 100 of a hundred cases.
_MOST_PASSIVE = 0.2
#: In a short text, a few say nothing of its voice.
_FEWEST_PASSIVE = 5
_NAMED = 3

_BE = frozenset(
    {
        "am",
        "are",
        "be",
        "been",
        "being",
        "is",
        "was",
        "were",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
    }
)


def passive_findings(text: Text) -> Iterator[Finding]:
    """Where more than a fifth of the sentences are passive (PEMAT-P 5, CCI 6); fewer than five are
    let be.
    """
    sentences = [(sentence, section) for section in text.sections for sentence in section.sentences]
    passive = [(sentence, section) for sentence, section in sentences if is_passive(sentence.text)]
    if len(passive) < _FEWEST_PASSIVE or len(passive) <= _MOST_PASSIVE * len(sentences):
        return
    named = [
        (text.place_of(sentence.text, section), sentence) for sentence, section in passive[:_NAMED]
    ]
    examples = "; ".join(f"{place} “{sentence.beginning}”" for place, sentence in named)
    what = (
        f"{len(passive)} of {len(sentences)} sentences do not say who acts (PEMAT-P 5, CCI 6), "
        f"such as {examples}."
    )
    hint = "Say who does it: “the nurse weighs you”, not “you are weighed”."
    first, _ = named[0]
    yield Finding("C-004", Place(first.file, first.line), what, hint)


def is_passive(sentence: str) -> bool:
    """Whether a form of “be” is followed by a participle, with little between them."""
    words = re.findall(r"[\w'-]+", sentence.casefold().replace("’", "'"))
    for at, word in enumerate(words):
        if word in _BE:
            behind = words[at + 1 : at + 5]
            while behind and (behind[0] in BETWEEN or behind[0].endswith("ly")):
                behind.pop(0)
            if behind and _is_participle(behind[0]):
                return True
    return False


def _is_participle(word: str) -> bool:
    last = word.rpartition("-")[2]
    return last in PARTICIPLES or (last.endswith("ed") and len(last) > 4 and last not in STATES)
