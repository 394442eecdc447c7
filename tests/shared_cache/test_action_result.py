"""Entries are in the form that caches of Bazel check."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepress.shared_cache.action_result import action_result, said_in

DIGEST = "ab" * 32


def test_entry_is_as_the_standard_has_it() -> None:
    file = b"\x0a\x40" + DIGEST.encode() + b"\x12\x45\x0a\x40" + DIGEST.encode() + b"\x10\xac\x02"
    assert action_result(b"said", {DIGEST: 300}) == b"\x12\x89\x01" + file + b"\x2a\x04said"


@given(st.binary(max_size=300), st.dictionaries(st.text("0af", min_size=1), st.integers(0, 2**60)))
def test_what_an_entry_says_is_read_back(said: bytes, sizes: dict[str, int]) -> None:
    assert said_in(action_result(said, sizes)) == said


def test_fields_that_a_server_adds_are_passed_over() -> None:
    worker = b"\x4a\x08\x0a\x06worker"  # execution_metadata
    others = b"\x20\x80\x01" + b"\x65\0\0\0\0" + b"\x69" + b"\0" * 8  # exit_code, and unknown ones
    assert said_in(others + worker + action_result(b"said", {}) + worker) == b"said"


@given(st.binary(max_size=100))
def test_any_bytes_are_an_entry_or_none(data: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(said_in(data), bytes)


@pytest.mark.parametrize("entry", [b"\x2a", b"\x2a\x05said", b"\x2b", b"\xff" * 20, b"\x69\0"])
def test_entry_that_is_cut_short_is_none(entry: bytes) -> None:
    with pytest.raises(ValueError, match=r"a (field|number) "):
        said_in(entry)
