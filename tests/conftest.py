"""Fixtures that every folder of tests shares."""

from pathlib import Path

import pytest

from tests.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A project in a folder whose name has a space and an accent, as authors' folders do."""
    return Shelf(tmp_path / "hand outs é")
