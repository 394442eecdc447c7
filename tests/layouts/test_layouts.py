"""Layouts: a project's own file wins, ours are safe and speak the language of the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prepress.errors import SourceError
from prepress.layouts.layouts import Layouts
from prepress.project.project import shipped_folder
from tests.shelf import Shelf

SHIPPED = shipped_folder("layouts")


@pytest.fixture
def own(shelf: Shelf) -> Path:
    """The project's own folder of layouts."""
    shelf.add({"1.md": "# One\n"})
    folder = shelf.root / "layouts"
    folder.mkdir()
    return folder


def paper(shelf: Shelf, **context: object) -> str:
    galley, layouts = shelf.set()
    return layouts.render("titlepage.html", metadata=galley.manuscript.metadata, **context)


def test_own_file_wins_and_the_others_stay_ours(shelf: Shelf, own: Path) -> None:
    (own / "titlepage.html").write_text("<p>Mine: {{ metadata.title }}</p>", "utf-8")
    layouts = shelf.set()[1]
    assert paper(shelf) == "<p>Mine: Tiny</p>"
    assert layouts.find("chapter.html") == SHIPPED / "chapter.html"


def test_own_stylesheet_replaces_its_layer_only(shelf: Shelf, own: Path) -> None:
    changed = (SHIPPED / "tokens.css").read_text("utf-8").replace("--ink: #1d2429", "--ink: red")
    (own / "tokens.css").write_text(changed, "utf-8")
    stylesheet = shelf.set()[1].stylesheet("paper")
    assert "--ink: red" in stylesheet
    assert "#1d2429" not in stylesheet
    assert ".callout {" in stylesheet


def test_file_of_a_layout_wins_over_the_common_one(shelf: Shelf, own: Path) -> None:
    (own / "handout").mkdir()
    (own / "handout" / "titlepage.html").write_text("handout's", "utf-8")
    (own / "titlepage.html").write_text("common", "utf-8")
    assert paper(shelf) == "handout's"


def test_own_layout_needs_only_what_differs(shelf: Shelf, own: Path) -> None:
    (own / "ours").mkdir()
    shelf.add({}, metadata="title: Tiny\nlang: en\nlayout: ours\n")
    assert shelf.build().exit_code == 0


def test_own_font_wins(shelf: Shelf, own: Path) -> None:
    mine = shelf.root / "fonts" / "literata" / "Literata-Bold.ttf"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    assert shelf.set()[1].font("fonts/literata/Literata-Bold.ttf") == mine


def test_marks_of_markup_in_metadata_are_only_text(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="title: A <b> & c\nlang: en\n")
    assert "A &lt;b&gt; &amp; c" in paper(shelf)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"<p>\n{{ nothing }}", "titlepage.html:2: This layout is broken: 'nothing' is undefined"),
        (b"<p>\n{% if %}", "titlepage.html:2: This layout is broken"),
        (b"<p>\n{% include 'gone.html' %}", "gone.html: There is no layout file"),
        (b"<p>\n\xe9", "titlepage.html:2: This is not UTF-8"),
        (b"<p>\n{{ metadata.title + 1 }}", "titlepage.html:2: This layout is broken"),
        (b"<p>\n{{ cycler.__init__.__globals__.os }}", "titlepage.html:2: This layout is broken"),
        (b"{% include '/etc/hostname' %}", "There is no layout file"),
        (b"{% include '../book.yaml' %}", "There is no layout file"),
    ],
    ids=["undefined", "syntax", "include", "encoding", "sum", "python", "absolute", "outside"],
)
def test_broken_layout_is_one_clear_message(
    shelf: Shelf, own: Path, text: bytes, what: str
) -> None:
    (own / "titlepage.html").write_bytes(text)
    with pytest.raises(SourceError) as raised:
        paper(shelf)
    assert what in str(raised.value)


@pytest.mark.parametrize("tokens", ["", ":root { --ink: red }"])
def test_custom_property_that_is_never_set_is_one_clear_message(
    shelf: Shelf, own: Path, tokens: str
) -> None:
    (own / "tokens.css").write_text(tokens, "utf-8")
    (failure,) = shelf.build("print").failures
    assert "--primary" in failure.what
    assert "tokens.css" in str(failure.place)


@pytest.mark.parametrize(
    ("layout", "what"),
    [
        ("{% include 'titlepage.html' %}", "includes itself"),
        ("{% for i in range(99999999) %}{% endfor %}", "broken"),
    ],
)
def test_layout_that_never_ends_is_one_clear_message(
    shelf: Shelf, own: Path, layout: str, what: str
) -> None:
    (own / "titlepage.html").write_text(layout, "utf-8")
    (failure,) = shelf.build("print").failures
    assert what in failure.what


def test_font_that_is_broken_is_one_clear_message(shelf: Shelf, own: Path) -> None:
    (shelf.root / "fonts" / "literata").mkdir(parents=True)
    (shelf.root / "fonts" / "literata" / "Literata-Bold.ttf").write_text("x", "utf-8")
    (failure,) = shelf.build("epub").failures
    assert "Literata-Bold.ttf" in str(failure.place)


def test_stylesheet_of_another_encoding_is_one_clear_message(shelf: Shelf, own: Path) -> None:
    (own / "look.css").write_bytes(b"/* \xe9 */")
    with pytest.raises(SourceError, match="UTF-8"):
        shelf.set()[1].stylesheet("screen")


def test_layout_file_that_links_outside_is_not_read(
    shelf: Shelf, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (own / "titlepage.html").symlink_to(tmp_path / "secret.html")
    assert "secret" not in paper(shelf)


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(https://a.example/x.png) }",
        "@import url(x.css);",
        "p { background: url(x.svg) }",
    ],
)
def test_stylesheet_that_fetches_is_kept_out_of_the_epub(shelf: Shelf, own: Path, css: str) -> None:
    (own / "look.css").write_text(css, "utf-8")
    (failure,) = shelf.build("epub").failures
    assert "fetches" in failure.what


def test_layouts_hold_no_words_of_a_language() -> None:
    kept = {}
    for file in (*SHIPPED.glob("*.html"), *SHIPPED.glob("*.xhtml"), *SHIPPED.glob("*/*.html")):
        text = re.sub(
            r"{% set.*?{% endset %}|{%.*?%}|{{.*?}}|{#.*?#}|<style>.*?</style>|<[^>]*>|&\w+;",
            "",
            file.read_text("utf-8"),
            flags=re.S,
        )
        # These are no part of a book: they speak to who makes it, in English as all messages do.
        if file.name not in ("changes.html", "pane.html", "preview.html") and re.search(
            r"[^\W\d_]", text
        ):
            kept[file.name] = text.split()
    assert kept == {}


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("file", ["tokens.css", "screen.css"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(
            (text, ground)
            for text in ("ink", "ink-soft", "primary", "accent")
            for ground in ("paper", "primary-tint")
        ),
        ("ink", "accent-tint"),
        ("accent", "accent-tint"),
        ("on-primary", "primary"),
    ],
)
def test_text_has_a_contrast_of_seven_to_one(file: str, text: str, ground: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", (SHIPPED / file).read_text("utf-8")))
    assert contrast(colours[text], colours[ground]) >= 7


def test_contrast_tells_grey_from_black() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


def test_qr_code_has_a_name_and_a_quiet_zone() -> None:
    layouts = Layouts((SHIPPED,), ())
    svg = layouts._environment.filters["qr"]("https://clinic.example", "Opens <it>")
    assert 'role="img"' in svg
    assert "<title>Opens &lt;it&gt;</title>" in svg
    assert "m4 4.5h7" in svg.lower()
