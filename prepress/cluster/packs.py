"""Packs: what is missing of a project elsewhere, in few parcels that several tasks can share."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from prepress.files.digests import digest_of

if TYPE_CHECKING:
    from prepress.cluster.snapshot import Snapshot

#: How many bytes a pack has at most, unless one file alone has more.
_LARGEST = 8_000_000


@dataclass(frozen=True, eq=False)
class Pack:
    """What `stands_for` the contents that were handed over."""

    stands_for: object


class Packs:
    """The packs of a `snapshot`, each made and handed over by `put` once, as long as a task that is
    underway needs it.
    """

    def __init__(self, snapshot: Snapshot, put: Callable[[bytes], object]) -> None:
        self.snapshot = snapshot
        self._put = put
        self._packs: WeakValueDictionary[str, Pack] = WeakValueDictionary()

    def of(self, digests: Iterable[str]) -> list[Pack]:
        """Packs with the contents of these `digests`. Raises ChangedError where one of them is
        nowhere any more.
        """
        return [self._pack(group) for group in self._groups(digests)]

    def _groups(self, digests: Iterable[str]) -> Iterator[tuple[str, ...]]:
        group: list[str] = []
        size = 0
        for digest in sorted(digests):
            size += self.snapshot.size(digest)
            if group and size > _LARGEST:
                yield tuple(group)
                group, size = [], self.snapshot.size(digest)
            group.append(digest)
        if group:
            yield tuple(group)

    def _pack(self, group: tuple[str, ...]) -> Pack:
        name = digest_of("".join(group))
        pack = self._packs.get(name)
        if pack is None:
            contents = {digest: self.snapshot.content(digest) for digest in group}
            pack = self._packs[name] = Pack(self._put(pickle.dumps(contents)))
        return pack
