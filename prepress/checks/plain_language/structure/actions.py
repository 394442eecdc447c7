"""Actions: the sentences of an English text that tell readers what to do, and the order in which to
do it.
"""

from __future__ import annotations

import re

from prepress.checks.plain_language.structure.word_lists import ACTIONS, AFTER_A_VERB, NOUNS_TOO

_OPENING = re.compile(
    r"(?:(?:first|second|third|next|then|now|finally|last|lastly|also|always|never|please|so|and|"
    r"or|after that|"
    r"do not|don't|be sure to|make sure to|try to)\b[,:]?\s+)*",
)
_BE = re.compile(r"(be|do not|don't|never|always|please|make sure|be sure)\b")
_CONDITION = re.compile(r"(if|when|before|after|once|while|until|as soon as)\b[^,]*,\s*")
_ORDER = re.compile(
    r"(first|firstly|second|secondly|third|thirdly|next|then|after that|finally|last|lastly)\b"
)
_FIRST_TO_LAST = re.compile(r"\bfirst\b.*\bthen\b.*\b(finally|lastly|last)\b")
_TO_READERS = re.compile(r"\byou\b|\byour\b")
_FEWEST_STEPS = 3


def is_instruction(sentence: str) -> bool:
    """Whether `sentence` tells readers to do something, by its first words: “Then call your
    clinic.”
    """
    text = _in_small_letters(sentence)
    text = text[_end_of(_CONDITION, text) :]
    at = _end_of(_OPENING, text)
    words = re.findall(r"[\w'-]+", text[at:])[:2]
    if not words:
        return False
    if words[0] not in ACTIONS:
        return bool(_BE.match(text))
    if words[0] not in NOUNS_TOO:
        return True
    return len(words) > 1 and (words[1] in AFTER_A_VERB or words[1][0].isdigit())


def are_steps(sentences: list[str]) -> bool:
    """Whether the `sentences` of one paragraph are steps to follow: three instructions, or first,
    then and finally.
    """
    instructions = sum(map(is_instruction, sentences))
    if instructions >= _FEWEST_STEPS:
        return True
    text = " ".join(map(_in_small_letters, sentences))
    if not instructions and not _TO_READERS.search(text):
        return False  # a story has an order too
    ordered = sum(bool(_ORDER.match(_in_small_letters(sentence))) for sentence in sentences)
    return ordered >= _FEWEST_STEPS or bool(_FIRST_TO_LAST.search(text))


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _in_small_letters(sentence: str) -> str:
    return sentence.casefold().replace("’", "'").lstrip("“\"'‘( ")
