"""The interface's words in the text are in the text's language, or marked as English."""

from tests.shelf import Shelf


def test_untitled_callout_gets_its_word_in_the_language(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1.md": "::: warning\nVorsicht.\n:::\n"}, metadata="title: T\nlang: de\n"
    ).galley()
    assert ">Achtung</p>" in galley.chapters[0].markup


def test_word_without_a_catalogue_is_english_and_says_so(shelf: Shelf) -> None:
    galley = shelf.add(
        {"1.md": "::: warning\nMoniti.\n:::\n"}, metadata="title: T\nlang: la\n"
    ).galley()
    assert '<span lang="en" dir="ltr">Warning</span></p>' in galley.chapters[0].markup


def test_title_of_the_author_stays(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "::: warning Ask first\nText.\n:::\n"}).galley()
    assert ">Ask first</h2>" in galley.chapters[0].markup


def test_task_is_named_for_screen_readers(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "- [x] call\n- [ ] write\n"}).galley()
    assert 'aria-label="Done"' in galley.chapters[0].markup
    assert 'aria-label="To do"' in galley.chapters[0].markup
