"""A finding is reported on the line that it is about, though the same words stand elsewhere first."""

from __future__ import annotations

import pytest

from tests.shelf import SQUARE, Shelf

#: Line 3 has in prose, in code or in a comment what line 7 says in earnest.
CASES = {
    "A-001": ("The file pic.svg lies here; `![](pic.svg)` shows it.", "![](pic.svg)"),
    "A-002": ("To be described, pic.svg.", '![](pic.svg){alt="To be described: pic.svg"}'),
    "H-001": ("Write `<blink>` no more, nor \\<blink>.", "So <blink>it</blink> is."),
    "H-001 end": ("Write `</blink>` no more.", "So it</blink> is."),
    "H-001 machine": ("Write `<?php x ?>` no more.", "So <?php x ?> it is."),
    "H-002": ("An onclick, as in `<b onclick=x>`.", '<b onclick="x">So</b> it is.'),
    "H-002 list": ("An onclick, as in `{onclick=x}`.", "So **it**{onclick=x} is."),
    "I-001": ("There is no gone.png, whatever `![](gone.png)` says.", "![x](gone.png)"),
    "I-002": ("A file broken.png lies here.", "![x](broken.png)"),
    "I-003": ("Go to https://example.org/a.png now.", "![x](https://example.org/a.png)"),
    "I-003 raw": ("Not file:///a.png.", 'See <img src="file:///a.png" alt="x"> there.'),
    "K-001": ("Never `{{ clinic.fon }}`.", "Call {{ clinic.fon }}."),
    "L-001": ("The sign #gone, as in `[x](#gone)`.", "See [x](#gone)."),
    "L-001 file": ("The file gone.md.", 'See <a href="gone.md">x</a>.'),
    "L-002": ("Not javascript:x.", "See [x](javascript:x)."),
    "L-002 site": ("Not http://.", "See [x](http://)."),
    "S-001": ("The sign #one stands here.", "## One more {#one}\n\n## And more {#one}"),
    "S-002": ("    ::: wraning", "::: wraning\nText\n:::"),
    "S-002 open": ("    ::: tip", "::: tip\nText"),
    "S-002 close": ("    :::", ":::"),
    "S-003": ("As `[^gone]` has it.", "Words[^gone]."),
    "S-003 note": ("As `[^gone]: Words` has it.", "[^gone]: Words."),
    "S-004": ("Not `&#1;`.", "So &#1; it is."),
    "S-005": ("Deeper it goes.", "#### Deeper it goes"),
    "S-007": ("Not `**bold` and \\*\\*bold.", "So ** bold words here ** it is."),
}


@pytest.mark.parametrize("case", CASES)
def test_line_is_that_of_the_fault(shelf: Shelf, case: str) -> None:
    before, fault = CASES[case]
    text = f"# Title\n\n{before}\n\nWords between.\n\n{fault}\n"
    galley = shelf.add({"1.md": text, "pic.svg": SQUARE, "broken.png": b"no picture"}).galley()
    wanted = 9 if case == "S-001" else 7
    found = {finding.code: finding.place.line for finding in galley.findings}
    assert found.get(case.partition(" ")[0]) == wanted, galley.findings


def test_nth_of_several_alike_is_told_from_the_others(shelf: Shelf) -> None:
    text = "# T\n\n[x](#gone)\n\n`[x](#gone)`\n\n[x](#gone) and #gone\n\n[x](#gone)\n"
    galley = shelf.add({"1.md": text}).galley()
    assert [finding.place.line for finding in galley.findings] == [3, 7, 9]


def test_link_by_reference_is_reported_where_it_is_used(shelf: Shelf) -> None:
    text = "# T\n\n[label]: #gone\n\nWords and\nmore [of a link][label].\n"
    galley = shelf.add({"1.md": text}).galley()
    assert [finding.place.line for finding in galley.findings] == [6]
