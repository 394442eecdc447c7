"""A task has the memory of its budget beside what its process has, and signals of its own."""

from __future__ import annotations

import signal
import sys

import pytest

from prepress.building.budgets import Budget, within_memory
from prepress.building.interruption import leave_signals_to_parent

MB = 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process has")
def test_memory_that_a_process_has_already_is_not_of_the_budget() -> None:
    with within_memory(Budget(60, 40 * MB)):
        assert bytearray(30 * MB)
        with pytest.raises(MemoryError):
            bytearray(200 * MB)
    assert bytearray(200 * MB)


def test_new_process_leaves_ctrl_c_to_its_parent_and_ends_when_it_is_told_to() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    try:
        leave_signals_to_parent()
        now = [signal.getsignal(number) for number in numbers]
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    assert now == [signal.SIG_IGN, signal.SIG_DFL]
