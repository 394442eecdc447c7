"""All forms of a module, each built once: a module names them in `FORMS`."""

import pytest

from tests.dialects.forms import Shown, show_forms


@pytest.fixture(scope="module")
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Shown]:
    """What is seen of each form of the module, by its name."""
    return show_forms(tmp_path_factory.mktemp("forms"), request.module.FORMS)
