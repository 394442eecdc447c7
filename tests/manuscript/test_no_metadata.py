"""What a publication does not say of itself is taken from its text."""

import pytest

from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.reading import read
from prepress.project.project import publications
from prepress.text.told_language import told_language
from tests.shelf import Shelf

ENGLISH = (
    "You can take it with food, and it is not the same for all of you. That is what it does.\n"
)


def text_of(shelf: Shelf, files: dict[str, str], name: str = "tiny") -> Manuscript:
    shelf.add(files, name)
    (shelf.root / "sources" / name / "book.yaml").unlink()
    return read(shelf.project, publications(shelf.project)[0])


@pytest.mark.parametrize(
    "heading",
    [
        "# Sleep & *healing*",
        "# Sleep &amp; `healing` #",
        "# Sleep & healing {#top .big}",
        "Sleep & healing\n===",
        '<h1 align="center">Sleep & <b>healing</b></h1>',
        "## Sleep & healing",
    ],
)
def test_first_heading_is_the_title_and_stands_no_more_in_the_text(
    shelf: Shelf, heading: str
) -> None:
    found = text_of(shelf, {"1.md": f"{heading}\n\n{ENGLISH}"})
    assert found.metadata.title == "Sleep & healing"
    assert "ealing" not in found.chapters[0].text
    assert found.chapters[0].text.count("\n") == f"{heading}\n\n{ENGLISH}".count("\n")


def test_heading_with_a_picture_or_note_stays_and_gives_the_title(shelf: Shelf) -> None:
    found = text_of(shelf, {"1.md": "# ![A moon](moon.svg) Sleep[^1]\n\n[^1]: Tonight.\n"})
    assert found.metadata.title == "Sleep"
    assert found.chapters[0].text.startswith("# ![A moon]")


def test_badges_behind_the_heading_stay_where_it_becomes_the_title(shelf: Shelf) -> None:
    badge = "[![Build](https://a.org/b.svg)](https://a.org)"
    found = text_of(shelf, {"1.md": f"# Sleep {badge} {badge}\n\n{ENGLISH}"})
    assert found.metadata.title == "Sleep"
    assert found.chapters[0].text.startswith(f"{badge} {badge}\n\n")


def test_picture_alone_in_a_heading_names_the_whole(shelf: Shelf) -> None:
    written = '<h1 align="center">\n  <br>\n  <img src="logo.svg" alt="Sleep well">\n</h1>\n'
    found = text_of(shelf, {"1.md": f"{written}\n{ENGLISH}"})
    assert found.metadata.title == "Sleep well"
    assert "logo.svg" in found.chapters[0].text


def test_first_of_several_headings_of_the_first_level_is_the_title_alone(shelf: Shelf) -> None:
    found = text_of(shelf, {"1.md": f"# Sleep\n\n{ENGLISH}\n# Rest\n"})
    assert (found.metadata.title, "# Sleep" in found.chapters[0].text) == ("Sleep", False)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Some words.", "Sleep tonight"),
        ("<p>Some words.</p>", "Sleep tonight"),
        ("[![Badge](https://a.org/b.svg)](https://a.org)", "Part"),
        ("[![Badge][b]][b]\n\n[b]: https://a.org/b.svg", "Part"),
        ("<!--\nSome words.\n-->\n<img alt='Words' src='a.svg'>", "Part"),
    ],
)
def test_heading_of_a_part_below_words_is_not_the_title(
    shelf: Shelf, above: str, title: str
) -> None:
    files = {"1.md": f"{above}\n\n## Part\n\n{ENGLISH}\n\n## Other\n"}
    assert text_of(shelf, files, "sleep-tonight").metadata.title == title


def test_heading_that_repeats_the_title_is_not_set_twice(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# “sleep”:  A *guide*\n\nText.\n"}, metadata='title: "Sleep: a Guide"\nlang: en\n'
    )
    assert shelf.galley().chapters[0].headings == ()


def test_link_to_the_heading_that_became_the_title_leads_to_the_top(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# Sleep now {#top}\n\nText.\n", "2.md": "# B\n\n[A](1.md#top), [Sleep now].\n"},
        metadata="title: Sleep now\nlang: en\n",
    )
    galley = shelf.galley()
    assert galley.findings == ()
    assert galley.chapters[1].markup.count(f'href="#{galley.chapters[0].id}"') == 2


def test_several_chapters_with_titles_of_their_own_are_called_after_their_folder(
    shelf: Shelf,
) -> None:
    found = text_of(
        shelf, {"1.md": f"# One\n\n{ENGLISH}", "2.md": "# Two\n\nText.\n"}, "sleep-well"
    )
    assert found.metadata.title == "Sleep well"
    assert found.chapters[0].text.startswith("# One")
    assert "title “Sleep well”, after its name" in found.assumed[0]


def test_several_chapters_below_one_heading_are_called_after_it(shelf: Shelf) -> None:
    found = text_of(shelf, {"1.md": f"# All\n\n{ENGLISH}", "2.md": "## Two\n\nText.\n"})
    assert found.metadata.title == "All"


def test_title_of_an_index_is_that_of_the_whole(shelf: Shelf) -> None:
    files = {"2.md": "---\ntitle: Two\n---\nText.\n", "1-index.md": "---\ntitle: All\n---\nText.\n"}
    found = text_of(shelf, files)
    assert found.metadata.title == "All"
    assert "# All" not in found.chapters[0].text


def test_language_is_the_clinics_else_told_and_said(shelf: Shelf) -> None:
    assert text_of(shelf, {"1.md": f"# A\n\n{ENGLISH}"}).assumed == (
        "tiny/: language “en”, told from its text; “lang:” in its metadata says it for certain.",
    )
    (shelf.root / "sources/clinic.yaml").write_text("lang: de\n")
    found = read(shelf.project, publications(shelf.project)[0])
    assert (found.metadata.lang, found.assumed) == ("de", ())


def test_what_was_assumed_is_said_in_the_build(shelf: Shelf) -> None:
    text_of(shelf, {"1.md": "# A\n\nText.\n"})
    report = shelf.build("epub")
    assert report.assumed and "too short to tell" in report.assumed[0]
    assert (report.exit_code, report.findings) == (0, ())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ENGLISH, "en"),
        (
            "Clase con métodos que pueden llamarse para convertir un número a letras en español",
            "es",
        ),
        ("这是一款十分方便使用的日文转换注音工具，支持平假名（あいうえお）、片假名", "zh"),
        ("Ĝi estas facila kaj oni povas uzi ĝin por ĉiuj tekstoj, sed ne kun aliaj.", "eo"),
        ("Esto es lo que usted puede hacer si no duerme bien por la noche.", "es"),
        ("Ce que vous pouvez faire si vous ne dormez pas bien dans la nuit.", "fr"),
        ("Das ist, was Sie tun können, wenn Sie in der Nacht nicht schlafen.", "de"),
        ("O que você pode fazer se não dorme bem e quando não é uma noite só.", "pt"),
        ("Che cosa non è il sonno e come si può dormire nella notte con gli altri.", "it"),
        ("Wat u kunt doen als u niet goed slaapt en het is nog vroeg in de nacht.", "nl"),
        ("Bạn có thể làm gì khi không ngủ được và đã đến giờ đi ngủ của bạn.", "vi"),
        ("ماذا تفعل إذا لم تستطع النوم في الليل.", "ar"),
        ("如果您晚上睡不着，可以做这些事。", "zh"),
        ("如果您晚上睡不著，可以做這些事。", "zh-Hant"),
        ("夜に眠れないときにできること。", "ja"),
        ("Что делать, если вы не спите ночью.", "ru"),
        ("Що робити, якщо ви не спите вночі.", "uk"),
        ("밤에 잠이 오지 않을 때 할 수 있는 일.", "ko"),
        ("Lorem ipsum.", None),
        ("A word. A word of one. A word of two. A word of three.", None),
        ("", None),
    ],
)
def test_language_is_told_from_script_and_commonest_words(text: str, lang: str | None) -> None:
    assert told_language(text) == lang


def test_title_of_the_metadata_is_plain_words(shelf: Shelf) -> None:
    files = {
        "1.md": "---\ntitle: The *safe* `dose`\nsubtitle: 2 * 3, __init__ and <b>\n---\nText.\n"
    }
    metadata = text_of(shelf, files).metadata
    assert (metadata.title, metadata.subtitle) == ("The safe dose", "2 * 3, __init__ and <b>")


def test_list_of_chapters_in_a_text_is_said_to_order_nothing(shelf: Shelf) -> None:
    found = text_of(shelf, {"1.md": f"---\nchapters: [a.md]\n---\n# A\n\n{ENGLISH}"})
    assert [(each.code, each.place.line) for each in found.findings] == [("M-004", 2)]
