"""A fence is one whatever stands behind its mark and wherever it stands, and ends where it
should.
"""

import re

import pytest

from tests.galley.markup.texts import marked_up, tree, words

CODE = "# no heading\n- no list\n"


@pytest.mark.parametrize(
    "info",
    [
        "python,ignore", "c,editable,should_panic", 'js title="a.js" {1,3}', "js{1,3-4}",
        "{.py #id}",
        "{r, eval=FALSE}", 'text hl_lines="1"', "yaml:docker-compose.yml", "bash npm2yarn",
        "{versionadded} 10.0",
        "ruby startline=3 $%@#$", " python", ".python", "c++", "filename=x.py",
        "diff-js", "console$ x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["```", "~~~~"])
def test_any_words_behind_a_fence_leave_it_a_fence(mark: str, info: str) -> None:
    html = tree(f"Before\n\n{mark}{info}\n{CODE}{mark}\n\nafter *it*\n")
    (code,) = html.iter("pre")
    assert "".join(code.itertext()) == CODE
    assert html.find(".//h1") is None
    assert html.find(".//em").text == "it"


def test_title_id_and_marked_lines_of_a_fence_are_kept() -> None:
    html = tree('```js title="a.js" {1,3}\na\nb\nc\n```\n')
    assert html.find(".//span[@class='filename']").text == "a.js"
    assert len(html.findall(".//span[@class='hll']")) == 2
    assert tree("```{.py #here .wide}\nx\n```\n").find("div").get("id") == "here"


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Text\n```sh\n# c\n```\nMore *b*\n", "More b"),
        ("- a\n  ```sh\n  # c\n  ```\n- b\n", "b"),
        ("- ```sh\n  # c\n  ```\n- b\n", "b"),
        ("2. a\n   ```sh,no_run\n   # c\n   ```\n3. b\n", "b"),
        ("* a\n```sh\n# c\n```\n* b\n", "b"),
        ("> ```sh\n> # c\n> ```\n> b\n", "b"),
        ("> ```sh\n> # c\n\nb\n", "b"),
        ("- ```sh\n  # c\n\nb\n", "b"),
        ("1. a\n\n   > ```js {1}\n   > # c\n   > ```\n\nb\n", "b"),
        ("~~~~ sh\n# c\n~~~~~~\nb\n", "b"),
    ],
)
def test_fence_ends_with_what_it_stands_in(text: str, behind: str) -> None:
    html = tree(text)
    (code,) = html.iter("pre")
    assert "".join(code.itertext()).strip() == "# c"
    code.clear()
    assert words(html).endswith(behind)
    assert "`" not in words(html)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- a\n\n  ```\n  c\n  ```\n- b\n", "<ul><li><p></p><pre></pre></li><li><p></p></li></ul>"),
        (
            "- b\n  ```\n  c\n  ```\n  ```\n  d\n  ```\n",
            "<ul><li><pre></pre><pre></pre></li></ul>",
        ),
        (
            "> ```\n> c\n> ```\n> ```\n> d\ntext\n",
            "<blockquote><pre></pre><pre></pre></blockquote><p></p>",
        ),
        ("> a\nlazy\n> b\n", "<blockquote><p></p></blockquote>"),
    ],
)
def test_what_stands_right_below_a_block_goes_where_it_belongs(text: str, blocks: str) -> None:
    html = marked_up(text).html
    assert "".join(re.findall("</?(?:ul|li|blockquote|p|pre)>", html)) == blocks


def test_fence_that_never_ends_is_code_to_the_end() -> None:
    (code,) = tree("```\n# a\n\nb\n").iter("pre")
    assert "".join(code.itertext()) == "# a\n\nb\n"


def test_fence_in_indented_code_is_code() -> None:
    html = tree("a\n\n    ```\n    b\n    ```\n\n# Head\n")
    assert html.find(".//h1").text == "Head"
    assert "```" in "".join(next(html.iter("pre")).itertext())


def test_shorter_and_other_marks_in_code_are_code() -> None:
    (code,) = tree("````md\n```\na\n```\n~~~~~\n````\n").iter("pre")
    assert "".join(code.itertext()) == "```\na\n```\n~~~~~\n"


def test_nothing_behind_a_stranger_fence_is_looked_for_in_it() -> None:
    assert marked_up("```rust,ignore\n[^1] ::: nothing\n::: warning\n```\n").findings == ()
