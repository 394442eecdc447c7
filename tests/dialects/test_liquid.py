"""What Jekyll fills in while it makes a site, and the shortcodes of Hugo and Quarto."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

FORMS = {
    "highlight": Form("# One\n\n{% highlight python %}\nprint(1)\n{% endhighlight %}\n\nEnd.\n"),
    "raw": Form("# One\n\n{% raw %}Some **words**{% endraw %} here.\n"),
    "comment": Form("# One\n\nShown{% comment %} hidden {% endcomment %}.\n"),
    "root": Form("# One\n\nSee [there]({{ site.baseurl }}/1-text#one).\n"),
    "filter": Form("# One\n\nSee [there]({{ '/1-text.html' | relative_url }}).\n"),
    "link": Form("# One\n\nSee [there]({{ site.url }}{% link 1-text.md %}).\n"),
    "code": Form("# One\n\n`{% raw %}`\n\n```liquid\n{% raw %}{{ site.url }}\n```\n"),
    "include": Form('# One\n\nText.\n\n{% include note.html kind="x" %}\n'),
    "variable": Form("# One\n\nText of {{ page.title }}.\n"),
    "hugo": Form('# One\n\nText.\n\n{{< figure src="a.png" title="X" >}}\n'),
    "video": Form("# One\n\nText.\n\n{{< video https://x.example/v.mp4 >}}\n"),
    "notice": Form("# One\n\n{{% notice note %}}\n\nWords.\n"),
}


def test_highlighted_code_is_code(shown: dict[str, Shown]) -> None:
    assert shown["highlight"].words_of("//pre") == ["print(1)"]
    assert shown["highlight"].codes == []


@pytest.mark.parametrize(("name", "words"), [("raw", "Some words here."), ("comment", "Shown.")])
def test_words_stand_without_their_tags(shown: dict[str, Shown], name: str, words: str) -> None:
    assert shown[name].pdf.count(words) == 1
    assert shown[name].codes == []


@pytest.mark.parametrize("name", ["root", "filter", "link"])
def test_address_in_the_site_leads_to_the_chapter(shown: dict[str, Shown], name: str) -> None:
    assert shown[name].elements("//a[text()='there'][contains(@href, '#')]")
    assert shown[name].codes == []


def test_code_is_left_alone(shown: dict[str, Shown]) -> None:
    assert "{% raw %}{{ site.url }}" in shown["code"].epub
    assert shown["code"].words_of("//p/code") == ["{% raw %}"]
    assert shown["code"].codes == []


@pytest.mark.parametrize("name", ["include", "variable", "hugo", "video", "notice"])
def test_what_is_not_read_is_one_warning(shown: dict[str, Shown], name: str) -> None:
    assert shown[name].codes == ["S-007"]
