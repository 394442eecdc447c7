"""Mutations: texts and files changed at random by a seed, so that a fault can be seen again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Content = TypeVar("Content", str, bytes)


#: How often a content ends where it is changed.
_ENDS = 0.05
_HALF = 0.5


@dataclass(frozen=True)
class Mutation:
    """Changes contents at random; `tokens` are pieces that their readers look for."""

    random: Random

    def of(self, samples: Sequence[Content], tokens: Sequence[Content]) -> Content:
        """One of `samples`, changed in one to eight places."""
        content = self.random.choice(samples)
        for _ in range(self.random.randint(1, 8)):
            content = self._changed(content, samples, tokens)
        return content

    def _changed(
        self, content: Content, samples: Sequence[Content], tokens: Sequence[Content]
    ) -> Content:
        start, end = sorted(self.random.randint(0, len(content)) for _ in "ab")
        end = min(end, start + self.random.choice((1, 3, 30, len(content))))
        token = self.random.choice(tokens)
        other = self.random.choice(samples)
        cut = self.random.randint(0, len(other))
        piece = content[start:end]
        replacement = (
            content[:0],
            piece + piece,
            self.random.randint(1, 40) * token + piece,
            other[cut : cut + 200],
            piece[::-1],
            token,
            token + piece,
        )[self.random.randint(0, 6)]
        rest = content[:0] if self.random.random() < _ENDS else content[end:]
        return content[:start] + replacement + rest

    def of_bytes(self, content: bytes, head: int) -> bytes:
        """`content` with one to twelve bytes changed, half of them among the first `head`, so that
        all else stays where it was.
        """
        changed = bytearray(content)
        for _ in range(self.random.randint(1, 12)):
            end = head if self.random.random() < _HALF else len(content)
            changed[self.random.randrange(end)] = self.random.choice((0, 1, 127, 128, 255))
        return bytes(changed)
