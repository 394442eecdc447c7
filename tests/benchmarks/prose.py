"""Prose: English sentences such as a clinic writes, the same ones for the same seed."""

from __future__ import annotations

from random import Random

_WHO = (
    "Your care team", "A nurse", "The doctor", "A family member", "Your therapist",
    "The pharmacist", "A close friend",
    "Your body", "The clinic", "Almost everybody", "Each patient", "A good night's rest",
)  # fmt: skip
_DOES = (
    "can help you with", "will talk with you about", "often changes", "may ask about",
    "gently supports", "explains",
    "takes notice of", "needs time for", "keeps a record of", "prepares you for", "looks after",
    "gives room to",
)  # fmt: skip
_WHAT = (
    "the first weeks of treatment", "a change in your medicines", (
"the questions that you "
"bring"
), "pain and tiredness",
    "sleep and daily rhythm", "worries about the visit", "small steps at home",
    "the results of a test",
    "food, drink and movement", "feelings that come and go", "the way back to work", (
"a plan for difficult "
"days"
),
)  # fmt: skip
_WHEN = (
    "in the morning", "before each visit", "after a short walk", "when you feel ready",
    "during the first month",
    "at the end of the day", "if anything seems wrong", (
"as often as you need "
"it"
), "once the dose is settled",
    "while you rest", "together with someone you trust", "without any hurry",
)  # fmt: skip
_BECAUSE = (
    "because habits need time", "since every person is different", "and that is quite normal",
    "so that nothing is forgotten", (
"even when progress is "
"slow"
), "which makes the next step easier",
    "and it is fine to say no", (
"as studies with many patients have "
"shown"
), "for healing is seldom a straight line",
)  # fmt: skip
_TOPIC = (
    "Sleep", "Breathing", "Medicines", "Pain", "Rest", "Walking", "Memory", "Appetite", "Worry",
    "Balance", "Warmth",
    "Recovery",
)  # fmt: skip
_MATTER = (
    "in the first week", "at home", "and daily life", "after surgery", "for families",
    "when days are hard",
    "through the seasons", "and what helps", "step by step", "with a chronic illness",
)  # fmt: skip


def sentence(random: Random) -> str:
    """One sentence of ten to twenty-five words."""
    who, does, what, when = (random.choice(words) for words in (_WHO, _DOES, _WHAT, _WHEN))
    ending = f", {random.choice(_BECAUSE)}" if random.random() < 0.6 else ""
    return f"{who} {does} {what} {when}{ending}."


def paragraph(random: Random, sentences: int) -> str:
    """So many sentences, some words of them strong or soft."""
    said = [sentence(random) for _ in range(sentences)]
    marked = random.randrange(sentences)
    said[marked] = f"*{said[marked].removesuffix('.')}*." if random.random() < 0.5 else said[marked]
    return " ".join(said)


def heading(random: Random) -> str:
    """A heading of a few words."""
    return f"{random.choice(_TOPIC)} {random.choice(_MATTER)}"


def item(random: Random) -> str:
    """A line of a list."""
    return f"{random.choice(_WHAT)} {random.choice(_WHEN)}"


def bullets(random: Random, lines: int) -> str:
    """A list with bullets."""
    return "\n".join(f"- {item(random)}" for _ in range(lines))


def steps(random: Random, lines: int) -> str:
    """A list with numbers."""
    return "\n".join(f"{number}. {sentence(random)}" for number in range(1, lines + 1))


def table(random: Random, rows: int) -> str:
    """A table of three columns."""
    lines = ["| what | when | who |", "| --- | --- | --- |"]
    return "\n".join(
        [
            *lines,
            *(
                f"| {random.choice(_WHAT)} | {random.choice(_WHEN)} | {random.choice(_WHO)} |"
                for _ in range(rows)
            ),
        ]
    )


def word(turn: int) -> str:
    """A word with which a sentence may begin, another one for every turn."""
    first, second = divmod(turn, len(_TOPIC))
    return _TOPIC[second] + "-rest" * first
