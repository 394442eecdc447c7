"""Project copies: projects as clients have sent them, each in a folder of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from prepress.cluster.file_tree import FileTree
from prepress.cluster.remote_task import Missing
from prepress.files.digests import digest_of

#: How many copies are kept that nobody uses; what they have in common takes room once.
_MOST_UNUSED = 2


class ProjectCopies:
    """The copies in `folder`, each by the digest of its tree; those used last are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trees: dict[str, FileTree] = {}
        self._users: Counter[str] = Counter()

    def use(self, digest: str, contents: Mapping[str, bytes]) -> Path | Missing:
        """The root of the copy with this tree, which stays until it is `returned`; made, where
        it is not there, of what others have and of these `contents`. Raises OSError.
        """
        if digest not in self._trees:
            made = self._make(digest, contents)
            if isinstance(made, Missing):
                return made
            self._trees[digest] = made
        self._users[digest] += 1
        self._trees[digest] = self._trees.pop(digest)  # it was used last
        self._remove_unused()
        return self._root(digest)

    def returned(self, digest: str) -> None:
        """Note that one who used the copy needs it no more."""
        self._users[digest] -= 1

    def _make(self, digest: str, contents: Mapping[str, bytes]) -> FileTree | Missing:
        whole = {name: data for name, data in contents.items() if digest_of(data) == name}
        if digest not in whole:
            return Missing((digest,))
        tree = FileTree.loads(whole[digest])
        sources = self._files()
        missing = {*tree.files.values()} - whole.keys() - sources.keys()
        if missing:
            return Missing(tuple(sorted(missing)))
        shutil.rmtree(self._root(digest), ignore_errors=True)  # where a full disk has cut it short
        tree.lay_out(self._root(digest), sources, whole)
        return tree

    def _files(self) -> dict[str, Path]:
        """The files of all copies by their digests."""
        return {
            each: self._root(digest) / name
            for digest, tree in self._trees.items()
            for name, each in tree.files.items()
        }

    def _remove_unused(self) -> None:
        unused = [digest for digest in self._trees if not self._users[digest]]
        for digest in unused[:-_MOST_UNUSED]:
            shutil.rmtree(self._root(digest), ignore_errors=True)
            del self._trees[digest]

    def _root(self, digest: str) -> Path:
        return self._folder / digest
