"""Tasks: pieces of a build's work that can be carried to another process, and the desk at which
they are done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Task:
    """`work` is a function of a module; it is called with a Desk and `arguments`. `owner` is for
    the giver to know.

    What it tells under its `topic` answers those who ask for that topic later. Tasks that are
    `light` have one hand of their own, which can begin before the others are hired.
    """

    owner: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    topic: str = ""
    light: bool = False


class Desk:
    """What a task sees of the rest of the crew."""

    def progress(self, step: str) -> None:
        """Say what is being done."""

    def tell(self, topic: str, value: Any) -> None:
        """Hand on what others may wait for."""

    def ask(self, topic: str) -> Any:
        """What the task that works on `topic` told; None where there is none that will."""
        return None
