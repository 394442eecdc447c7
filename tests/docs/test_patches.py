"""The patches for the engines fit the versions that are installed."""

from __future__ import annotations

from pathlib import Path

import pydyf

PATCHES = Path(__file__).parents[2] / "docs" / "upstream"


def test_patch_of_page_references_fits_pydyf() -> None:
    patch = (PATCHES / "pydyf-page-references.patch").read_text("utf-8")
    source = Path(pydyf.__file__).read_text("utf-8")
    hunks = patch.split("\n@@ ")[1:]
    assert len(hunks) == 2
    for hunk in hunks:
        lines = hunk.splitlines()[1:]
        before = "\n".join(line[1:] for line in lines if line[:1] != "+")
        after = "\n".join(line[1:] for line in lines if line[:1] != "-")
        assert before in source
        assert after not in source
