"""Every reader bears what strangers send, in time; `python -m tests.hostile` tries far more."""

from __future__ import annotations

import pytest

from tests.hostile.readers import READERS, faults

#: As many as take a second or two.
COUNTS = {"font": 60, "markdown": 20, "po": 150, "svg": 60, "word": 6, "yaml": 60}


@pytest.mark.parametrize("name", sorted(READERS))
def test_reader_bears_what_strangers_send(name: str) -> None:
    assert [str(fault) for fault in faults(name, 0, COUNTS[name])] == []
