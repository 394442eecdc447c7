"""Whatever a colleague types into a paragraph, a cell or an item is words to readers, not markup."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepress.word_edits.edit_trials import written_blocks
from prepress.word_edits.markdown_tokens import tokens_of
from tests.shelf import Shelf
from tests.word.word_files import Review, change

TEXT = "Go *to* sleep.\n\n- An item.\n\n| A | B |\n|---|---|\n| cell | d |\n"
SIGNS = "ab1 *_`[]()<>#+-.!|~^=:\\{}&;$@/"


@given(
    old=st.sampled_from([" sleep.", "An item.", "cell"]),
    words=st.text(SIGNS, min_size=1, max_size=10).map(str.strip).filter(bool),
)
@example(old="An item.", words="# a")
@example(old="cell", words="[a](b) <b> &amp; {{ a }}")
@settings(max_examples=12)
def test_typed_words_stay_words(old: str, words: str) -> None:
    with TemporaryDirectory() as folder:
        review = Review(Shelf(Path(folder)), TEXT)
        with review.word() as document:
            change(document, old, f" Zz {words} zZ")
        result = review.take_back()
        after = review.source.read_text("utf-8")
        if result.left:
            assert after == TEXT
            return
        galley = review.shelf.galley()
        blocks = [each for _, found in written_blocks(galley) for each in found]
        (shown,) = [each.markdown for each in blocks if "Zz" in each.markdown]
        assert _plain(f"Zz {words} zZ") in _plain_of_markdown(shown)


def _plain(words: str) -> str:
    return "".join(words.split())


def _plain_of_markdown(markdown: str) -> str:
    return _plain("".join(token.key[1] or token.text for token in tokens_of(markdown)))
