"""Starting places: where a document goes on that follows another, known at once or only when most
of it is laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The number of the page before the first, as long as it is not known; no text has so many.
_UNKNOWN = 1_000_000
_PAGE = "page"


@dataclass(frozen=True)
class Joint:
    """Where one document ends and the next one goes on: how many `pages` are before it, whether the
    next one lies on the `right`, what the `counters` of pages say, and the `strings` that running
    heads show.
    """

    pages: int = 0
    right: bool = True
    counters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    strings: Mapping[str, str] = field(default_factory=dict)


#: Waits until it is known where a document goes on.
AwaitStart = Callable[[], Joint]


class StartingPlace:
    """Where a document starts: `before` is what stands before its first page, which may be a blank
    page more than what is `known`.
    """

    def __init__(self, start: Joint | AwaitStart | None) -> None:
        self._wait = start if callable(start) else None
        self._start = None if callable(start) else start
        self.before = self._start or Joint()
        self.has_blank_too_many = False

    @property
    def is_late(self) -> bool:
        """Whether it is not known yet."""
        return self._wait is not None

    @property
    def known(self) -> Joint:
        """What stands before the document; an empty joint where nothing does."""
        return self._start or Joint()

    def first(self, begins_right: bool | None) -> Joint | None:
        """What the first page is laid out with, which `begins_right`, on the left or, None, on any
        side; None where nothing stands before it.

        While nobody knows the place, a page that begins on a certain side has a blank one before
        it, which is left out if it is not needed: the text is the same with it and without. One
        that takes any side waits.
        """
        self.has_blank_too_many = False
        if self._wait is None:
            self.before = self._start or Joint()
            return self._start
        if begins_right is None:
            self.before = self._start = self._wait()
            self._wait = None
        else:
            self.before = Joint(_UNKNOWN, not begins_right, {_PAGE: (_UNKNOWN,)})
        return self.before

    def settle(self, page_maker: list[Any]) -> None:
        """Wait for the place, and put its numbers into the engine's list of pages."""
        if self._wait is None:
            return
        begun, joint = self.before, self._wait()
        self._start, self._wait = joint, None
        self.has_blank_too_many = joint.right != begun.right
        pages = joint.pages - self.has_blank_too_many
        shift = joint.counters.get(_PAGE, (0,))[-1] - self.has_blank_too_many - _UNKNOWN
        self.before = Joint(pages, begun.right, joint.counters, joint.strings)
        for number, (*_, state, _) in enumerate(page_maker):
            values = state[1].get(_PAGE, [0])
            if values[-1] != _UNKNOWN + number:  # numbers begin anew from here
                break
            state[1][_PAGE] = [*values[:-1], values[-1] + shift]
