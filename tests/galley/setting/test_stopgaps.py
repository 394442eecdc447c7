"""What an author should mend is set so that it does no harm, and each such place is a warning."""

from __future__ import annotations

import time

import pytest

from prepress.findings import Severity
from prepress.galley.galley import Galley
from tests.shelf import SQUARE, Shelf, codes

BASE = "title: T\nlang: en\nbase-url: {}\n"


def markup(galley: Galley) -> str:
    assert {finding.severity for finding in galley.findings} <= {Severity.WARNING, Severity.NOTE}
    return galley.chapters[0].markup


def text_of(shelf: Shelf, line: str) -> str:
    """The markup of a chapter with this line; a picture `a.svg` lies beside it."""
    return markup(shelf.add({"1.md": f"# One\n\n{line}\n", "a.svg": SQUARE}).galley())


@pytest.mark.parametrize(
    "link",
    ["[words](#gone)", "[words](gone.md)", "[words](/gone)", "[words](../../../gone)",
     "[words](javascript:x)", "[words](//gone.example/x)"],
)  # fmt: skip
def test_link_that_leads_nowhere_is_its_words(shelf: Shelf, link: str) -> None:
    assert "<p>See <span>words</span> here.</p>" in text_of(shelf, f"See {link} here.")


def test_anchor_without_words_stays_one(shelf: Shelf) -> None:
    shown = text_of(shelf, 'See [there](#there). <a id="there"></a>Here.')
    assert '<a id="there"></a>' in shown
    assert '<a href="#there">' in shown


@pytest.mark.parametrize(
    ("base", "href", "target"),
    [
        ("https://clinic.example", "/visits/#first", "https://clinic.example/visits/#first"),
        ("https://clinic.example/", "/visits", "https://clinic.example/visits"),
        ("https://clinic.example/en/", "/visits", "https://clinic.example/en/visits"),
    ],
)
def test_base_url_makes_a_full_address_of_one_from_the_root(
    shelf: Shelf, base: str, href: str, target: str
) -> None:
    shelf.add({"1.md": f"# One\n\n[x]({href})\n"}, metadata=BASE.format(base))
    galley = shelf.galley()
    assert f'href="{target}"' in galley.chapters[0].markup
    assert codes(galley) == []


def test_base_url_of_the_clinic_counts_where_a_publication_has_none(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n[x](/visits)\n"})
    (shelf.root / "sources/clinic.yaml").write_text("base-url: https://clinic.example\n")
    assert 'href="https://clinic.example/visits"' in shelf.galley().chapters[0].markup
    shelf.add({}, metadata=BASE.format("https://own.example"))
    assert 'href="https://own.example/visits"' in shelf.galley().chapters[0].markup


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("![A hand](gone.png) in line", "A hand"),
        ("![](my%20gone.png?x=1) in line", "my gone.png"),
        ("![A hand](https://example.org/gone.png) in line", "A hand"),
        ('<img src="data:text/html,x" alt="A hand"> in line', "A hand"),
        ("![A hand](../../../gone.png) in line", "A hand"),
        ("![A hand](b.png) in line", "A hand"),
        ("![A caption](gone.png)", "gone.png"),
        ('![A caption](gone.png){alt="A hand"}', "A hand"),
    ],
)
def test_picture_that_cannot_be_set_is_a_box_with_its_words(
    shelf: Shelf, picture: str, words: str
) -> None:
    shelf.add({"b.png": b"no picture"})
    shown = text_of(shelf, picture)
    assert f'<span class="missing-picture">{words}</span>' in shown
    assert "<img" not in shown
    assert len(shelf.galley().findings) == 1


def test_ornament_that_cannot_be_set_leaves_nothing(shelf: Shelf) -> None:
    shown = text_of(shelf, "![](gone.png){.decorative} in line")
    assert "missing-picture" not in shown
    assert codes(shelf.galley()) == ["I-001"]


@pytest.mark.parametrize(
    ("picture", "alt"),
    [
        ("![](two-hands_3.svg) in line", "two hands 3"),
        ("![](two-hands_3.svg)", "two hands 3"),
        ('<figure><img src="two-hands_3.svg"><figcaption>My hands</figcaption></figure>', "My hands"),
    ],
)  # fmt: skip
def test_picture_that_nobody_described_is_set_with_a_stopgap(
    shelf: Shelf, picture: str, alt: str
) -> None:
    shelf.add({"two-hands_3.svg": SQUARE})
    shown = text_of(shelf, picture)
    assert f'alt="{alt}"' in shown
    assert codes(shelf.galley()) == ["A-001"]


@pytest.mark.parametrize(("attribute", "code"), [("itemprop", "H-003"), ("onclick", "H-002")])
def test_lost_attribute_is_a_note_where_no_reader_notices(
    shelf: Shelf, attribute: str, code: str
) -> None:
    galley = shelf.add({"1.md": f'# One\n\n<p {attribute}="x">So.</p>\n'}).galley()
    assert codes(galley) == [code]


def test_thousands_of_broken_links_and_pictures_take_seconds(shelf: Shelf) -> None:
    text = "".join(
        f"## Heading {number}\n\n[x](#haeding-{number}x), [y](gone-{number}.md), "
        f"![z](gone-{number}.png).\n\n"
        for number in range(700)
    )
    shelf.add({"1.md": f"# One\n\n{text}"})
    begin = time.process_time()
    galley = shelf.galley()
    assert time.process_time() - begin < 12
    assert len(galley.findings) == 2100
    assert galley.findings[1].hint == "Did you mean “#heading-0”?"
