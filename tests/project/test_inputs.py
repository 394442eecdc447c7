"""What an edition was made from is known by its content, and has one."""

import pytest

from prepress.errors import ChangedError
from prepress.project.engines import engines
from prepress.project.inputs import Inputs


def test_file_that_changes_while_it_is_read_is_named() -> None:
    inputs = Inputs({"file sources/my text.md": "a"})
    inputs.note("layout cover.html", "c")
    assert list(inputs.digests) == ["file sources/my text.md", "layout cover.html"]
    inputs.note("file sources/my text.md", "b")
    with pytest.raises(ChangedError) as error:
        _ = inputs.digests
    assert str(error.value.place) == "sources/my text.md"


def test_libraries_of_every_kind_are_engines() -> None:
    assert {"engine python", "engine weasyprint", "engine pango", "engine makebook"} <= {*engines()}
