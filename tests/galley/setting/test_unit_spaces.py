"""Numbers keep their units on one line."""

import pytest

from tests.shelf import Shelf


def set_text(shelf: Shelf, text: str, lang: str = "en") -> str:
    shelf.add({"1.md": f"# One\n\n{text}\n"}, metadata=f"title: Tiny\nlang: {lang}\n")
    return shelf.galley().chapters[0].markup.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "kept", "lang"),
    [
        ("Take 300 mg.", "300~mg.", "en"),
        ("Take 2.5  ml of it", "2.5~ml of", "en"),
        ("Take 300\nmg", "300~mg", "en"),
        ("Take **300** mg", "<strong>300</strong>~mg", "en"),
        ("Take 300 *mg*", "300~<em>mg</em>", "en"),
        ("a dose of ½ mg/kg", "½~mg/kg", "en"),
        ("of 120/80 mm Hg", "120/80~mm~Hg", "en"),
        ("at 10:30 am", "10:30~am", "en"),
        ("a las 10:30 a. m.", "10:30~a.~m.", "es"),
        ("um 10:30 Uhr, 5 % davon", "10:30~Uhr, 5~% davon", "de"),
        ("| Dose |\n|---|\n| 300 mg |", "<td>300~mg</td>", "en"),
        ("по 300 мг", "300~мг", "ru"),
    ],
)
def test_number_keeps_its_unit(shelf: Shelf, text: str, kept: str, lang: str) -> None:
    assert kept in set_text(shelf, text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The 5 members of 12 groups, and 3 more", "en"),
        ("um 10 am Morgen", "de"),
        ("les 5 l’ont dit", "fr"),
        ("`300 mg`", "en"),
        ("```\n300 mg\n```", "en"),
        ("1. 300\n2. mg", "en"),
        ("<kbd>300</kbd> mg", "en"),
    ],
)
def test_everything_else_is_left_alone(shelf: Shelf, text: str, lang: str) -> None:
    assert "~" not in set_text(shelf, text, lang)


def test_revision_does_not_depend_on_it(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nTake 300 mg.\n"})
    plain = shelf.galley().revision
    shelf.add({"1.md": "# One\n\nTake 300\u00a0mg.\n"})
    assert shelf.galley().revision == plain


def test_option_of_a_command_is_marked_so_that_no_line_breaks_in_it(shelf: Shelf) -> None:
    text = "# One\n\nWrite `--force-exclude` or `-W`, not `a--b` or `-1 mg`.\n"
    markup = shelf.add({"1.md": text}).galley().chapters[0].markup
    assert markup.count('class="option"') == 2
