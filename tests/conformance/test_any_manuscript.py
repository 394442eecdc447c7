"""Whatever a manuscript holds, its EPUB is valid and all its words are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.validators import ace, epubcheck
from tests.shelf import SQUARE, Shelf

pytestmark = pytest.mark.validators

AWKWARD = {
    "01 Überblick, größer & <besser>.md": """\
# Heading {#same}

# Heading {#same}

## Heading

<p>Unclosed <b>bold <i>both</b> wrongly</i>

<script>alert(1)</script><style>p { color: red }</style><iframe src="https://example.org"></iframe>

<a href="javascript:x()" onclick="x()">A link</a> and [a file](file:///etc/passwd).

Emoji 😀👩‍⚕️🏳️‍🌈, a control\x0bcharacter, a zero-width\u200bspace, ﬁ, ½, №, 𝔊, and \u202eright-to-left\u202c.

![Ein Quadrat](bilder/Größe & Maß.SVG)

| a |
|---|
| <td>b |
""",
    "02.md": "",
    "03 empty heading.md": "#\n\nA chapter whose heading is empty.\n",
    "04 none.md": "A chapter without a heading, and **nothing** else.\n",
    "日本語.md": "# 日本語の章\n\n本文です。\n",
    "nav.md": "# Called like our own document\n\nText.\n",
    "bilder/Größe & Maß.SVG": SQUARE,
}
ARABIC = """\
# العلاج والنوم

النوم الجيد يساعد على الشفاء. يمكنك أن تسأل طبيبك عن أي شيء.[^a]

::: warning
اتصل بالطبيب إذا شعرت بالدوار.
:::

- أولاً
- ثانياً

[^a]: منظمة الصحة العالمية.
"""
JAPANESE = """\
# 眠りと回復

よく眠ることは回復を助けます。わからないことは医師にたずねてください。[^a]

::: warning
めまいがするときは連絡してください。
:::

1. 最初に
2. 次に

[^a]: 世界保健機関。
"""


def made(shelf: Shelf, files: dict[str, str | bytes], metadata: str) -> Path:
    shelf.add(files, metadata=f"{metadata}editions: [epub]\npublisher: Your Clinic\n")
    report = shelf.build("epub")
    assert report.failures == ()
    assert {finding.code for finding in report.findings} & {"X-001", "G-001"} == set()
    return shelf.root / "output" / "tiny.epub"


@pytest.mark.parametrize(
    ("files", "metadata"),
    [
        ({"1.md": ARABIC}, "title: العلاج والنوم\nlang: ar\n"),
        ({"1.md": JAPANESE}, "title: 眠りと回復\nlang: ja\n"),
        (
            {f"{number}.md": f"# Chapter {number}\n\nText {number}.\n" for number in range(1, 151)},
            "title: T\nlang: en\n",
        ),
    ],
    ids=["arabic", "japanese", "150 chapters"],
)
def test_book_is_valid_and_accessible(
    shelf: Shelf, tmp_path: Path, files: dict[str, str | bytes], metadata: str
) -> None:
    epub = made(shelf, files, metadata)
    assert epubcheck(epub) == []
    if len(files) < 100:
        assert ace(epub, tmp_path / "report") == []


def test_awkward_manuscript_gets_findings_and_what_is_left_is_valid(shelf: Shelf) -> None:
    shelf.add(AWKWARD, metadata="title: Awkward & <odd>\nlang: de\neditions: [epub]\n")
    report = shelf.build("epub")
    codes = {finding.code for finding in report.findings}
    assert codes >= {"H-001", "H-002", "L-002", "S-001", "S-004"}
    # An empty file has no line.
    assert all(finding.place.line for finding in report.findings if finding.code != "M-001")
    assert report.withheld == ()
    assert epubcheck(shelf.root / "output" / "tiny.epub") == []
    mended = AWKWARD["01 Überblick, größer & <besser>.md"]
    mended = mended.replace("javascript:x()", "#same").replace(
        "[a file](file:///etc/passwd)", "a file"
    )
    shelf.add(
        {"01 Überblick, größer & <besser>.md": mended},
        metadata="title: Awkward & <odd>\nlang: de\neditions: [epub]\n",
    )
    assert shelf.build("epub").withheld == ()
    assert epubcheck(shelf.root / "output" / "tiny.epub") == []


def test_book_without_fonts_of_its_own_is_valid(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# One\n"}, metadata="title: T\nlang: en\neditions: {epub: {embed-fonts: false}}\n"
    )
    assert shelf.build().exit_code == 0
    epub = shelf.root / "output" / "tiny.epub"
    assert epubcheck(epub) == []
    assert b"font/" not in epub.read_bytes()
