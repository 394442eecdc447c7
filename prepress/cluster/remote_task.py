"""Remote task: a task of a build as it travels, and what can come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.building.budgets import Budget


@dataclass(frozen=True)
class RemoteTask:
    """A function with its arguments, pickled as `call`, for the project with this `tree`, and
    the `budget` that it may take; `versions` is the digest of those where it comes from, `epoch`
    the SOURCE_DATE_EPOCH there.
    """

    call: bytes
    tree: str
    budget: Budget | None
    versions: str
    epoch: str | None


@dataclass(frozen=True)
class Done:
    """What the function returned, pickled, and the `worker` that it was done by."""

    result: bytes
    worker: str


@dataclass(frozen=True)
class Failed:
    """What it raised, pickled."""

    error: bytes


@dataclass(frozen=True)
class Died:
    """The process that was at it ended with this code, where it is known."""

    code: int | None


@dataclass(frozen=True)
class Missing:
    """It was not begun: the contents with these digests are not there, before all others that of
    the tree.
    """

    digests: tuple[str, ...]


@dataclass(frozen=True)
class OtherVersions:
    """It was not begun: `worker` has other versions, these."""

    worker: str
    versions: dict[str, str]


Outcome = Done | Failed | Died | Missing | OtherVersions
