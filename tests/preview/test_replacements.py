"""What can be put in place of a mistake by a button, and what is left to its author."""

from __future__ import annotations

import pytest

from prepress.preview.replacements import Replacement, replacement
from tests.preview.conftest import Looking


@pytest.mark.parametrize(
    ("what", "hint", "line", "wanted"),
    [
        ("There is no key “authr”.", "Did you mean “author”?", "authr: A", ("authr", "author")),
        ("“b.pgn” in “1.md”", "Did you mean “b.png”?", "![](b.pgn)", ("b.pgn", "b.png")),
        ("There is no “a”.", "Did you mean “b”?", "a a", None),
        ("There is no “a”.", "Did you mean “b”?", "c", None),
        ("There is no “a”.", "There is: b, c.", "a", None),
        ("It skips.", "Begin its line with ##.", "### A # b", ("### A # b", "## A # b")),
        ("It skips.", "Begin its line with ##.", "<h4>A</h4>", None),
        ("No space.", "Write: title: T", "title:T", ("title:T", "title: T")),
        ("No space.", "Write: title: T", "  title:T", None),
        ("There is none.", "Write for example: title: T", "titel: T", None),
    ],
)
def test_only_what_can_be_meant_alone_is_offered(
    what: str, hint: str, line: str, wanted: tuple[str, str] | None
) -> None:
    assert replacement(what, hint, line) == (Replacement(*wanted) if wanted else None)


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        (
            "# One\n\nCall {{ clinic.phon }}.\n",
            "title: T\nlang: en\ncontact: {name: C, phone: 1}\n",
        ),
        ("# One\n\n#### Skips\n", "title: T\nlang: en\n"),
        ("# One\n\n[see](#oen)\n", "title: T\nlang: en\n"),
        ("# One\n\n![](bde.svg){alt=Bed}\n", "title: T\nlang: en\n"),
        ("# One\n", "titel: T\nlang: en\n"),
        ("# One\n", "title: Sleep: a guide\nlang: en\n"),
    ],
)
def test_offered_remedy_mends_it(looking: Looking, text: str, metadata: str) -> None:
    bed = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h8v8z"/></svg>'
    looking.shelf.add({"1.md": text, "bed.svg": bed}, metadata=metadata)
    looking.build("epub")
    (card,) = looking.view()["findings"]
    fix = card["fix"]
    assert fix
    file = looking.shelf.root / card["file"]
    lines = file.read_text().split("\n")
    assert lines[card["line"] - 1].count(fix["old"]) == 1
    lines[card["line"] - 1] = lines[card["line"] - 1].replace(fix["old"], fix["new"])
    file.write_text("\n".join(lines))
    looking.build("epub")
    assert looking.view()["findings"] == []
