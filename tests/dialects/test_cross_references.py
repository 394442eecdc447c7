"""References to figures, tables, code and sections as Quarto, pandoc-crossref and bookdown write
them.
"""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import SQUARE

PICTURES = {"a.svg": SQUARE, "b.svg": SQUARE}
FIGURES = "![A bed](a.svg){#fig-bed}\n\n![A lamp](b.svg){#fig:lamp}\n"
TABLE = "| a | b |\n| - | - |\n| 1 | 2 |\n\n: Doses {#tbl-doses}\n"


def _refers(text: str, below: str = FIGURES, metadata: str = "title: Tiny\nlang: en\n") -> Form:
    return Form(f"{text}\n\n{below}", PICTURES, metadata)


NUMBERED = "title: Tiny\nlang: en\nnumber-sections: true\nlayout: book\n"
NUMBERED_BOOK = {
    "2-one.md": "# One {#sec-one}\n\n## Rest {#sec-rest}\n\n![A](a.svg){#fig-a}\n\n"
    "![B](b.svg){#fig-b}\n\n$$\na = b\n$$ {#eq-a}\n",
    "3-two.md": "# Two {#sec-two}\n\n### Deep {#sec-deep}\n\n![C](a.svg){#fig-c}\n\n"
    "$$\na = b\n$$ {#eq-b}\n\n## Aside {.unnumbered}\n\n### Below\n\nText.\n",
    **PICTURES,
}

APPENDICES = {
    "4-appendix-doses.md": "# Doses {#sec-doses}\n\n## By weight {#sec-weight}\n\n"
    "![D](a.svg){#fig-d}\n\n| a |\n| - |\n| 1 |\n\n: Doses {#tbl-e}\n",
    "5-appendix-names.md": "# Names\n\n## Of drugs {#sec-drugs}\n\n::: {#exr-f}\nWrite them.\n:::\n",
}
THEOREM = """::: {#thm-line}
## Any *line*

It is straight.
:::

::: {.proof}
By looking.
:::

::: {#tip-rest .callout-tip}
Rest.
:::
"""

FORMS = {
    "theorems": _refers(
        "See @thm-line, @Def-two and @tip-rest, or [](#thm-line).",
        f"{THEOREM}\n::: {{#def-one}}\n- A list.\n:::\n\n::: {{#def-two}}\nWords.\n:::\n",
    ),
    "german-theorem": _refers("Siehe @thm-line.", THEOREM, "title: Klein\nlang: de\n"),
    "appendices": Form(
        "# One\n\nSee @sec-doses, @sec-weight, @fig-d, @tbl-e, @sec-drugs, @exr-f.\n",
        {**APPENDICES, **PICTURES},
        NUMBERED,
    ),
    "appendix": Form(
        "# One\n\nSee @sec-doses.\n",
        {name: APPENDICES[name] for name in APPENDICES if "doses" in name} | PICTURES,
        NUMBERED,
    ),
    "numbered-book": Form(
        "# Preface {.unnumbered}\n\nSee @sec-one, @sec-two, @sec-rest, @sec-deep, @fig-b, @fig-c, "
        "@eq-b, [](3-two.md) and [](#sec-two).\n",
        NUMBERED_BOOK,
        NUMBERED,
    ),
    "numbered-handout": Form(
        "## One\n\n### Rest {#sec-rest}\n\nSee @sec-rest.\n\n## Two\n",
        metadata="title: Tiny\nlang: en\nnumber-sections: true\n",
    ),
    "german-chapter": Form(
        "# Eins\n\nSiehe @sec-two.\n",
        {"2-two.md": "# Zwei {#sec-two}\n\nText.\n"},
        "title: Klein\nlang: de\nnumber-sections: true\n",
    ),
    "page": _refers("See [@fig-lamp]{.page}. [@fig-bed]{.page} has more."),
    "page-in-latex": _refers("See page \\pageref{fig:lamp} here, and p.\u00a0\\pageref{fig:lamp}."),
    "equations": _refers(
        "See @eq-b.",
        "$$\n\\begin{equation}\na = b\n\\end{equation}\n$$\n\n$$\na = b\n$$ {#eq-b}\n",
    ),
    "quarto": _refers("See @fig-lamp here."),
    "crossref": _refers("See @fig:lamp here."),
    "other-sign": _refers("See @fig:bed here."),
    "brackets": _refers("See [@fig-bed] here."),
    "capital": _refers("See @Fig:bed here."),
    "word-before": _refers("See [Fig. @fig-lamp] here."),
    "bare-number": _refers("See Figure [-@fig-lamp] here."),
    "several": _refers("See [@fig-bed; @fig:lamp] here."),
    "bookdown": _refers("See Figure \\@ref(fig:lamp) here."),
    "latex": _refers("See Figure \\ref{fig:lamp} here."),
    "autoref": _refers("See \\autoref{fig:lamp} here."),
    "empty-link": _refers("See [](#fig-bed) here."),
    "table": _refers("See @tbl-doses here.", TABLE),
    "table-as-tab": _refers("See \\@ref(tab:doses) here.", TABLE),
    "code": _refers("See @lst-x here.", '```{.python #lst-x title="dose.py"}\nx = 1\n```\n'),
    "section": _refers("See @sec-rest here.", "## Rest well {#sec-rest}\n\nText.\n"),
    "numbered-section": _refers(
        "See @sec-rest here.", "## Rest well {#sec-rest .numbered}\n\nText.\n"
    ),
    "empty-link-to-heading": _refers("See [](#rest-well) here.", "## Rest well\n\nText.\n"),
    "german": _refers("Siehe @fig-lamp hier.", metadata="title: Klein\nlang: de\n"),
    "french": _refers("Voir @fig-lamp ici.", metadata="title: Petit\nlang: fr\n"),
    "vietnamese": _refers("Xem @fig-lamp đây.", metadata="title: Nhỏ\nlang: vi\n"),
    "in-caption": _refers("Text.", "![Unlike @fig-b](a.svg){#fig-a}\n\n![B](b.svg){#fig-b}\n"),
    "empty-link-to-a-chapter": Form(
        "# One\n\nSee [](2-more.md).\n", {"2-more.md": "# Two\n\nText.\n"}
    ),
    "empty-link-to-words": Form("See [](#here).\n\n[Words]{#here}\n"),
    "empty-link-out": Form("See [](https://a.example/b) and [](gone.md).\n"),
    "without-caption": _refers("See @fig-x here.", '![](a.svg){#fig-x alt="A bed"}\n'),
    "fenced": _refers(
        "See @fig-x here.", "::: {#fig-x}\n![A bed](a.svg)\n\nWhere *we* sleep\n:::\n"
    ),
    "fenced-two": _refers(
        "See @fig-x.", "::: {#fig-x}\n![A](a.svg)\n\n![B](b.svg)\n\nBoth of them\n:::\n"
    ),
    "unknown": _refers("Text.\n\nSee @fig-lmp here."),
    "not-referred-to": _refers("Nothing is said of them."),
    "escaped": _refers("Write \\@fig-bed or `@fig-bed`."),
    "chapters": Form(
        "# One\n\nSee @fig-b and @fig-a.\n\n![A](a.svg){#fig-a}\n",
        {
            "2-more.md": "# Two\n\n![B](../chapters/b.svg){#fig-b}\n\n[](1-text.md#fig-a)\n",
            **PICTURES,
        },
    ),
}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("quarto", "See Figure 2 here."),
        ("crossref", "See Figure 2 here."),
        ("other-sign", "See Figure 1 here."),
        ("brackets", "See Figure 1 here."),
        ("capital", "See Figure 1 here."),
        ("word-before", "See Fig. 2 here."),
        ("bare-number", "See Figure 2 here."),
        ("several", "See Figure 1, Figure 2 here."),
        ("bookdown", "See Figure 2 here."),
        ("latex", "See Figure 2 here."),
        ("autoref", "See Figure 2 here."),
        ("empty-link", "See Figure 1 here."),
        ("table", "See Table 1 here."),
        ("table-as-tab", "See 1 here."),
        ("code", "See Listing 1 here."),
        ("section", "See Rest well here."),
        ("numbered-section", "See Section 1 here."),
        ("empty-link-to-heading", "See Rest well here."),
        ("german", "Siehe Abbildung 2 hier."),
        ("french", "Voir Figure 2 ici."),
        ("vietnamese", "Xem Hình 2 đây."),
        ("in-caption", "Figure 1: Unlike Figure 2"),
        ("chapters", "See Figure 2 and Figure 1."),
    ],
)
def test_a_reference_says_the_kind_and_number(
    shown: dict[str, Shown], name: str, says: str
) -> None:
    form = shown[name]
    assert says in form.epub
    assert form.codes == []
    assert "@" not in form.pdf
    for word in says.rstrip(".。").split():
        assert word in form.pdf


@pytest.mark.parametrize(
    ("name", "path", "captions"),
    [
        ("quarto", "//figcaption", ["Figure 1: A bed", "Figure 2: A lamp"]),
        ("french", "//figcaption", ["Figure 1 : A bed", "Figure 2 : A lamp"]),
        ("vietnamese", "//figcaption", ["Hình 1: A bed", "Hình 2: A lamp"]),
        ("table", "//caption", ["Table 1: Doses"]),
        ("without-caption", "//figcaption", ["Figure 1"]),
        ("not-referred-to", "//figcaption", ["A bed", "A lamp"]),
    ],
)
def test_a_caption_says_its_number_where_something_refers_to_one(
    shown: dict[str, Shown], name: str, path: str, captions: list[str]
) -> None:
    assert shown[name].words_of(path) == captions


def test_a_reference_leads_to_what_it_names(shown: dict[str, Shown]) -> None:
    (link,) = shown["quarto"].elements("//a[@class='cross-reference']")
    assert link.get("href") == "#fig:lamp"
    links = [each.get("href") for each in shown["chapters"].elements("//p//a")]
    assert len(links) == 3
    assert "page" not in shown["quarto"].pdf.split("Page")[0]
    assert all(href and href.endswith(("#fig-a", "#fig-b")) for href in links)


def test_a_description_says_what_its_caption_says(shown: dict[str, Shown]) -> None:
    assert "@" not in "".join(shown["in-caption"].words_of("//figure"))
    assert shown["in-caption"].elements("//img")[0].get("alt") == "Unlike Figure 2"


def test_a_reference_to_nothing_is_one_warning_with_the_nearest(shown: dict[str, Shown]) -> None:
    form = shown["unknown"]
    assert form.codes == ["Q-001"]
    assert "unknown/1-text.md:3" in form.said
    assert "Did you mean “fig:lamp”?" in form.said
    assert "See fig-lmp here." in form.epub


def test_what_is_escaped_is_no_reference(shown: dict[str, Shown]) -> None:
    assert "Write @fig-bed or @fig-bed." in shown["escaped"].epub
    assert shown["escaped"].codes == []


def test_link_without_words_says_where_it_leads(shown: dict[str, Shown]) -> None:
    assert shown["empty-link-to-a-chapter"].words_of("//a") == ["Two"]
    assert shown["empty-link-to-words"].words_of("//a") == ["here"]
    assert shown["empty-link-out"].words_of("//p/*") == ["https://a.example/b", "gone.md"]
    assert shown["empty-link-out"].codes == ["L-001"]


def test_picture_in_a_fence_is_a_figure_with_the_last_paragraph_as_caption(
    shown: dict[str, Shown],
) -> None:
    fenced = shown["fenced"]
    assert fenced.words_of("//figure/figcaption") == ["Figure 1: Where we sleep"]
    assert [each.get("alt") for each in fenced.elements("//figure/img")] == ["A bed"]
    assert "See Figure 1 here." in fenced.epub
    assert shown["fenced-two"].words_of("//figcaption") == ["A", "B"]
    assert "Figure 1: Both of them" in shown["fenced-two"].epub
    assert fenced.codes == shown["fenced-two"].codes == []


def test_chapters_and_what_is_in_them_have_the_numbers_of_their_chapters(
    shown: dict[str, Shown],
) -> None:
    book = shown["numbered-book"]
    assert book.words_of("//h1") == ["Preface", "1 One", "2 Two"]
    assert book.words_of("//h2") == ["1.1 Rest", "2.1 Deep", "Aside"]
    assert book.words_of("//h3") == ["Below"]
    says = (
        "See Chapter 1, Chapter 2, Section 1.1, Section 2.1, Figure 1.2, Figure 2.1, "
        "Equation 2.1, Chapter 2 and Chapter 2."
    )
    assert says in book.epub
    assert says in book.pdf
    assert book.words_of("//figcaption") == ["Figure 1.1: A", "Figure 1.2: B", "Figure 2.1: C"]
    assert book.words_of("//*[@class='equation-number']") == ["(1.1)", "(2.1)"]
    assert not [code for code in book.codes if code[0] not in "ST"]


def test_sections_of_a_single_text_are_numbered_from_the_highest(shown: dict[str, Shown]) -> None:
    handout = shown["numbered-handout"]
    assert handout.words_of("//h2") == ["1 One", "2 Two"]
    assert "See Section 1.1." in handout.pdf


def test_a_chapter_is_called_so_in_its_language(shown: dict[str, Shown]) -> None:
    assert "Siehe Kapitel 2." in shown["german-chapter"].pdf


def test_a_page_is_said_on_paper_alone(shown: dict[str, Shown]) -> None:
    assert "See page 1. Page 1 has more." in shown["page"].pdf
    assert "See Figure 2. Figure 1 has more." in shown["page"].epub
    assert "See page 1 here, and page 1." in shown["page-in-latex"].pdf
    assert "See Figure 2 here, and Figure 2." in shown["page-in-latex"].epub
    assert shown["page"].codes == shown["page-in-latex"].codes == []


def test_an_equation_is_called_by_the_number_beside_it(shown: dict[str, Shown]) -> None:
    assert "See Equation 2." in shown["equations"].epub
    numbers = shown["equations"].words_of("//*[@class='equation-number']")
    assert numbers == ["(1)", "(2)"]


def test_theorem_says_its_kind_and_number_before_its_words(shown: dict[str, Shown]) -> None:
    form = shown["theorems"]
    assert "Theorem 1 (Any line). It is straight." in form.epub
    assert "Proof. By looking." in form.epub
    assert form.words_of("//div[@id='def-one']/p") == ["Definition 1."]
    assert form.words_of("//h2") == []
    assert "See Theorem 1, Definition 2 and Tip 1, or Theorem 1." in form.pdf
    assert form.words_of("//aside/p")[0] == "Tip 1"
    assert form.codes == []
    assert "Satz 1 (Any line)." in shown["german-theorem"].epub
    assert "Beweis. By looking." in shown["german-theorem"].epub


def test_what_is_in_an_appendix_is_numbered_by_its_letter(shown: dict[str, Shown]) -> None:
    form = shown["appendices"]
    assert form.words_of("//h2") == ["A.1 By weight", "B.1 Of drugs"]
    says = "See Appendix A, Section A.1, Figure A.1, Table A.1, Section B.1, Exercise B.1."
    assert says in form.epub
    assert says in form.pdf
    assert form.words_of("//h1") == ["1 One", "Appendix A Doses", "Appendix B Names"]
    assert shown["appendix"].words_of("//h1") == ["1 One", "Appendix A Doses"]
    assert "See Appendix A." in shown["appendix"].epub
