"""File tree: what a project holds, each file by the digest of its content."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prepress.text.escapes import json_text


@dataclass(frozen=True)
class FileTree:
    """The `folders` of a project, the digests of its `files`, and where its `links` lead, all by
    their paths from the root.
    """

    folders: tuple[str, ...]
    files: Mapping[str, str]
    links: Mapping[str, str]

    def dumps(self) -> bytes:
        """The tree as it travels: the same bytes for the same project."""
        return json_text(self, sorted_keys=True).encode()

    @classmethod
    def loads(cls, data: bytes) -> FileTree:
        """The tree that was sent as `data`."""
        values = json.loads(data)
        return cls(tuple(values["folders"]), values["files"], values["links"])

    def lay_out(
        self, root: Path, sources: Mapping[str, Path], contents: Mapping[str, bytes]
    ) -> None:
        """Make the project in the new folder `root`, of files that are there and of `contents`,
        both by their digests. Raises OSError.
        """
        root.mkdir(parents=True)
        for folder in self.folders:  # each after those that it lies in
            (root / folder).mkdir()
        for name, digest in self.files.items():
            if digest in contents:
                (root / name).write_bytes(contents[digest])
            else:
                _link(sources[digest], root / name)
        for name, target in self.links.items():
            (root / name).symlink_to(target)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # some disks have no links
        shutil.copyfile(source, target)
