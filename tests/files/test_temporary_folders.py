"""Temporary folders go with those who used them."""

import os
import tempfile
from pathlib import Path

import pytest

from prepress.files.temporary_folders import passing_folder, temporary_folder


def test_folder_goes_with_its_block_and_those_of_dead_builds_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running, dead = (tmp_path / f"makebook-{number}-0a" for number in (os.getpid(), 999999999))
    for left in (running, dead):
        left.mkdir()
    with temporary_folder() as folder:
        assert set(tmp_path.iterdir()) == {running, folder}
    assert [*tmp_path.iterdir()] == [running]


def test_nothing_that_comes_late_gets_into_a_passing_folder(tmp_path: Path) -> None:
    with passing_folder(tmp_path) as folder:
        (folder / "in time").write_text("x")
    with pytest.raises(FileNotFoundError):
        (folder / "late").write_text("x")
    assert [*tmp_path.iterdir()] == []
