"""`{{ clinic.phone }}` in a text is the clinic's value, as plain text, and nothing else can be
asked for.
"""

from __future__ import annotations

import pytest

from prepress.errors import SourceError
from tests.clinics.group import LOGO, TINY, clinic, composed, text_of
from tests.shelf import Shelf


def book(shelf: Shelf, text: str, metadata: str = TINY, **others: str) -> Shelf:
    return clinic(shelf.add({"1.md": text}, metadata=metadata), **others)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Call {{ clinic.phone }}.", "<p>Call 555-0100.</p>"),
        ("Call {{clinic.phone}}{{ clinic.name }}.", "<p>Call 555-0100Home.</p>"),
        ('We say "{{ clinic.name }}".', "<p>We say “Home”.</p>"),
        ("**{{ clinic.name }}**{{ clinic.phone }}", "<p><strong>Home</strong>555-0100</p>"),
        ("Say \\{{ clinic.phone }}.", "<p>Say {{ clinic.phone }}.</p>"),
        ("Say \\\\{{ clinic.phone }}.", "<p>Say \\555-0100.</p>"),
        ("<p>Say \\{{ clinic.phone }}.</p>", "<p>Say {{ clinic.phone }}.</p>"),
        ("Say `{{ clinic.phone }}`.", "<p>Say <code>{{ clinic.phone }}</code>.</p>"),
        ("Say `\\{{ clinic.phone }}`.", "<p>Say <code>\\{{ clinic.phone }}</code>.</p>"),
        ("Say {{ this }} and { that }.", "<p>Say {{ this }} and { that }.</p>"),
        ("Say ꙮ7ꙮ and {{ clinic.name }}.", "<p>Say ꙮ7ꙮ and Home.</p>"),
    ],
)
def test_placeholder_becomes_its_value(shelf: Shelf, text: str, markup: str) -> None:
    assert text_of(book(shelf, text)) == markup


def test_code_stays_as_it_is_written(shelf: Shelf) -> None:
    markup = text_of(
        book(shelf, "```\n{{ clinic.phone }}\n```\n\nText.\n\n    {{ clinic.phone }}\n")
    )
    assert markup.count("{{ clinic.phone }}") == 2


def test_heading_holds_its_value_and_is_called_by_it(shelf: Shelf) -> None:
    galley = composed(book(shelf, "## Call {{ clinic.name }}\n\nText.\n")).galley
    assert [(heading.text, heading.id) for heading in galley.chapters[0].headings] == [
        ("Call Home", "call-home")
    ]


def test_value_is_text_and_never_markup(shelf: Shelf) -> None:
    book(shelf, "We are {{ clinic.name }}.")
    clinic(
        shelf,
        "name: <b>A</b> & *B* {{ clinic.phone }}\n".replace("name: ", "name: '").replace(
            "}}\n", "}}'\n"
        ),
    )
    assert text_of(shelf) == "<p>We are &lt;b&gt;A&lt;/b&gt; &amp; *B* {{ clinic.phone }}.</p>"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("[us]({{ clinic.web }})", "https://home.example/a?b=1"),
        ("[us][]\n\n[us]: {{ clinic.web }}", "https://home.example/a?b=1"),
        ('<a href="{{ clinic.web }}">us</a>', "https://home.example/a?b=1"),
        ("[us](tel:{{ clinic.phone }})", "tel:+15550100"),
        (
            "[us](https://map.example/?q={{ clinic.address }})",
            "https://map.example/?q=1%20Main%20St%20%26%20Elm",
        ),
    ],
)
def test_address_holds_its_value(shelf: Shelf, link: str, address: str) -> None:
    book(shelf, link)
    clinic(
        shelf,
        (
            "name: A\nweb: 'https://home.example/a?b=1'\nphone: +1 555 0100\naddress: 1 Main St & "
            "Elm\n"
        ),
    )
    galley = composed(shelf).galley
    assert galley.findings == ()
    assert f'href="{address.replace("&", "&amp;")}"' in galley.chapters[0].markup


def test_value_cannot_make_an_unsafe_address(shelf: Shelf) -> None:
    clinic(book(shelf, "[us]({{ clinic.name }})"), "name: 'javascript:alert(1)'\n")
    galley = composed(shelf).galley
    assert [finding.code for finding in galley.findings] == ["L-002"]
    assert "href" not in galley.chapters[0].markup


def test_description_of_a_picture_holds_its_value(shelf: Shelf) -> None:
    book(shelf, '![](a.svg){alt="A map of {{ clinic.name }}"}').add({"a.svg": LOGO}, metadata=TINY)
    assert 'alt="A map of Home"' in text_of(shelf)


@pytest.mark.parametrize(
    ("placeholder", "what", "hint"),
    [
        ("clinic.fone", "There is no “clinic.fone”.", "Did you mean “clinic.phone”?"),
        ("clnic.phone", "There is no “clnic.phone”.", "Did you mean “clinic.phone”?"),
        ("clinic.web", "The clinic has no “web”.", 'web: "https://clinic.example"'),
        ("clinic", "There is no “clinic”.", "write \\{{."),
        ("clinic.logo", "There is no “clinic.logo”.", "clinic."),
        ("clinic.__class__", "There is no “clinic.__class__”.", "clinic."),
        ("clinic.phone | upper", "There is no “clinic.phone | upper”.", "clinic.phone"),
        ("clinic.phone()", "There is no “clinic.phone()”.", "clinic.phone"),
        ("clinic['phone']", "There is no “clinic['phone']”.", "clinic."),
    ],
)
def test_anything_else_is_an_error_at_its_line(
    shelf: Shelf, placeholder: str, what: str, hint: str
) -> None:
    (finding,) = composed(book(shelf, f"One.\n\nTwo {{{{ {placeholder} }}}}.\n")).galley.findings
    assert (str(finding.place), finding.code, str(finding.severity)) == (
        "sources/tiny/1.md:3",
        "K-001",
        "error",
    )
    assert finding.what == what
    assert hint in finding.hint


def test_placeholder_of_another_tool_is_a_warning(shelf: Shelf) -> None:
    (finding,) = composed(book(shelf, "One.\n\nTwo {{ config.items }}.\n")).galley.findings
    assert str(finding).startswith("sources/tiny/1.md:3: warning S-007: “{{ config.items }}” ")


def test_line_counts_the_front_matter(shelf: Shelf) -> None:
    book(shelf, f"---\n{TINY}---\nOne {{{{ clinic.fone }}}}.\n")
    (shelf.root / "sources/tiny/book.yaml").unlink()
    assert [str(finding.place) for finding in composed(shelf).galley.findings] == [
        "sources/tiny/1.md:6"
    ]


def test_metadata_holds_values_too(shelf: Shelf) -> None:
    metadata = TINY + (
        'author: ["{{ clinic.name }}", Ann]\nrights: "© {{ clinic.name }} \\\\{{ clinic.name }}"\n'
    )
    said = composed(
        book(shelf, "Text.", metadata, north="name: North\n"), "north"
    ).galley.manuscript.metadata
    assert (said.author, said.rights) == (("North", "Ann"), "© North {{ clinic.name }}")


def test_mistake_in_metadata_is_named_with_its_line(shelf: Shelf) -> None:
    book(shelf, "Text.", TINY + 'rights: "{{ clinic.nme }}"\n')
    with pytest.raises(SourceError, match=r"no “clinic\.nme”") as error:
        composed(shelf)
    assert str(error.value.place) == "sources/tiny/book.yaml:4"


def test_contact_of_a_publication_fills_them_without_any_clinic(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "Call {{ clinic.phone }}."}, metadata=TINY + "contact: {name: A, phone: 1}\n"
    )
    assert text_of(shelf) == "<p>Call 1.</p>"
