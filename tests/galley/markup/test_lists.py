"""Lists nest as authors indent them, and keep their numbers."""

import pytest

from tests.galley.markup.texts import outline, tree, words


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("- a\n  - b\n- c\n", "ul(a ul(b) c)"),
        ("- a\n   - b\n- c\n", "ul(a ul(b) c)"),
        ("- a\n    - b\n- c\n", "ul(a ul(b) c)"),
        ("- a\n\t- b\n- c\n", "ul(a ul(b) c)"),
        ("1. a\n   1. b\n   2. c\n2. d\n", "ol(a ol(b c) d)"),
        ("1. a\n   - b\n2. c\n", "ol(a ul(b) c)"),
        ("- a\n  1. b\n  2. c\n", "ul(a ol(b c))"),
        ("- a\n  - b\n    - c\n      - d\n- e\n", "ul(a ul(b ul(c ul(d))) e)"),
        ("10. a\n    - b\n11. c\n", "ol10(a ul(b) c)"),
        ("3. a\n4. b\n", "ol3(a b)"),
        ("* a\n  + b\n    - c\n", "ul(a ul(b ul(c)))"),
        ("- a\n\n  - b\n\n- c\n", "ul(a ul(b) c)"),
        ("- a\n- b\n\n  more\n\n- c\n", "ul(a b more c)"),
        ("1. a\n\n   more\n2. b\n", "ol(a more b)"),
        ("- a\n  - b\n\ntext\n\n1. c\n", "ul(a ul(b)) text ol(c)"),
        ("1) a\n2) b\n", "ol(a b)"),
        ("- a\n\n  more\n- b\n\n  more\n- c\n", "ul(a more b more c)"),
        ("- a\n\n  more\n  - b\n- c\n", "ul(a more ul(b) c)"),
        ("- a\n  - b\n\n    more\n  - c\n- d\n", "ul(a ul(b more c) d)"),
        ("- a\n\n  > q\n- b\n", "ul(a q b)"),
        ("- a\n  b\n  - c\n  - d\n- e\n", "ul(a\n    b ul(c d) e)"),
        ("- a\n\n  - b\n- c\n", "ul(a ul(b) c)"),
        ("1. a\n   > q\n   > r\n2. b\n", "ol(a q\nr b)"),
    ],
)
def test_list_nests_and_counts_as_written(text: str, nested: str) -> None:
    assert outline(tree(text)) == nested


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("- a\n- b\n", [0, 0]),
        ("- a\n- b\n\n- c\n", [1, 1, 1]),
        ("- a\n- b\n\n  more\n- c\n", [1, 2, 1]),
        ("- a\n  - b\n\n    more\n- c\n", [0, 0]),
        ("- a\n  > b\n  >\n- c\n", [0, 0]),
        ("a. b\nb. c\n\nc. d\n", [1, 1, 1]),
        ("> - a\n>\n> - b\n", [1, 1]),
    ],
)
def test_every_item_of_a_list_is_a_paragraph_or_none_is(text: str, paragraphs: list[int]) -> None:
    group = next(tree(text).iter("ol", "ul"))
    assert [len(item.findall("p")) for item in group] == paragraphs


def test_code_in_an_item_keeps_its_indent() -> None:
    (code,) = tree("- a\n\n  ```\n  if x:\n      y\n  ```\n\n- b\n").iter("pre")
    assert "".join(code.itertext()).rstrip() == "if x:\n    y"


def test_list_in_a_code_fence_is_code() -> None:
    (code,) = tree("```\n- a\n  - b\n```\n").iter("pre")
    assert "".join(code.itertext()) == "- a\n  - b\n"


def test_hard_wrapped_item_stays_one() -> None:
    assert [words(item) for item in tree("- a\n  and more\nand lazily\n- b\n").iter("li")] == [
        "a and more and lazily",
        "b",
    ]


def test_task_list_says_what_is_done() -> None:
    boxes = [box.get("class") for box in tree("- [x] done\n- [ ] open\n").iter("span")]
    assert boxes == ["task task-done", "task task-open"]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("1. a\n2. b\n\n1) c\n", "ol(a b) ol(c)"),
        ("- a\n- b\n\n* c\n", "ul(a b) ul(c)"),
        ("- a\n-\n- c\n", "ul(a c)"),
    ],
)
def test_lists_of_other_marks_and_empty_items_stay_apart(text: str, lists: str) -> None:
    assert outline(tree(text)).replace("( ", "(").replace("  ", " ") == lists
