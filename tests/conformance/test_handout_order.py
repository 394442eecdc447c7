"""The handout that this project publishes says the same in the same order by its tags, when it is
copied, on the pages of its booklet, and in its EPUB.
"""

import pytest

from tests.conformance.conftest import Built
from tests.pdf.reading_texts import letters, of_booklet, of_epub, of_stream, of_tags

pytestmark = pytest.mark.validators


@pytest.mark.parametrize("name", ["handout", "translated_handout"])
def test_editions_of_the_handout_have_one_order(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    tags = letters(of_tags(built.pdf))
    assert letters(of_epub(built.epub)) in tags
    for edition in ("print", "large-print"):
        assert letters(of_tags(built.on_paper(edition))) == tags
        assert letters(of_stream(built.on_paper(edition))) == tags
    assert letters(of_booklet(built.on_paper("booklet"))) == tags
