"""Words in angle brackets that name no element stay, and are told from elements."""

import pytest

from tests.shelf import Shelf, codes


@pytest.mark.parametrize(
    ("written", "shown", "found"),
    [
        ("copy <file> here", "copy &lt;file&gt; here", ["H-001"]),
        ("copy <file name> here", "copy &lt;file name&gt; here", ["H-001"]),
        (
            "[-o <output>] [-i <input>]",
            "[-o &lt;output&gt;] [-i &lt;input&gt;]",
            ["H-001", "H-001"],
        ),
        ("[-o <output file>]", "[-o &lt;output file&gt;]", ["H-001"]),
        (
            "see <www.example.org>",
            'see &lt;<a href="http://www.example.org">www.example.org</a>&gt;',
            [],
        ),
        ("<httpx.ReadTimeout ...>", "&lt;httpx.ReadTimeout …&gt;", []),
        ("<Tabs>x</Tabs>", "x", ["H-001"]),
        ('a <Tab name="b"> c', "a  c", ["H-001"]),
        ("a <Tab /> c", "a  c", ["H-001"]),
        ("a `<file>` c", "a <code>&lt;file&gt;</code> c", []),
        ("a \\<file> c", "a &lt;file&gt; c", []),
        ('<picture><source srcset="a.webp">x</picture>', "x", []),
        ('a <b style="x">c</b>', "a <b>c</b>", ["H-002"]),
    ],
)
def test_placeholder_is_shown_and_element_is_not(
    shelf: Shelf, written: str, shown: str, found: list[str]
) -> None:
    galley = shelf.add({"1.md": f"# One\n\n{written}\n"}).galley()
    assert shown in galley.chapters[0].markup
    assert codes(galley) == found


def test_attributes_of_mere_looks_are_notes(shelf: Shelf) -> None:
    row = '<tr><td valign="top" width="9%">x</td></tr>'
    galley = shelf.add({"1.md": f"# One\n\n<table width=3>{row}</table>\n"}).galley()
    assert set(codes(galley)) == {"H-003"}
