"""The handout as it is printed, made once."""

from pathlib import Path

import pytest

from prepress.building.build import BuildRequest, build
from prepress.project.project import Project

ROOT = Path(__file__).parents[3]
NAME = "ketamine-and-your-mental-health"


@pytest.fixture(scope="session")
def handout(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    project = Project.find(ROOT).writing_to(tmp_path_factory.mktemp("output"))
    built = build(project, BuildRequest((NAME,), ("print",)), lambda step: None).built
    assert built[0].path is not None
    return built[0].path.read_bytes()
