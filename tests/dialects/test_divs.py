"""Divisions, as Pandoc and Quarto fence them, and elements of HTML that authors fold or centre."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

_COLUMNS = """# One

:::: {.columns}
::: {.column width="40%"}
Left words.
:::

::: {.column width="60%"}
Right words.
:::
::::
"""
FORMS = {
    "columns": Form(_COLUMNS),
    "attributes": Form(
        '# One\n\n::: {.special #here lang=es dir=ltr data-x="1"}\nPalabras.\n:::\n'
    ),
    "name": Form("# One\n\n:::sidebar\nWords.\n:::\n"),
    "nested": Form("# One\n\n::::: {.outer}\n:::: {.inner}\nWords.\n::::\n:::::\n"),
    "condition": Form('# One\n\n::: {.content-visible when-format="pdf"}\nWords.\n:::\n'),
    "details-fence": Form("# One\n\n::: details Much more\nWords.\n:::\n"),
    "details": Form(
        "# One\n\n<details>\n<summary>Much more</summary>\n\nSome *words*.\n\n</details>\n"
    ),
    "centre": Form("# One\n\n<center>Middle words</center>\n\nAfter it.\n"),
    "centred-name": Form("# One\n\n::: center\nMiddle words\n:::\n"),
    "centred-style": Form('# One\n\n::: {style="text-align: center"}\nMiddle words\n:::\n'),
    "break": Form("# One\n\nBefore.\n\n<br>\n\nAfter it.\n"),
    "line-block": Form("# One\n\n| Roses are *red*,\n|   violets are blue.\n\nAfter it.\n"),
    "part": Form("{mainmatter}\n\n-# Part One\n\nWords.\n\n{backmatter}\n"),
    "hidden": Form("# One\n\nBefore.\n\n{::comment}\nSecret.\n{:/comment}\n\nAfter it.\n"),
    "list-above": Form("# One\n\n{#there}\n## Two\n\n{class: x}\nWords, [see](#there).\n"),
    "raw": Form("# One\n\n{::nomarkdown}\n<p>Raw words.</p>\n{:/}\n"),
}


def test_columns_stand_side_by_side(shown: dict[str, Shown]) -> None:
    form = shown["columns"]
    assert form.words_of("//div[@class='columns']/div") == ["Left words.", "Right words."]
    assert form.elements("//div")[0] is not None
    assert "Left words. Right words." in form.pdf
    assert form.codes == []


def test_division_keeps_id_class_language_and_direction(shown: dict[str, Shown]) -> None:
    (box,) = shown["attributes"].elements("//div[@class='special']")
    assert (box.get("id"), box.get("lang"), box.get("dir")) == ("here", "es", "ltr")
    assert shown["attributes"].codes == []


def test_name_alone_is_a_class(shown: dict[str, Shown]) -> None:
    assert shown["name"].words_of("//div[@class='sidebar']") == ["Words."]
    assert shown["name"].codes == []


def test_divisions_nest(shown: dict[str, Shown]) -> None:
    assert shown["nested"].words_of("//div[@class='outer']/div[@class='inner']") == ["Words."]


def test_words_for_one_format_stand_in_all_with_a_warning(shown: dict[str, Shown]) -> None:
    assert "Words." in shown["condition"].pdf
    assert "Words." in shown["condition"].epub
    assert shown["condition"].codes == ["S-002"]


def test_details_are_open_on_paper(shown: dict[str, Shown]) -> None:
    for name, words in (("details", "Some words."), ("details-fence", "Words.")):
        assert shown[name].words_of("//details/summary") == ["Much more"]
        assert f"Much more {words}" in shown[name].pdf
        assert shown[name].codes == []


@pytest.mark.parametrize(
    ("form", "name"),
    [("centre", "align-center"), ("centred-name", "center"), ("centred-style", "align-center")],
)
def test_words_are_centred(shown: dict[str, Shown], form: str, name: str) -> None:
    assert shown[form].words_of(f"//div[@class='{name}']") == ["Middle words"]
    assert shown[form].codes == []
    assert shown["centre"].codes == []


def test_line_break_alone_is_room(shown: dict[str, Shown]) -> None:
    assert "Before. After it." in shown["break"].pdf
    assert shown["break"].codes == []


def test_verses_keep_their_lines(shown: dict[str, Shown]) -> None:
    assert len(shown["line-block"].elements("//div[@class='line-block']//br")) == 1
    assert "|" not in shown["line-block"].epub
    assert shown["line-block"].codes == []


def test_directives_of_leanpub_go_and_a_part_is_a_heading(shown: dict[str, Shown]) -> None:
    assert shown["part"].words_of("//h1") == ["Part One"]
    assert "{" not in shown["part"].pdf
    assert shown["part"].codes == []


def test_comment_of_kramdown_stays_out(shown: dict[str, Shown]) -> None:
    assert "Before. After it." in shown["hidden"].pdf
    assert shown["hidden"].codes == []


def test_attributes_above_a_heading_are_its_own(shown: dict[str, Shown]) -> None:
    assert shown["list-above"].words_of("//*[@id='there']") == ["Two"]
    assert "{" not in shown["list-above"].epub
    assert shown["list-above"].codes == []


def test_raw_html_between_signs_of_kramdown_is_html(shown: dict[str, Shown]) -> None:
    assert "Raw words." in shown["raw"].words_of("//p")
    assert "{" not in shown["raw"].pdf
