"""What authors write where readers fill in a form on a screen: fields in the print PDF, and lines
and boxes everywhere else.
"""

from __future__ import annotations

import pikepdf

from prepress import BuildRequest, Project, build
from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

_ALL = """:::: form
Name: ____ Date: ____

Do you smoke? ( ) yes ( ) no

How did you come?

- ( ) by bus
- ( ) on foot

| How often? | Never | Often |
| --- | --- | --- |
| Sleepless | ( ) | ( ) |
| Hungry | [ ] | [ ] |

- [ ] I agree.
- [x] Done before.

::: {.scale from=1 to=3 low=Bad}
How are you?
:::

::: {.writing lines=2}
What else?
:::

::: signature
Patient
:::
::::
"""
FORMS = {
    "all": Form(_ALL),
    "one": Form(
        "[____ Name]{.field}\n\n[Phone:]{.field}\n\nI weigh [____]{.field} kg.\n\n"
        "[ ]{.field} I agree.\n\nOn paper: ____ [ ] yes ( ) no\n"
    ),
    "words": Form("A call f( ) and (x) and ( or ) and [x]( ) stay.\n"),
}


def _fields(form: Shown) -> list[tuple[str, str]]:
    """The kind and the name of each field of the print PDF."""
    with pikepdf.open(form.pdf_file) as pdf:
        if "/AcroForm" not in pdf.Root:
            return []
        return [(str(each.FT)[1:], str(each.TU)) for each in pdf.Root.AcroForm.Fields]


def test_all_in_a_form_can_be_filled_in(shown: dict[str, Shown]) -> None:
    assert _fields(shown["all"]) == [
        ("Tx", "Name"),
        ("Tx", "Date"),
        ("Btn", "Do you smoke?"),
        ("Btn", "How did you come?"),
        ("Btn", "Sleepless"),
        ("Btn", "Hungry: Never"),
        ("Btn", "Hungry: Often"),
        ("Btn", "I agree"),
        ("Btn", "How are you?"),
        ("Tx", "What else?"),
        ("Tx", "Patient"),
    ]
    assert shown["all"].codes == []


def test_choices_are_those_of_their_line_list_row_or_scale(shown: dict[str, Shown]) -> None:
    with pikepdf.open(shown["all"].pdf_file) as pdf:
        groups = [
            [str(answer) for answer in field.Opt]
            for field in pdf.Root.AcroForm.Fields
            if "/Kids" in field
        ]
    assert groups == [
        ["yes", "no"],
        ["by bus", "on foot"],
        ["Never", "Often"],
        ["1 = Bad", "2", "3"],
    ]


def test_a_span_is_one_field_with_its_words_before_it(shown: dict[str, Shown]) -> None:
    form = shown["one"]
    assert _fields(form) == [
        ("Tx", "Name"),
        ("Tx", "Phone"),
        ("Tx", "I weigh"),
        ("Btn", "I agree"),
    ]
    assert form.words_of("//p/span[@class='blank-line']") == ["Name", "Phone:"]
    assert "☐ I agree. On paper: ☐ yes ○ no" in form.epub
    assert "_" not in form.pdf


def test_parentheses_of_words_and_code_are_no_choices(shown: dict[str, Shown]) -> None:
    assert "f( ) and (x) and ( or ) and" in shown["words"].epub
    assert _fields(shown["words"]) == []


def test_other_editions_have_lines_and_boxes(shelf: Shelf) -> None:
    editions = ("press", "large-print", "booklet")
    metadata = "title: Tiny\nlang: en\neditions: {press: {}, large-print: {}, booklet: {}}\n"
    shelf.add({"1.md": _ALL}, metadata=metadata)
    assert not build(Project.find(shelf.root), BuildRequest()).failures
    for edition in editions:
        with pikepdf.open(shelf.root / "output" / f"tiny-{edition}.pdf") as pdf:
            assert "/AcroForm" not in pdf.Root
