"""What EPUBCheck, Ace and a real reading system say of an EPUB with everything in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prepress.galley.galley import Galley, Heading
from prepress.manuscript.metadata import Contact, Metadata
from tests.conformance.validators import ace, epubcheck, reading
from tests.epub.galleys import chapter, drawing, galley, pack

_RICH = """<h1 id="one">One</h1>
<p>See <a href="#two">two</a>, <a href="#größe">half</a> and a note<a
class="note-call" id="fnref-1" href="#fn-1">1</a>.
<span lang="fr">Voilà</span>, <code>code</code>, → ✓ Ω. <a href="https://example.org/?a=1&amp;b=2">Outside</a>.</p>
<figure class="left"><img src="images/square.svg" alt="A square"/><figcaption>A caption.</figcaption></figure>
<aside class="callout callout-panel" role="note"><h2 id="panel">Panel</h2><p>Text.</p></aside>
<aside class="callout callout-warning" role="note"><p class="callout-title">Warning</p><p>Text.</p></aside>
<table><caption>Doses</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>
<p id="größe">Half.</p><pre><code>code &lt;x&gt;</code></pre><hr/>"""
_NOTE = '<ol><li id="fn-1"><p>A note. <a class="note-back" href="#fnref-1">↩</a></p></li></ol>'


@pytest.fixture
def rich(tmp_path: Path) -> Galley:
    """Two chapters with a bit of everything, and all the metadata there is."""
    metadata = Metadata(
        "Salt & <Pepper> \"quoted\" 'twice'",
        "de",
        subtitle="Ein Untertitel",
        author=("Ann", "Ben & Co"),
        date=dt.date(2026, 11, 23),
        reviewed=dt.date(2026, 11, 23),
        description="Two\n\nlines.",
        keywords=("a", "b"),
        rights="© Ann",
        contact=Contact(
            "Clinic", phone="555 0100", web="https://clinic.example", crisis="Call 988."
        ),
    )
    first = chapter(
        "one", _RICH, "One", _NOTE, [Heading("one", 1, "One"), Heading("größe", 2, "Half")]
    )
    second = chapter("two", '<h1 id="two">Two</h1>', "Two", "", [Heading("two", 1, "Two")])
    return galley(
        first, second, chapter("3 drei", ""), metadata=metadata, pictures=[drawing(tmp_path)]
    )


@pytest.fixture
def epub(rich: Galley, tmp_path: Path) -> Path:
    """The rich galley as a file."""
    file = tmp_path / "rich.epub"
    file.write_bytes(pack(rich))
    return file


def test_epubcheck_has_no_message(epub: Path) -> None:
    assert epubcheck(epub) == []


def test_ace_sees_no_violation(epub: Path, tmp_path: Path) -> None:
    assert ace(epub, tmp_path / "report") == []


def test_reading_system_shows_every_section(epub: Path) -> None:
    report = reading(epub, 390, 844, "light")
    assert (report["errors"], report["foreign"]) == ([], [])
    assert [section["failedFonts"] for section in report["sections"]] == [[]] * report["book"][
        "sections"
    ]
    assert all(
        natural > 0 for section in report["sections"] for natural, _shown in section["images"]
    )
    assert [label for _kind, label in report["book"]["landmarks"]] == [
        "Titelbild",
        "Inhalt",
        "Textbeginn",
    ]
