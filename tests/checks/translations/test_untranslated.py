"""What is still word for word the source's was forgotten; names, titles and citations are not."""

from __future__ import annotations

import pytest

from tests.checks.translations.texts import (
    SPANISH,
    TRANSLATIONS,
    chapter,
    found,
    told,
    untranslated,
)

SOURCE = """\
# To learn more about it

Our book takes you through it step by step, at your own pace.

- Ask your clinician about it first
- It is safe

![](images/bed.svg){alt="A person rests in bed under a blanket."}

*The Beginner's Guide to Ketamine Therapy for Mental Health*

Your Clinic, 1 Main Street, Springfield

Berman RM, et al. Antidepressant effects of ketamine in depressed patients. 2000;47(4):351-354.

```
echo what is in the code stays as it is
```

[the web page of our own clinic]({{ clinic.web }})
"""


def left(translation: str) -> list[tuple[str, int | None]]:
    return told(list(untranslated(chapter(translation), chapter(SOURCE, "sources/visit/01.md"))))


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_translation_has_none(lang: str) -> None:
    pair = chapter(TRANSLATIONS[lang]), chapter(SPANISH if lang != "es" else SOURCE)
    assert untranslated(*pair) == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (1, "To learn more"),
        (3, "Our book takes"),
        (5, "Ask your"),
        (8, "A person"),
        (20, "the web page"),
    ],
)
def test_piece_that_is_left_is_found_at_its_line(line: int, words: str) -> None:
    lines = ["" if number + 1 != line else each for number, each in enumerate(SOURCE.split("\n"))]
    (finding,) = untranslated(chapter("\n".join(lines)), chapter(SOURCE, "sources/visit/01.md"))
    assert finding.place.line == line
    assert finding.what.startswith(f"“{words}")
    assert f"(sources/visit/01.md:{line})" in finding.what


@pytest.mark.parametrize("line", [6, 10, 12, 14, 17])
def test_what_stays_in_every_language_is_left_alone(line: int) -> None:
    lines = [
        "" if number + 1 not in (line, 16, 18) else each
        for number, each in enumerate(SOURCE.split("\n"))
    ]
    assert left("\n".join(lines)) == []


def test_section_is_named_once_with_the_count_of_its_pieces() -> None:
    (finding,) = untranslated(chapter(SOURCE), chapter(SOURCE, "sources/visit/01.md"))
    assert (finding.place.line, "and so are 4 more pieces of this section" in finding.what) == (
        1,
        True,
    )


def test_what_is_marked_with_its_language_is_left_alone() -> None:
    assert left("Our book takes you through it step by step, at your own pace.\n{lang=en}\n") == []


def test_typography_does_not_hide_it() -> None:
    assert left("**Our book** takes  you\nthrough it step by step, at your own pace.\n") == [
        ("V-005", 1)
    ]


def test_text_without_spaces_is_found_too() -> None:
    source = chapter("我们的书将带您一步一步了解。\n", "sources/visit/01.md")
    assert told(list(untranslated(chapter("我们的书将带您一步一步了解。\n"), source))) == [
        ("V-005", 1)
    ]


def test_two_variants_of_a_language_may_say_the_same() -> None:
    assert found(SPANISH, SPANISH, lang="es-MX", source_lang="es-ES") == []
