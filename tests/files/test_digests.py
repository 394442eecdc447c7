"""A digest stands for a content: what differs has another one."""

from pathlib import Path

import pytest

from prepress.files.digests import digest_in, digest_of, sealed, unsealed


def test_what_is_sealed_is_given_back_whole_or_not_at_all() -> None:
    data = sealed(b"body")
    assert unsealed(data) == b"body"
    assert [unsealed(each) for each in (data[:-1], data + b"!", data[1:], b"")] == [None] * 4


@pytest.mark.parametrize("words", ["Other.", "Longer words."])
def test_digest_of_a_file_goes_with_its_content(tmp_path: Path, words: str) -> None:
    file = tmp_path / "1.md"
    file.write_text("Words.")
    assert digest_in(file) == digest_in(file) == digest_of("Words.")
    file.write_text(words)
    assert digest_in(file) == digest_of(words)
