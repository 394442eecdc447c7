"""The glossary: its terms, and where the text first says them."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

TEXT = "# Text\n\nA receptor is one. Receptors are many; the PET scan shows it.\n"
GLOSSARY = (
    "# Glossary\n\nReceptor\n: Where a medicine binds.\n\n"
    "Positron emission tomography (PET)\n: A picture of the brain.\n"
)
LINKS = "//a[@class='glossary-link']"

FORMS = {
    "file": Form(TEXT, {"glossary.md": GLOSSARY}),
    "numbered-file": Form(TEXT, {"99-glossary.md": GLOSSARY}),
    "division": Form(f"{TEXT}\n## Words\n\n::: glossary\nReceptor\n: Where it binds.\n:::\n"),
    "headings": Form(TEXT, {"glossary.md": "# Glossary\n\n## Receptor\n\nWhere it binds.\n"}),
    "each-chapter": Form(TEXT, {"2-more.md": TEXT, "glossary.md": GLOSSARY}),
    "not-there": Form(
        "# Text\n\n## A receptor\n\n`receptor` and [a receptor](https://a.example/b), "
        "Receptorology, then the *receptor* at last. PET.\n",
        {"glossary.md": GLOSSARY},
    ),
    "longest": Form(
        "# Text\n\nA receptor site, and a receptor.\n",
        {"glossary.md": "# G\n\nReceptor\n: One.\n\nReceptor site\n: Two.\n"},
    ),
    "other-forms": Form(
        "# Text\n\nAll mice are here.\n", {"glossary.md": "# G\n\nMouse\nmice\n: An animal.\n"}
    ),
    "capitals": Form(
        "# Text\n\nShe aids him. AIDS is not that.\n",
        {"glossary.md": "# G\n\nAIDS\n: A disease.\n"},
    ),
    "unused": Form(TEXT, {"glossary.md": f"{GLOSSARY}\nOther\n: Never said.\n"}),
    "twice": Form(TEXT, {"glossary.md": f"{GLOSSARY}\nReceptor\n: Said again.\n"}),
    "empty": Form(TEXT, {"glossary.md": "# Glossary\n\nNothing yet.\n"}),
    "yaml": Form(
        TEXT,
        {
            "glossary.yml": "Receptor: Where a *medicine* binds.\nPET:\n  forms: [scans, scan]\n"
            "  definition: A picture.\nOther: Never said.\n"
        },
    ),
    "german": Form(
        "# Text\n\nDer Rezeptor.\n\n::: glossary\nRezeptor\n: Wort.\n:::\n",
        metadata="title: Klein\nlang: de\n",
    ),
}


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("file", ["receptor", "PET"]),
        ("numbered-file", ["receptor", "PET"]),
        ("division", ["receptor"]),
        ("headings", ["receptor"]),
        ("each-chapter", ["receptor", "PET", "receptor", "PET"]),
        ("not-there", ["receptor", "PET"]),
        ("longest", ["receptor site", "receptor"]),
        ("other-forms", ["mice"]),
        ("capitals", ["AIDS"]),
        ("german", ["Rezeptor"]),
        ("yaml", ["receptor", "PET"]),
    ],
)
def test_the_first_use_in_each_chapter_is_linked(
    name: str, linked: list[str], shown: dict[str, Shown]
) -> None:
    assert shown[name].words_of(LINKS) == linked
    assert not [code for code in shown[name].codes if code not in ("Q-006", "T-003")]


def test_a_term_is_found_among_words_without_spaces(shelf: Shelf) -> None:
    files = {"1.md": "# 文\n\n这里有受体。\n", "glossary.md": "# 词\n\n受体\n: 词。\n"}
    galley = shelf.add(files, metadata="title: 文\nlang: zh\n").galley()
    assert ">受体</a>。" in galley.chapters[0].markup
    assert 'role="doc-glossary"' in galley.chapters[1].markup


def test_the_glossary_says_what_it_is(shown: dict[str, Shown]) -> None:
    sections = shown["file"].elements("//section[@role='doc-glossary']")
    assert len(sections) == 1
    assert sections[0].xpath("./dl/dt/@*[name() = 'epub:type']") == ["glossterm"] * 2
    assert sections[0].xpath("./dl/dd/@*[name() = 'epub:type']") == ["glossdef"] * 2
    assert "Glossar" in shown["german"].words_of("//section[@role='doc-glossary']/h2")
    link = shown["file"].elements(LINKS)[0]
    assert link.get("href").endswith("glossary.xhtml#term-receptor")
    assert link.get("role") == "doc-glossref"


def test_on_paper_a_term_is_its_words_alone(shown: dict[str, Shown]) -> None:
    assert "A receptor is one. Receptors are many; the PET scan shows it." in shown["file"].pdf


@pytest.mark.parametrize(
    ("name", "code", "place", "words"),
    [
        ("unused", "Q-006", "glossary.md:9", "“Other”"),
        ("yaml", "Q-006", "glossary.yml:5", "“Other”"),
        ("twice", "Q-007", "glossary.md:9", "glossary.md:3"),
        ("empty", "Q-007", "glossary.md:1", "explains no term"),
    ],
)
def test_a_slip_is_said_once_with_its_line(
    name: str, code: str, place: str, words: str, shown: dict[str, Shown]
) -> None:
    assert [each for each in shown[name].codes if each[0] == "Q"] == [code]
    assert f"{place}:" in shown[name].said
    assert words in shown[name].said


def test_a_file_of_terms_is_a_chapter_with_a_heading(shown: dict[str, Shown]) -> None:
    section = shown["yaml"].elements("//section[@role='doc-glossary']")[0]
    assert [each.tag for each in section] == ["h1", "dl"]
    assert "Glossary Receptor Where a medicine binds. PET" in shown["yaml"].pdf
