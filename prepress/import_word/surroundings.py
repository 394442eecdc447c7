"""Surroundings of the text in a Word file: none of them is carried over, and each has its
remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.import_word.remarks import Remarks, quote_first
from prepress.import_word.wordml import W, words_of
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile


def report_surroundings(word: WordFile, remarks: Remarks) -> None:
    """Note what stands around the text and is not carried over. Raises SourceError where a part is
    broken.
    """
    main = word.main
    for kind in ("header", "footer"):
        texts = [
            words
            for words in _texts(word, word.related_parts(main, kind))
            if re.search(r"[^\W\d_]", words)
        ]
        if texts:
            remarks.lose(f"The page {kind} was left out{quote_first(texts)}.")
    comments = [
        comment
        for part in word.related_parts(main, "comments")
        for comment in _paragraphs(word, part, "comment")
    ]
    if comments:
        were = "was" if len(comments) == 1 else "were"
        remarks.lose(f"{counted(len(comments), 'comment')} {were} left out{quote_first(comments)}.")
    if any(name.endswith("vbaProject.bin") for name in word.others):
        remarks.lose("The macros were left out.")


def _texts(word: WordFile, parts: list[str]) -> Iterator[str]:
    for part in parts:
        root = word.tree(part)
        if root is not None:
            yield " ".join(
                filter(None, (words_of(paragraph).strip() for paragraph in root.iter(f"{W}p")))
            )


def _paragraphs(word: WordFile, part: str, tag: str) -> Iterator[str]:
    root = word.tree(part)
    for each in root.iter(f"{W}{tag}") if root is not None else ():
        yield " ".join(words_of(paragraph) for paragraph in each.iter(f"{W}p"))
