"""Citations as Pandoc, Quarto and R Markdown write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf, codes

BIB = r"""@article{smith2020,
  author = {Smith, Anna B. and M{\"u}ller, J\"org and O'Neil, Pat},
  title = {Sleep after {COVID}-19}, journal = {J Sleep Res}, year = 2020, volume = 12,
  number = {3}, pages = {123--134}, month = mar, doi = {10.1000/xyz123}
}
@string{oup = "Oxford University Press"}
@book{roe2019, author = {Ben Roe}, title = "Healing \& rest", publisher = oup, year = {2019}}
@misc{who, author = {{World Health Organization}}, title = {Fact sheet}, date = {2021-05-04},
  url = {https://who.example/fact}}
@article{lee1, author = {Lee, Ann}, title = {One}, journal = {Rest}, year = 2018}
@article{lee2, author = {Lee, Ann}, title = {Two}, journal = {Rest}, year = 2018}
"""
JSON = """[{"id": "roe2019", "type": "book", "title": "Healing", "publisher": "OUP",
  "author": [{"family": "Roe", "given": "Ben"}], "issued": {"date-parts": [[2019]]}}]"""
YAML = """references:
- id: roe2019
  type: book
  title: Healing
  author:
  - family: Roe
    given: Ben
  issued: 2019
"""
WITH = "title: Tiny\nlang: en\nbibliography: sources.bib\n"
APA = f"{WITH}csl: apa\n"


def _cites(text: str, metadata: str = WITH) -> Form:
    return Form(text, {"sources.bib": BIB}, metadata)


FORMS = {
    "in-brackets": _cites("Rest heals [@smith2020].\n"),
    "in-text": _cites("As @roe2019 says.\n"),
    "in-text-with-page": _cites("As @roe2019 [p. 5] says.\n", APA),
    "locators": _cites(
        "Rest [see @smith2020, pp. 33-35; also @roe2019, chap. 1], [@roe2019, 7].\n", APA
    ),
    "without-author": _cites("Smith says so [-@smith2020].\n", APA),
    "several": _cites("Rest [@smith2020; @roe2019; @who] and [@who; @smith2020].\n"),
    "raised": _cites("Rest heals [@smith2020].\n", f"{WITH}csl: ama\n"),
    "by-author": _cites("Rest heals [@smith2020; @roe2019; @who].\n", APA),
    "same-author-and-year": _cites("Rest [@lee1; @lee2].\n", APA),
    "key-in-braces": _cites("Rest [@{roe2019}], as @{who} says.\n"),
    "in-a-note": _cites("Rest.[^a]\n\n[^a]: So says [@roe2019].\n"),
    "in-german": _cites(
        "Schlaf [@smith2020].\n", "title: Klein\nlang: de\nbibliography: sources.bib\n"
    ),
    "unknown": _cites("Rest.\n\nIt heals [@smth2020; @roe2019].\n"),
    "only-unknown": _cites("It heals [@nobody].\n"),
    "nocite": _cites("Rest.\n", f"{WITH}nocite: '@who, @roe2019'\n"),
    "refs": _cites("Rest [@who].\n\n## Sources\n\n<div id='refs'></div>\n\n## After\n\nEnd.\n"),
    "own-heading": _cites("Rest [@who].\n\n## My sources\n"),
    "without-links": _cites("Rest [@who].\n", f"{WITH}link-citations: false\n"),
    "escaped": _cites("Rest [@who], \\@who, `@who`, me@who.example.\n"),
    "none": Form("Ask @someone or me@who.example.\n"),
    "none-in-brackets": Form("Rest.\n\nIt heals [@roe2019].\n"),
    "json": Form(
        "See [@roe2019].\n", {"s.json": JSON}, "title: T\nlang: en\nbibliography: s.json\n"
    ),
    "yaml": Form(
        "See [@roe2019].\n", {"s.yaml": YAML}, "title: T\nlang: en\nbibliography: s.yaml\n"
    ),
    "two-files": Form(
        "See [@roe2019] and [@who].\n",
        {"a.json": JSON, "b.bib": BIB},
        "title: T\nlang: en\nbibliography: [a.json, b.bib]\n",
    ),
    "in-metadata": Form("See [@roe2019].\n", {}, f"title: T\nlang: en\n{YAML}"),
    "chapters": Form(
        "# One\n\nRest [@who].\n",
        {"2-more.md": "# Two\n\nRest [@roe2019; @who].\n", "sources.bib": BIB},
        WITH,
    ),
}


def test_a_citation_is_a_number_that_leads_to_its_source_and_back(shown: dict[str, Shown]) -> None:
    form = shown["in-brackets"]
    assert "Rest heals (1)." in form.epub
    assert "Rest heals (1)." in form.pdf
    (call,) = form.elements("//a[@role='doc-biblioref']")
    (entry,) = form.elements("//section[@role='doc-bibliography']//li")
    assert call.get("href") == f"#{entry.get('id')}"
    (back,) = form.elements("//a[@role='doc-backlink']")
    assert back.get("href") == f"#{call.get('id')}"
    assert form.codes == []


def test_a_source_of_a_bib_file_is_set_with_its_accents_and_its_link(
    shown: dict[str, Shown],
) -> None:
    form = shown["in-brackets"]
    says = "Smith AB, Müller J, O'Neil P. Sleep after COVID-19. J Sleep Res. 2020 Mar;12(3):123–34."
    assert says in form.epub
    assert says in form.pdf
    (link,) = form.elements("//a[@href='https://doi.org/10.1000/xyz123']")
    assert link.text == "10.1000/xyz123"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("in-text", "As Roe (1) says."),
        ("in-text-with-page", "As Roe (2019, p. 5) says."),
        ("without-author", "Smith says so (2020)."),
        ("several", "Rest (1–3) and (1,3)."),
        (
            "by-author",
            "Rest heals (Roe, 2019; Smith et al., 2020; World Health Organization, 2021).",
        ),
        ("same-author-and-year", "Rest (Lee, 2018a; Lee, 2018b)."),
        ("key-in-braces", "Rest (1), as World Health Organization (2) says."),
        (
            "locators",
            "(see Smith et al., 2020, pp. 33–35; also Roe, 2019, chap. 1), (Roe, 2019, p. 7).",
        ),
        ("escaped", "Rest (1), @who, @who, me@who.example."),
        ("none", "Ask @someone or me@who.example."),
        ("json", "See (1)."),
        ("yaml", "See (1)."),
        ("two-files", "See (1) and (2)."),
        ("in-metadata", "See (1)."),
        ("in-a-note", "So says (1)."),
    ],
)
def test_a_citation_is_set_as_its_style_says(shown: dict[str, Shown], name: str, says: str) -> None:
    assert says in shown[name].epub
    assert says in shown[name].pdf
    assert shown[name].codes == []


@pytest.mark.parametrize("name", ["json", "yaml", "in-metadata", "two-files"])
def test_sources_come_from_every_kind_of_file(shown: dict[str, Shown], name: str) -> None:
    assert "Roe B. Healing." in shown[name].epub


def test_raised_numbers_stand_right_behind_the_word(shown: dict[str, Shown]) -> None:
    assert shown["raised"].words_of("//p//sup") == ["1"]
    assert "Rest heals1." in shown["raised"].epub


def test_a_letter_tells_two_sources_of_one_year_apart(shown: dict[str, Shown]) -> None:
    assert "Lee, A. (2018a). One." in shown["same-author-and-year"].epub


def test_the_list_has_a_heading_in_the_language_of_the_text(shown: dict[str, Shown]) -> None:
    form = shown["in-german"]
    assert form.words_of("//section[@role='doc-bibliography']/h2") == ["Quellen"]
    assert form.pdf.count("Quellen") == 1


def test_an_unknown_key_is_one_warning_with_its_line_and_the_nearest(
    shown: dict[str, Shown],
) -> None:
    form = shown["unknown"]
    assert form.codes == ["Q-002"]
    assert "unknown/1-text.md:3" in form.said
    assert "Did you mean “@smith2020”?" in form.said
    assert "It heals (smth2020?,1)." in form.epub
    assert shown["only-unknown"].codes == ["Q-002"]
    assert "It heals (nobody?)." in shown["only-unknown"].pdf


def test_sources_that_are_not_cited_are_listed_where_the_author_asks(
    shown: dict[str, Shown],
) -> None:
    assert len(shown["nocite"].elements("//section[@role='doc-bibliography']//li")) == 2


def test_the_list_stands_where_the_author_has_left_room(shown: dict[str, Shown]) -> None:
    form = shown["refs"]
    assert form.epub.index("Fact sheet") < form.epub.index("After")
    assert form.epub.count("References") == 0
    assert "My sourcesWorld Health" in shown["own-heading"].epub
    assert shown["own-heading"].elements("//section[@role='doc-bibliography']")


def test_citations_lead_nowhere_where_the_author_wants_no_links(shown: dict[str, Shown]) -> None:
    form = shown["without-links"]
    assert form.elements("//a[@role='doc-biblioref' or @role='doc-backlink']") == []
    assert "Rest (1)." in form.epub


def test_a_citation_without_a_bibliography_is_a_warning_that_names_the_key(
    shown: dict[str, Shown],
) -> None:
    form = shown["none-in-brackets"]
    assert form.codes == ["Q-002"]
    assert "none-in-brackets/1-text.md:3" in form.said
    assert "bibliography: sources.bib" in form.said


def test_sources_are_numbered_through_all_chapters(shown: dict[str, Shown]) -> None:
    form = shown["chapters"]
    assert "Rest (1)." in form.epub
    assert "Rest (1,2)." in form.epub
    assert len(form.elements("//section[@role='doc-bibliography']")) == 1


@pytest.mark.parametrize(
    ("bib", "line", "what"),
    [
        ("@book{a, title = {A}}\n\n@book{b, title = {B\n", 3, "never closed"),
        ("@book{a,\n title {A}}\n", 2, "no = behind “title”"),
        ("\n@book{a, title = {A}\n", 2, "never closed"),
        ("@book{, title = {A}}\n", 1, "no key"),
    ],
)
def test_a_broken_bib_file_is_told_with_its_line(
    tmp_path: Path, bib: str, line: int, what: str
) -> None:
    shelf = Shelf(tmp_path).add({"1.md": "Text [@a].\n", "sources.bib": bib}, metadata=WITH)
    (failure,) = shelf.build("epub").failures
    assert f"sources/tiny/sources.bib:{line}" in str(failure)
    assert what in str(failure)


@pytest.mark.parametrize(
    ("metadata", "what"),
    [
        ("bibliography: ../../../nowhere.bib", "outside the project"),
        ("bibliography: sources.bib\ncsl: bad.csl", "no CSL style"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_the_key_that_names_it(
    tmp_path: Path, metadata: str, what: str
) -> None:
    files = {"1.md": "Text [@who].\n", "sources.bib": BIB, "bad.csl": "<style>"}
    shelf = Shelf(tmp_path).add(files, metadata=f"title: T\nlang: en\n{metadata}\n")
    (failure,) = shelf.build("epub").failures
    assert what in str(failure)


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ("bibliography: nowhere.bib", ["Q-002", "Q-003"]),
        ("bibliography: sources.bib\ncsl: mla", ["Q-003"]),
    ],
)
def test_a_file_that_is_not_there_is_a_warning_until_it_comes(
    tmp_path: Path, metadata: str, found: list[str]
) -> None:
    files = {"1.md": "Text [@who].\n", "sources.bib": BIB}
    shelf = Shelf(tmp_path).add(files, metadata=f"title: T\nlang: en\n{metadata}\n")
    report = shelf.build("epub")
    assert (report.exit_code, sorted(each.code for each in report.findings)) == (0, found)
    if found == ["Q-002", "Q-003"]:
        (shelf.root / "sources/tiny/nowhere.bib").write_text(BIB, "utf-8")
        report = shelf.build("epub")
        assert report.findings == () and all(built.why for built in report.built)


def test_editions_are_made_again_when_the_bibliography_has_changed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add({"1.md": "Text [@who].\n", "sources.bib": BIB}, metadata=WITH)
    first = shelf.galley().revision
    shelf.build("epub")
    assert not any(built.why for built in shelf.build("epub").built)
    shelf.add({"sources.bib": BIB.replace("Fact sheet", "Other sheet")}, metadata=WITH)
    assert all(built.why for built in shelf.build("epub").built)
    assert shelf.galley().revision != first


def test_a_citation_knows_its_line(tmp_path: Path) -> None:
    text = "One [@who] two.\n\n- an item @roe2019,\n  going on [@nobody].\n\n@nope begins.\n"
    shelf = Shelf(tmp_path).add({"1.md": text, "sources.bib": BIB}, metadata=WITH)
    galley = shelf.galley()
    assert codes(galley) == ["Q-002", "Q-002"]
    assert [finding.place.line for finding in galley.findings] == [4, 6]
