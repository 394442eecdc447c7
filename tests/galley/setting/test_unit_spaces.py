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
        ("a dose of ½ mg/kg", ">½~mg/kg<", "en"),
        ("of 120/80 mm Hg", "120/80~mm~Hg", "en"),
        ("at 10:30 am", "10:30~am", "en"),
        ("a las 10:30 a. m.", "10:30~a.~m.", "es"),
        ("um 10:30 Uhr, 5 % davon", "10:30~Uhr, 5~% davon", "de"),
        ("| Dose |\n|---|\n| 300 mg |", "<td>300~mg</td>", "en"),
        ("по 300 мг", "300~мг", "ru"),
        ("3 × 5 mg", "3~×~5~mg", "en"),
        ("5–10 mg *a* day", '<span class="measure">5–10~mg</span> <em>a</em> day', "en"),
        ("a *day* of 5–10 mg or", '</em> of <span class="measure">5–10~mg</span> or', "en"),
        ("0.5 mg/kg", '<span class="measure">0.5~mg/kg</span>', "en"),
        ("1 000 000 people", "1~000~000 people", "en"),
        ("+1 555 123 4567", "+1~555~123~4567", "en"),
        ("(555) 123-4567 x 12", "(555)~123-4567~x~12", "en"),
        ("(555) 123-4567 10 km", "(555)~123-4567 10~km", "en"),
        ("(555) 123-4567 2.5 ml", "(555)~123-4567 2.5~ml", "en"),
        ("(555) 123-4567 2,5 ml", "(555)~123-4567 2,5~ml", "de"),
        ("+1 555 123 4567 10 mg", "+1~555~123~4567 10~mg", "en"),
        ("[020 7946 0958](tel:02079460958)", ">020~7946~0958<", "en"),
        ("0800 1 11 0 111", "0800~1~11~0~111", "de"),
        ("13 11 14", "13~11~14", "en"),
        ("91 123 45 67", "91~123~45~67", "es"),
        ("1-800-273-TALK", '<span class="measure">1-800-273-TALK</span>', "en"),
    ],
)
def test_number_keeps_its_unit(shelf: Shelf, text: str, kept: str, lang: str) -> None:
    assert kept in set_text(shelf, text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The 5 members of 12 groups, and 3 more", "en"),
        ("In 2024 300 people and 12 of 5 10 15", "en"),
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
