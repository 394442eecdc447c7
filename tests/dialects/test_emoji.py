"""Emoji are set in a font that has them, and come back from the editions as they were written."""

from __future__ import annotations

import re
import zipfile

import pikepdf
import pytest

from tests.dialects.forms import Form, Shown

#: Each emoji, or row of characters that makes one, and what is copied from the PDF. U+FE0F, which
#: only asks for a picture, is not drawn and need not come back.
EMOJI = {
    "face": "😀",
    "check-mark": "✅",
    "warning": "⚠️",
    "heart": "❤️",
    "pill": "💊",
    "skin-tone": "👍🏽",
    "family": "👨‍👩‍👧",
    "health-worker": "🧑🏽‍⚕️",
    "flag": "🇩🇪",
    "flag-of-a-part": "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "keycap": "1️⃣",
    "keycap-of-a-hash": "#️⃣",
    "thermometer": "🌡️",
    "melting-face": "🫠",
    "cross-mark": "❌",
    "smile-of-text": "☺",
    "smile-kept-as-text": "☺\ufe0e",
    "gear": "⚙",
    "half-a-flag": "🇩",
    "blood-group": "🅰",
}
FORMS = {
    **{name: Form(f"Take {each} now, {each} then.\n") for name, each in EMOJI.items()},
    "everywhere": Form(
        "# Go 🚑\n\n**Bold 🏥** *it 😀* `code 👍🏽`\n\n- [ ] Open 🔴\n\n| A ✅ | B |\n|---|---|\n| ❌ | 💊💊 |\n",
        metadata='title: "Hello 👋🏽"\nlang: en\n',
    ),
    "book": Form("# Go 🚑\n\nText 👍🏽\n", metadata="title: Tiny\nlang: en\nlayout: book\n"),
    "symbols": Form("Text ✓ ☐ ← ♥ ⚠ ☎ ™ 5 # and ♠\n"),
    "plain": Form("Text 1 # *\n"),
}


def fonts_of(form: Shown) -> set[str]:
    with pikepdf.open(form.pdf_file) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def files_of(form: Shown) -> list[str]:
    with zipfile.ZipFile(form.epub_file) as epub:
        return epub.namelist()


@pytest.mark.parametrize("name", EMOJI)
def test_emoji_is_set_in_its_font_and_comes_back(shown: dict[str, Shown], name: str) -> None:
    form, emoji = shown[name], EMOJI[name]
    assert form.codes == []
    assert any("emoji" in font.lower() for font in fonts_of(form))
    plain = re.sub("[\ufe0e\ufe0f]", "", form.pdf)
    bare = re.sub("[\ufe0e\ufe0f]", "", emoji)
    assert f"Take {bare} now, {bare} then." in plain
    assert form.words_of("//span[@class='emoji']") == [emoji, emoji]
    assert f"Take {emoji} now, {emoji} then." in form.epub
    assert "EPUB/fonts/NotoEmoji-Regular.ttf" in files_of(form)
    assert any("noto-emoji" in file and file.endswith("OFL.txt") for file in files_of(form))


@pytest.mark.parametrize("name", ["everywhere", "book"])
def test_emoji_stand_wherever_words_stand(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert "G-001" not in form.codes
    text = FORMS[name].text
    for emoji in "🚑🏥😀🔴✅❌💊👋":
        assert (emoji in form.pdf) == (emoji in text + FORMS[name].metadata)
    assert form.words_of("//h1/span[@class='emoji']") == ["🚑"]


def test_two_emoji_are_two(shown: dict[str, Shown]) -> None:
    assert shown["everywhere"].words_of("//td/span[@class='emoji']") == ["❌", "💊", "💊"]


@pytest.mark.parametrize("name", ["symbols", "plain"])
def test_symbols_stay_in_the_fonts_of_the_text(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.codes == []
    assert not any("emoji" in font.lower() for font in fonts_of(form))
    assert form.elements("//span[@class='emoji']") == []
    assert "EPUB/fonts/NotoEmoji-Regular.ttf" not in files_of(form)
