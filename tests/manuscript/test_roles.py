"""Roles: the files of a book say what they are, by their names or in their front matter."""

from __future__ import annotations

import pytest

from prepress.errors import SourceError
from prepress.manuscript.roles import ROLES, matters_of, parts_of_book, role_called, role_of_name
from tests.shelf import Shelf

BOOK = "title: Tiny\nlang: en\nlayout: book\n"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("dedication.md", "dedication"),
        ("00-preface.md", "preface"),
        ("01_Introduction.md", "introduction"),
        ("part-1-beginnings.md", "part"),
        ("03-part-ii.md", "part"),
        ("part_two.md", "part"),
        ("part-of-me.md", "chapter"),
        ("party.md", "chapter"),
        ("appendix.md", "appendix"),
        ("appendix-a.md", "appendix"),
        ("appendixes-are-dull.md", "chapter"),
        ("about-the-author.md", "contributors"),
        ("acknowledgements.md", "acknowledgments"),
        ("glossary.md", "glossary"),
        ("index.md", "chapter"),
        ("99-index.md", "index"),
        ("README.md", "chapter"),
        ("copyright.md", "copyright-page"),
        ("02-what-an-introduction-is.md", "chapter"),
    ],
)
def test_name_says_what_a_file_is(name: str, role: str) -> None:
    assert role_of_name(f"sources/book/{name}") == role


def test_first_file_of_a_folder_stands_for_its_part() -> None:
    assert role_of_name("sources/b/part-1-night/index.md", "part-1-night") == "part"
    assert role_of_name("sources/b/night/index.md", "night") == "chapter"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_called_by_its_own_name(role: str) -> None:
    assert role_called(role) == role


def roles(shelf: Shelf) -> list[tuple[str, str, str]]:
    return [(each.stem, each.role, each.matter) for each in shelf.galley().chapters]


def test_unnumbered_files_stand_where_such_parts_usually_do(shelf: Shelf) -> None:
    names = ("01-night", "02-day", "00-preface", "dedication", "glossary", "appendix", "epigraph")
    files = {f"{name}.md": f"# The {name}\n\nText.\n" for name in names}
    assert roles(shelf.add(files, metadata=BOOK)) == [
        ("dedication", "dedication", "front"),
        ("epigraph", "epigraph", "front"),
        ("00-preface", "preface", "front"),
        ("01-night", "chapter", "body"),
        ("02-day", "chapter", "body"),
        ("appendix", "appendix", "back"),
        ("glossary", "glossary", "back"),
    ]


def test_order_of_the_author_wins(shelf: Shelf) -> None:
    files = {f"{name}.md": f"# {name}\n\nText.\n" for name in ("night", "glossary", "preface")}
    order = "chapters: [glossary.md, night.md, preface.md]\n"
    assert roles(shelf.add(files, metadata=BOOK + order)) == [
        ("glossary", "glossary", "front"),
        ("night", "chapter", "body"),
        ("preface", "preface", "back"),
    ]


def test_front_matter_says_what_a_file_is(shelf: Shelf) -> None:
    files = {
        "1.md": "---\nrole: About the Author\n---\n\nAnn writes.\n",
        "2.md": "# Two\n\nText.\n",
    }
    galley = shelf.add(files, metadata=BOOK).galley()
    assert [each.role for each in galley.chapters] == ["contributors", "chapter"]
    assert galley.chapters[0].title == "About the author"
    assert galley.findings == ()


def test_unknown_role_is_refused_with_the_nearest(shelf: Shelf) -> None:
    files = {"1.md": "---\nrole: prefice\n---\n\nText.\n", "2.md": "# Two\n\nText.\n"}
    with pytest.raises(SourceError) as raised:
        shelf.add(files, metadata=BOOK).galley()
    assert str(raised.value.place) == "sources/tiny/1.md:2"
    assert "There is no role “prefice”" in str(raised.value)
    assert "“preface”" in str(raised.value)


def test_role_says_nothing_in_a_handout_and_names_mean_nothing(shelf: Shelf) -> None:
    files = {"introduction.md": "---\nrole: preface\n---\n\nText.\n", "a.md": "# Two\n\nText.\n"}
    galley = shelf.add(files).galley()
    assert [(each.stem, each.role, each.matter) for each in galley.chapters] == [
        ("a", "", ""), ("introduction", "", "")
    ]  # fmt: skip
    (finding,) = galley.findings
    assert (finding.code, str(finding.place)) == ("M-002", "sources/tiny/introduction.md:2")
    assert "since only the files of a book have roles" in finding.what


def test_single_file_is_a_chapter_whatever_it_is_called(shelf: Shelf) -> None:
    shelf.add({"introduction.md": "# Rest\n\nText.\n"}, metadata=BOOK)
    assert roles(shelf) == [("introduction", "chapter", "body")]


def test_what_stands_amid_the_body_is_of_it() -> None:
    assert matters_of(["preface", "chapter", "epigraph", "chapter", "glossary"]) == [
        "front", "body", "body", "body", "back"
    ]  # fmt: skip
    assert matters_of(["chapter", "part", "appendix", "appendix"]) == ["body", *3 * ["back"]]
    assert matters_of(["preface", "glossary"]) == ["front", "back"]


def test_part_holds_what_follows_it_up_to_the_next_and_to_the_end_of_the_body() -> None:
    roles = ["preface", "part", "chapter", "part", "chapter", "epilogue", "glossary"]
    assert list(parts_of_book(roles, matters_of(roles))) == [
        None, None, 1, None, 3, None, None
    ]  # fmt: skip


def test_parts_and_appendices_say_which_they_are(shelf: Shelf) -> None:
    files = {
        "1-part-1.md": "# Night\n",
        "2-a.md": "# Dark\n\nText. [Doses](appendix-a.md#doses)\n",
        "3-part-2.md": "Words alone.\n",
        "4-b.md": "# Light\n\nText.\n",
        "5-part-3.md": "# Part III: Noon\n",
        "6-c.md": "# Noon\n\nText.\n",
        "appendix-a.md": "# Doses\n\nText.\n",
        "appendix-b.md": "# Places {.unnumbered}\n\nText.\n",
        "appendix-c.md": "# Appendix X: Times\n\nText.\n",
    }
    galley = shelf.add(files, metadata=BOOK).galley()
    assert [each.title for each in galley.chapters] == [
        "Part One: Night", "Dark", "Part Two", "Light", "Part III: Noon", "Noon",
        "Appendix A: Doses", "Places", "Appendix X: Times",
    ]  # fmt: skip
    assert '<span class="part-label">Part One</span> Night</h1>' in galley.chapters[0].markup
    assert 'href="#doses"' in galley.chapters[1].markup
    assert galley.findings == ()


@pytest.mark.parametrize(
    ("lang", "part", "appendix"),
    [
        ("de", "Erster Teil: X", "Anhang: Y"),
        ("es", "Primera parte: X", "Apéndice: Y"),
        ("zh", "第一部分：X", "附录：Y"),
    ],
)
def test_they_say_it_in_the_language_of_the_text(
    shelf: Shelf, lang: str, part: str, appendix: str
) -> None:
    files = {"1-part-1.md": "# X\n", "2.md": "# Z\n\nText.\n", "appendix.md": "# Y\n\nText.\n"}
    galley = shelf.add(files, metadata=BOOK.replace("en", lang)).galley()
    titles = [each.title.replace(" ", "").replace("\u00a0", "") for each in galley.chapters]
    assert titles[::2] == [part.replace(" ", ""), appendix.replace(" ", "")]
