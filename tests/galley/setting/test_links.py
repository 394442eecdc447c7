"""Every internal link leads to an id of the galley, or is a finding at its line."""

import pytest

from tests.shelf import Shelf, codes

TWO = "# Two\n\n## Side effects\n"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[x](#one)", "#one"),
        ("[x](#side-effects)", "#side-effects"),
        ("[x](#)", "#chapter-1"),
        ("[x](2.md)", "#chapter-2"),
        ("[x](2.md#side-effects)", "#side-effects"),
        ("[x](./2.md#side-effects)", "#side-effects"),
        ("[x](2#side-effects)", "#side-effects"),
        ("[Side effects][]", "#side-effects"),
        ("[x][Side effects]", "#side-effects"),
        ("[Side effects]: there", "#side-effects"),
        ("[x](https://example.org/a?b=c)", "https://example.org/a?b=c"),
        ("[x](tel:555-0100)", "tel:555-0100"),
    ],
)
def test_link_resolves(shelf: Shelf, link: str, target: str) -> None:
    galley = shelf.add({"1.md": f"# One\n\nSee {link}.\n", "2.md": TWO}).galley()
    assert codes(galley) == []
    assert f'href="{target}"' in galley.chapters[0].markup


CALLOUT = "::: warning Risks to know\nText.\n:::\n"


@pytest.mark.parametrize(
    ("two", "target"),
    [(f"# Two\n\n{CALLOUT}", "#risks-to-know"), (f"{CALLOUT}\n# Risks to know {{#x}}\n", "#x")],
    ids=["callout", "heading with the same words"],
)
def test_reference_leads_to_a_heading_and_then_to_a_title_of_a_callout(
    shelf: Shelf, two: str, target: str
) -> None:
    galley = shelf.add({"1.md": "# One\n\n[Risks to know][]\n", "2.md": two}).galley()
    assert codes(galley) == []
    assert f'href="{target}"' in galley.chapters[0].markup


def test_chapter_anchor_is_an_id_that_layouts_set(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n", "2.md": TWO}).galley()
    assert [chapter.id for chapter in galley.chapters] == ["chapter-1", "chapter-2"]


PARTS: dict[str, str | bytes] = {
    "2.md": TWO,
    "part/1.md": "# Part\n\n## Inside\n",
    "part/deep/1.md": "# Deep\n\n## Below\n",
}


@pytest.mark.parametrize(
    ("file", "link", "target"),
    [
        ("1.md", "[x](part/1.md)", "#chapter-part-1"),
        ("1.md", "[x](part/1.md#inside)", "#inside"),
        ("1.md", "[Below][]", "#below"),
        ("part/2.md", "[x](../2.md#side-effects)", "#side-effects"),
        ("part/2.md", "[x](1.md)", "#chapter-part-1"),
        ("part/2.md", "[x](deep/1)", "#chapter-part-deep-1"),
        ("part/2.md", "[Side effects][]", "#side-effects"),
        ("part/2.md", "[Inside][]", "#inside"),
        ("part #2/2.md", "[Below][]", "#below"),
    ],
)
def test_link_between_folders_resolves(shelf: Shelf, file: str, link: str, target: str) -> None:
    galley = shelf.add({**PARTS, file: f"# One\n\nSee {link}.\n"}).galley()
    assert codes(galley) == []
    (chapter,) = [each for each in galley.chapters if each.file == f"sources/tiny/{file}"]
    assert f'href="{target}"' in chapter.markup


def test_broken_link_names_the_nearest_chapter_as_it_would_be_written_there(shelf: Shelf) -> None:
    galley = shelf.add({**PARTS, "part/deep/2.md": "# One\n\n[x](../../3.md)\n"}).galley()
    assert [finding.hint for finding in galley.findings] == ["Did you mean “../../2.md”?"]


def test_broken_link_names_its_line_and_the_nearest_heading(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\nSee\n[x](#side-efects).\n\n## Side effects\n"}).galley()
    (finding,) = galley.findings
    assert (finding.code, finding.place.file, finding.place.line) == (
        "L-001",
        "sources/tiny/1.md",
        4,
    )
    assert "#side-effects" in finding.hint


def test_broken_link_keeps_its_words(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\nSee [the list](3.md).\n"}).galley()
    assert codes(galley) == ["L-001"]
    assert "the list" in galley.chapters[0].markup


@pytest.mark.parametrize("href", ["../../../etc/passwd", "/etc/passwd", "//host/share"])
def test_link_out_of_the_project_is_found(shelf: Shelf, href: str) -> None:
    galley = shelf.add({"1.md": f"# One\n\n[x]({href})\n"}).galley()
    assert codes(galley) == ["L-002"]
    assert href not in galley.chapters[0].markup


@pytest.mark.parametrize(
    ("anchor", "target"),
    [
        ("nodejs-v20", "#node.js-v2.0"),
        ("docs--community", "#docs-community"),
        ("docs-community", "#docs-community"),
        ("2-dose", "#dose"),
        ("more", "#more"),
        ("more-1", "#more-2"),
        ("more_1", "#more-2"),
        ("-usage", "#usage"),
        ("the_name", "#the_name"),
    ],
)
def test_anchors_of_github_and_of_makers_of_sites_lead_to_their_headings(
    shelf: Shelf, anchor: str, target: str
) -> None:
    headings = (
        "Node.js v2.0",
        "Docs & Community",
        "2. Dose",
        "More",
        "More",
        "📚 Usage",
        "the_name",
    )
    text = f"# One\n\nSee [x](#{anchor}).\n\n" + "".join(f"## {words}\n\n" for words in headings)
    galley = shelf.add({"1.md": text}).galley()
    assert codes(galley) == []
    assert f'href="{target}"' in galley.chapters[0].markup


def test_link_to_a_file_is_none_to_the_heading_of_its_name(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n## License\n\n[MIT](LICENSE)\n"}).galley()
    assert codes(galley) == ["L-001"]


def test_no_file_is_taken_for_a_misspelling_of_the_one_that_links_to_it(shelf: Shelf) -> None:
    galley = shelf.add({"read-me.md": "# One\n\nRead the [other](read-me-zh.md).\n"}).galley()
    assert [finding.hint for finding in galley.findings] == [
        "Write the full address, https://…, under which readers find it."
    ]
