"""Looks: a name or a few words in the metadata change how every edition looks, and a stylesheet of
the author's own is added after ours.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from prepress.colour import Colour, contrast
from prepress.errors import SourceError
from prepress.layouts.brand import NEEDED
from prepress.layouts.layouts import Layouts
from prepress.layouts.own_style import usable_style
from prepress.project.project import shipped_folder
from tests.clinics.group import clinic, composed
from tests.shelf import Shelf

LOOKS = sorted((shipped_folder("layouts") / "looks").glob("*.css"))
TINY = "title: Tiny\nlang: en\ndate: 2026-11-23\n"
TEXT = "# One\n\nWords with a [link](https://a.example).\n\n::: warning\nTake care.\n:::\n"
TWO_PAGES = f"{TEXT}\n::: page-break\n:::\n\n" + "More words.\n\n" * 90


def tokens(css: str) -> dict[str, Colour]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6})", css)
    return {
        name: (int(hex_[:2], 16), int(hex_[2:4], 16), int(hex_[4:], 16)) for name, hex_ in found
    }


def looked(shelf: Shelf, look: str, text: str = TEXT, more: str = "") -> Shelf:
    return shelf.add({"1.md": text}, metadata=f"{TINY}look: {look}\n{more}")


def layouts(shelf: Shelf) -> Layouts:
    return composed(shelf).layouts


def pages(shelf: Shelf, file: str = "tiny.pdf") -> list[str]:
    with pypdfium2.PdfDocument(shelf.root / "output" / file) as document:
        return [page.get_textpage().get_text_range() for page in document]


def fonts(shelf: Shelf, file: str = "tiny.pdf") -> set[str]:
    with pikepdf.open(shelf.root / "output" / file) as document:
        fonts = [each for each in document.objects if "/BaseFont" in _keys_of(each)]
        return {str(each.BaseFont).partition("+")[2] for each in fonts}


def _keys_of(found: pikepdf.Object) -> set[str]:
    return set(found.keys()) if isinstance(found, pikepdf.Dictionary) else set()


def refusal(shelf: Shelf) -> str:
    with pytest.raises(SourceError) as refused:
        composed(shelf)
    return str(refused.value)


@pytest.mark.parametrize("file", LOOKS, ids=lambda file: file.stem)
def test_text_can_be_read_in_every_look_that_ships(file: Path) -> None:
    usual = tokens((shipped_folder("layouts") / "tokens.css").read_text("utf-8"))
    found = usual | tokens(file.read_text("utf-8"))
    grounds = [found[name] for name in ("paper", "primary-tint", "accent-tint")]
    inks = ("ink", "ink-soft")
    assert {
        name for name in inks if min(contrast(found[name], each) for each in grounds) < NEEDED
    } == set()
    for name in ("primary", "accent"):
        assert contrast(found[name], found["paper"]) >= NEEDED
        assert contrast(found[name], found[f"{name}-tint"]) >= NEEDED
    assert contrast(found["on-primary"], found["primary"]) >= NEEDED
    assert contrast(found["primary-tint"], found["primary"]) >= NEEDED


@pytest.mark.parametrize("file", LOOKS, ids=lambda file: file.stem)
def test_every_look_that_ships_is_made_without_findings(shelf: Shelf, file: Path) -> None:
    looked(shelf, file.stem)
    report = shelf.build("print", "large-print", "epub", strict=True)
    assert (report.exit_code, report.findings) == (0, ())


def test_look_of_the_project_is_called_by_its_name(shelf: Shelf) -> None:
    (shelf.root / "layouts" / "looks").mkdir(parents=True)
    own = shelf.root / "layouts" / "looks" / "ours.css"
    own.write_text(":root { --primary: #5a2a6e }", "utf-8")
    css = layouts(looked(shelf, "ours")).stylesheet("screen")
    assert css.index("#5a2a6e") < css.index("color-scheme: light dark") < css.rindex("--primary:")


@pytest.mark.parametrize(
    ("look", "what"),
    [
        ("clam", "There is no look “clam”. Did you mean “calm”?"),
        ("nothing-like-it", "There is: bold, calm, classic, clear, easy-read."),
        ("{fonts: Litterata}", "There is no font “Litterata”. In fonts/ there is: Atkinson"),
        (
            "{colour: {primary: '#000'}}",
            "There is no key “colour” of a look. Did you mean “colours”?",
        ),
        (
            "{colours: {primry: '#000'}}",
            "There is no key “primry” of “colours”. Did you mean “primary”?",
        ),
        ("{colours: {primary: #000\n}}", "needs straight quotes"),
        ("{size: 13px}", "“size” is “13px”, but must be a number from 8 to 24 pt"),
        ("{corners: oval}", "must be square, rounded or round"),
        ("{margins: 8mm}", "There is no room for the foot of the page."),
        ("{foot: '{{ clinc.name }}'}", "There is no “clinc.name” for “foot”. Did you mean"),
        ("{foot: '{{ clinic.name }}'}", "The clinic has no “name”."),
    ],
)
def test_mistake_in_a_look_is_refused_with_its_line(shelf: Shelf, look: str, what: str) -> None:
    said = refusal(looked(shelf, look))
    assert what in said
    assert said.startswith("sources/tiny/book.yaml:4")


def test_pale_colour_of_a_look_is_found_with_the_nearest_that_passes(shelf: Shelf) -> None:
    (found,) = composed(looked(shelf, "{colours: {accent: '#ff0000'}}")).known
    assert (found.code, str(found.place)) == ("K-002", "sources/tiny/book.yaml:4")


def test_font_of_the_project_is_found_by_the_name_that_it_bears(shelf: Shelf) -> None:
    folder = shelf.root / "fonts" / "of-ours"
    folder.mkdir(parents=True)
    with TTFont(shipped_folder("fonts") / "literata" / "Literata-Regular.ttf") as font:
        for record in font["name"].names:
            record.string = str(record).replace("Literata", "Ours")
        font.save(folder / "a.ttf")
    looked(shelf, "{fonts: {text: OURS}}").build("print", "epub")
    assert any("Ours" in name for name in fonts(shelf))
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        assert any("a.ttf" in name or "ours" in name.lower() for name in epub.namelist())


def test_foot_and_head_say_what_the_look_says(shelf: Shelf) -> None:
    clinic(shelf, "name: North\n")
    looked(
        shelf,
        '{foot: "{{ clinic.name }} · {{ revised }} · {{ reviewed }}", head: "On {{ title }}"}',
        TWO_PAGES,
    ).build("print")
    first, second, *_ = pages(shelf)
    assert "North · Revised November 23, 2026 · " in first.replace("\xa0", " ")
    assert "On Tiny" not in first
    assert "On Tiny" in second
    assert "Page 2 of" in second


def test_long_foot_is_broken_between_its_parts_without_a_dot_at_the_end(shelf: Shelf) -> None:
    looked(shelf, '{foot: "The clinic in the north · {{ revised }} · call us"}').build(
        "large-print"
    )
    (text,) = pages(shelf, "tiny-large-print.pdf")
    foot = text.replace("\xa0", " ").partition("The clinic in the north")[2].splitlines()
    assert "Revised November 23, 2026" in " ".join(foot)
    assert len(foot) > 1
    assert [line for line in foot if line.rstrip().endswith("·")] == []


def test_foot_may_say_revision_and_page_in_its_own_way(shelf: Shelf) -> None:
    looked(shelf, '{foot: "{{ revision }} / {{ page }}"}').build("print")
    (text,) = pages(shelf)
    revision = composed(shelf).galley.revision
    assert f"{revision} / 1" in text
    assert text.count(revision) == 1
    assert "Page 1" not in text


def test_text_wins_over_its_clinic_key_by_key(shelf: Shelf) -> None:
    clinic(shelf, "name: A\nlook: {name: calm, size: 13pt, colours: {primary: '#036'}}\n")
    css = layouts(looked(shelf, "{size: 14pt}")).stylesheet("screen")
    assert "--text-size: 14pt" in css
    assert "--text-size: 13pt" not in css
    assert "--band: var(--primary-tint)" in css
    assert "--primary: #003366" in css[css.index("--text-size: 14pt") :]


def test_press_keeps_its_black_ink_and_large_print_its_size(shelf: Shelf) -> None:
    look = layouts(looked(shelf, "{size: 10pt, colours: {ink: '#30203a'}}"))
    press, large = look.stylesheet("paper", "press"), look.stylesheet("paper", "large-print")
    assert press.rindex("--ink: device-cmyk") > press.rindex("--ink: #30203a")
    assert large.rindex("--text-size: 18pt") > large.rindex("--text-size: 10pt")


def test_look_does_not_change_the_revision(shelf: Shelf) -> None:
    plain = composed(shelf.add({"1.md": TEXT}, metadata=TINY)).galley.revision
    assert composed(looked(shelf, "bold")).galley.revision == plain


def test_own_stylesheet_of_one_line_is_added_after_ours(shelf: Shelf) -> None:
    (looked(shelf, "calm").root / "sources" / "style.css").write_text(
        ":root { --primary: #5a2a6e; --text-size: 10pt }", "utf-8"
    )
    shelf.add({"style.css": "p { text-transform: uppercase }", "1.md": TEXT}, metadata=TINY)
    shelf.build("print", "large-print", "epub")
    found = layouts(shelf)
    paper = found.behind(found.stylesheet("paper", "large-print"), "large-print")
    assert paper.rindex("--primary-tint") > paper.index("</style>")  # a tint of its own colour
    assert paper.rindex("uppercase") > paper.rindex("--primary: #5a2a6e") > paper.index("</style>")
    assert paper.rindex("--text-size: 18pt") > paper.rindex("--text-size: 10pt")
    assert "WORDS WITH" in pages(shelf)[0]
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as epub:
        (name,) = [name for name in epub.namelist() if name.endswith("style.css")]
        css = epub.read(name).decode()
    assert css.rindex("--primary:") > css.rindex("--primary: #5a2a6e") > css.rindex("#8ccfde") or (
        css.count("#8ccfde") == 2
    )


def test_what_cannot_be_used_of_an_own_stylesheet_is_said_with_its_line(shelf: Shelf) -> None:
    style = (
        '@import "other.css";\n'
        "p { color }\n"
        "h2 { background: url(https://a.example/x.png) }\n"
        "h3 { color: #222 }\n"
        "</style><b>\n"
    )
    shelf.add({"1.md": TEXT, "style.css": style}, metadata=TINY)
    report = shelf.build("print", "epub")
    found = [each for each in report.findings if each.code != "P-001"]
    assert [(each.code, each.place.line) for each in found] == [
        ("K-003", 1),
        ("K-003", 2),
        ("K-003", 3),
        ("K-003", 5),
    ]
    assert [built.edition for built in report.built] == ["print", "epub"]


def test_line_that_is_no_css_leaves_the_others_of_its_rule() -> None:
    style = usable_style("h2 { color: #30203a; broken }", "style.css")
    assert "color: #30203a" in style.text


def test_pale_colour_in_an_own_stylesheet_is_found(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT, "style.css": "\n:root{--primary:#f0f}"}, metadata=TINY)
    (found,) = composed(shelf).known
    assert (found.code, str(found.place)) == ("K-002", "sources/tiny/style.css:2")


def test_token_that_nothing_sets_is_refused(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT, "style.css": "p { color: var(--mine) }"}, metadata=TINY)
    (failure,) = shelf.build("print").failures
    assert "--mine" in str(failure)
    assert str(failure.place) == "sources/tiny/style.css"


def test_editions_are_made_again_when_the_own_stylesheet_comes_changes_or_goes(
    shelf: Shelf,
) -> None:
    shelf.add({"1.md": TEXT}, metadata=TINY).build("epub")
    style = shelf.root / "sources" / "style.css"

    def why() -> tuple[str, ...]:
        return shelf.build("epub").built[0].why

    assert why() == ()
    style.write_text("p { color: #111 }", "utf-8")
    assert why() == ("sources/style.css is new",)
    assert why() == ()
    style.write_text("p { color: #222 }", "utf-8")
    assert why() == ("sources/style.css has changed",)
    style.unlink()
    assert why() == ("sources/style.css is gone",)
