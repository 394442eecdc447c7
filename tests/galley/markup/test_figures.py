"""An image alone in its paragraph is a figure; captions and alt texts come from where authors write
them.
"""

import pytest

from tests.galley.markup.texts import tree, words


@pytest.mark.parametrize(
    ("text", "alt", "caption"),
    [
        ("![A bed](a.png)\n", "A bed", "A bed"),
        ('![](a.png){alt="A bed"}\n', "A bed", None),
        ('![Rest](a.png){alt="A bed"}\n', "A bed", "Rest"),
        ('![Rest](a.png){fig-alt="A bed"}\n', "A bed", "Rest"),
        ('![A bed](a.png "Rest")\n', "A bed", "Rest"),
        ("![](a.png)\n", None, None),
        ("![](a.png){.decorative}\n", "", None),
        ('![](a.png){alt=""}\n', "", None),
        ("![](a.png){alt=“A bed”}\n", "A bed", None),
    ],
)
def test_figure_has_its_alt_text_and_caption(
    text: str, alt: str | None, caption: str | None
) -> None:
    (figure,) = tree(text)
    assert figure.tag == "figure"
    assert figure[0].get("alt") == alt
    assert [words(element) for element in figure.iter("figcaption")] == (
        [] if caption is None else [caption]
    )


def test_caption_keeps_its_markup_and_its_alt_text_has_none() -> None:
    (figure,) = tree("![Rest in *bed*, H~2~O](a.png)\n")
    assert figure[0].get("alt") == "Rest in bed, H2O"
    assert figure.find("figcaption/em").text == "bed"


def test_image_among_words_stays_among_them() -> None:
    (paragraph,) = tree("Press ![the bell](a.png) once.\n")
    assert paragraph.tag == "p"
    assert paragraph[0].get("alt") == "the bell"


def test_class_of_the_image_is_that_of_the_figure() -> None:
    (figure,) = tree('![](a.png){.wide #bed alt="A bed"}\n')
    assert (figure.get("class"), figure.get("id"), figure[0].get("class")) == ("wide", "bed", None)
