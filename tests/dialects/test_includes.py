"""Files that a text takes in by the directives of mdBook, Quarto and pymdown's snippets."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

CODE = """fn before() {}
// ANCHOR: dose
fn dose() -> u8 {
    // ANCHOR: inner
    2
    // ANCHOR_END: inner
}
// ANCHOR_END: dose
fn behind() {}
"""
SECTIONS = "# --8<-- [start:one]\nfirst = 1\n# --8<-- [end:one]\nsecond = 2\n"
FILES: dict[str, str | bytes] = {
    "_words.md": "---\ntitle: Other\n---\n\nTake **one** tablet.\n\n{{#include _more.md}}\n",
    "_more.md": "Drink water.\n",
    "code.rs": CODE,
    "code.py": SECTIONS,
}


def form(text: str) -> Form:
    return Form(f"# One\n\n{text}\n", FILES)


FORMS = {
    "mdbook": form("{{#include _words.md}}"),
    "mdbook-lines": form("```rust\n{{#include code.rs:3:5}}\n```"),
    "mdbook-line": form("```rust\n{{#include code.rs:9}}\n```"),
    "mdbook-anchor": form("- A list:\n\n  ```rust\n  {{#rustdoc_include code.rs:dose}}\n  ```"),
    "mdbook-playground": form("{{#playground code.rs}}"),
    "mdbook-title": form("{{#title Something else}}\n\nText."),
    "mdbook-escaped": form("Write `{{#include a.md}}` or \\{{#include a.md}}."),
    "quarto": form("{{< include _words.md >}}"),
    "snippet": form('--8<-- "_words.md"'),
    "snippet-section": form('```python\n--8<-- "code.py:one"\n```'),
    "snippet-block": form("--8<--\n_words.md\n_more.md\n--8<--"),
    "snippet-whole": form('```python\n--8<-- "code.py"\n```'),
    "inline": form("He said: {{#include _more.md}}"),
}


@pytest.mark.parametrize("name", ["mdbook", "quarto", "snippet", "snippet-block"])
def test_text_of_the_file_stands_in_the_place(shown: dict[str, Shown], name: str) -> None:
    seen = shown[name]
    assert seen.codes == []
    assert "Take one tablet. Drink water." in seen.pdf
    assert seen.words_of("//strong") == ["one"]
    assert "title" not in seen.pdf
    assert "include" not in seen.epub


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mdbook-lines", "fn dose() -> u8 {\n    // ANCHOR: inner\n    2"),
        ("mdbook-line", "fn behind() {}"),
        ("mdbook-anchor", "fn dose() -> u8 {\n    2\n}"),
        ("mdbook-playground", CODE),
        ("snippet-section", "first = 1"),
        ("snippet-whole", "first = 1\nsecond = 2"),
    ],
)
def test_chosen_lines_stand_in_the_code(shown: dict[str, Shown], name: str, code: str) -> None:
    (found,) = shown[name].elements("//pre")
    assert "".join(found.itertext()).strip() == code.strip()
    assert shown[name].codes == []


def test_title_of_a_site_and_escaped_directives(shown: dict[str, Shown]) -> None:
    assert "Something" not in shown["mdbook-title"].epub
    assert "Write {{#include a.md}} or {{#include a.md}}." in shown["mdbook-escaped"].epub
    assert "He said: Drink water." in shown["inline"].epub


def found(shelf: Shelf, text: str, **files: str) -> list[str]:
    """What is said of a text; the line is that of the file."""
    shelf.add({"1.md": text, **{f"{name}.md": each for name, each in files.items()}})
    return [str(each) for each in shelf.build("epub").findings if each.code != "M-001"]


def test_what_cannot_be_taken_in_stays_as_code_and_is_said(shelf: Shelf) -> None:
    (shelf.root.parent / "secret.md").write_text("Secret.\n", "utf-8")
    text = "# One\n\n{{#include _gone.md}}\n\n{{< include ../../../secret.md >}}\n"
    assert found(shelf, text, _gonne="x") == [
        "sources/tiny/1.md:3: warning N-002: There is no file “_gone.md” to take in. Did you mean "
        "“_gonne.md”?",
        "sources/tiny/1.md:5: warning N-002: “../../../secret.md” lies outside the project, so it "
        "is not taken in. Put a copy of it beside the chapter, and name that.",
    ]
    assert "{{#include _gone.md}}" in shelf.galley().chapters[0].markup


def test_link_that_leads_outside_is_not_followed(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n{{#include _link.md}}\n"})
    (shelf.root.parent / "secret.md").write_text("Secret.\n", "utf-8")
    (shelf.root / "sources/tiny/_link.md").symlink_to(shelf.root.parent / "secret.md")
    assert [each.code for each in shelf.build("epub").findings] == ["N-002"]
    assert "Secret" not in shelf.galley().chapters[0].markup


def test_file_that_takes_in_itself_is_said_once(shelf: Shelf) -> None:
    said = found(shelf, "# One\n\n{{#include _a.md}}\n", _a="A\n\n{{#include _a.md}}\n")
    assert len(said) == 1
    assert said[0].startswith("sources/tiny/1.md:3: warning N-002: “_a.md” takes in itself.")


def test_many_files_that_take_in_many_come_to_an_end(shelf: Shelf) -> None:
    files = {f"_{level}": f"{{{{#include _{level + 1}.md}}}}\n" * 10 for level in range(8)}
    said = found(shelf, "# One\n\n{{#include _0.md}}\n", **files, _8="x")
    assert any("More is taken in here than can be set." in each for each in said)


def test_findings_behind_a_file_stand_on_their_own_lines(shelf: Shelf) -> None:
    long = "One\n\n" * 20
    text = "# One\n\n{{#include _long.md}}\n\n#### Skips\n"
    assert found(shelf, text, _long=long)[0].startswith("sources/tiny/1.md:5: ")
    within = f"{long}#### Skips\n"
    text = "# One\n\n{{#include _long.md}}\n"
    assert found(shelf, text, _long=within)[0].startswith("sources/tiny/1.md:3: ")


def test_changed_file_makes_the_editions_again(shelf: Shelf) -> None:
    shelf.add({"1.md": "{{#include _a.md}}\n\n{{#include _b.md}}\n", "_a.md": "A\n"}).build("epub")
    assert shelf.build("epub").built[0].why == ()
    shelf.add({"_a.md": "Other\n"})
    assert shelf.build("epub").built[0].why
    shelf.add({"_b.md": "B\n"})
    assert shelf.build("epub").built[0].why
    assert shelf.build("epub").built[0].why == ()
