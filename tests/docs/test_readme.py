"""The README's tables say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from makebook import EXIT_CODES
from prepress.editions import EDITIONS
from prepress.findings import CODES
from prepress.manuscript.accessibility_keys import ACCESSIBILITY_KEYS
from prepress.manuscript.clinic_file import CLINIC_KEYS
from prepress.manuscript.edition_options import all_options
from prepress.manuscript.look_keys import LOOK_KEYS
from prepress.manuscript.medical_codes import CODES_KEYS
from prepress.manuscript.metadata_keys import CONTACT_KEYS, KEYS
from tests.docs.parts import PAGE as PARTS
from tests.docs.parts import parts

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def table(name: str) -> str:
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)<!-- {name}: end -->", README, re.DOTALL)
    assert found, f"the README has no table “{name}”"
    return found[1]


def metadata_table() -> str:
    named = {**KEYS}
    inner = {"contact": CONTACT_KEYS, "accessibility": ACCESSIBILITY_KEYS, "codes": CODES_KEYS}
    for outer, keys in inner.items():
        named |= {f"{outer}: {name}": key for name, key in keys.items()}
    rows = [f"| `{name}` | {key.meaning} | `{key.example}` |\n" for name, key in named.items()]
    return "".join(["| key | meaning | for example |\n| --- | --- | --- |\n", *rows])


def clinic_table() -> str:
    rows = [
        f"| `{name}` | {key.meaning} | `{key.example}` |\n" for name, key in CLINIC_KEYS.items()
    ]
    return "".join(["| key | meaning | for example |\n| --- | --- | --- |\n", *rows])


def looks_table() -> str:
    rows = [f"| `{name}` | {key.meaning} | `{key.example}` |\n" for name, key in LOOK_KEYS.items()]
    return "".join(["| key | meaning | for example |\n| --- | --- | --- |\n", *rows])


def findings_table() -> str:
    rows = [f"| {code} | {severity} | {meaning} |\n" for code, (severity, meaning) in CODES.items()]
    return "".join(["| code | severity | meaning |\n| --- | --- | --- |\n", *rows])


def editions_table() -> str:
    rows = []
    for name, option in all_options().items():
        takers = [f"`{edition.name}`" for edition in EDITIONS.values() if name in edition.options()]
        rows.append(f"| `{name}` | {', '.join(takers)} | {option.meaning} | `{option.example}` |\n")
    return "".join(["| option | of | meaning | for example |\n| --- | --- | --- | --- |\n", *rows])


def test_edition_options_are_complete() -> None:
    assert table("editions") == editions_table()


def test_every_edition_is_explained() -> None:
    assert [name for name in EDITIONS if f"| `{name}` |" not in README] == []


def test_metadata_reference_is_complete() -> None:
    assert table("metadata") == metadata_table()


def test_clinic_reference_is_complete() -> None:
    assert table("clinic") == clinic_table()


def test_reference_of_looks_is_complete() -> None:
    assert table("looks") == looks_table()


def test_gallery_shows_every_look_in_less_than_400_kb() -> None:
    shown = sorted((ROOT / "docs" / "looks").glob("*.png"))
    looks = sorted((ROOT / "layouts" / "looks").glob("*.css"))
    assert [file.stem for file in shown] == [file.stem for file in looks]
    assert sum(file.stat().st_size for file in shown) < 400_000


def test_every_part_of_a_page_has_its_picture() -> None:
    shown = sorted((ROOT / "docs" / "parts").glob("*.png"))
    assert [file.stem for file in shown] == sorted(parts())
    assert PARTS.read_text("utf-8").count("```markdown") == len(parts())


def test_finding_codes_are_complete() -> None:
    assert table("findings") == findings_table()


@pytest.mark.parametrize("code", re.findall(r"^  (\d)", EXIT_CODES, re.MULTILINE))
def test_exit_code_is_explained(code: str) -> None:
    assert f"\n| {code} | " in README


def test_pictures_and_folders_of_the_readme_exist() -> None:
    named = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README.split("## Edit")[0]) + re.findall(
        r"^\| `(\w+/)` \|", README, re.M
    )
    assert len(named) > 6
    assert [name for name in named if not (ROOT / name).exists()] == []


def first_commands() -> list[str]:
    return re.findall(r"^    (.+)$", README, re.MULTILINE)[:2]


def test_first_commands_need_nothing_but_python_and_pip() -> None:
    steps = [step.split() for command in first_commands() for step in command.split(" && ")]
    assert [step[:3] for step in steps] == [
        ["python3", "-m", "pip"],
        ["python3", "-m", "uv"],
        ["python3", "-m", "uv"],
    ]
    assert [step[3:] for step in steps[1:]] == [["run", "makebook", "build"], ["run", "pytest"]]


def test_python_of_a_distribution_takes_uv_as_the_readme_installs_it() -> None:
    """A Python that the system manages refuses pip without that flag (PEP 668)."""
    assert first_commands()[0].split(" && ")[0].split()[3:] == [
        "install",
        "--break-system-packages",
        "uv",
    ]


def test_continuous_integration_types_the_first_commands_as_they_stand() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    (pattern,) = re.findall(r"grep -m 2 '(.*?)' README\.md", script)
    assert re.findall(f"{pattern}.*", README, re.MULTILINE)[:2] == [
        f"    {command}" for command in first_commands()
    ]
    assert [line for line in script.splitlines() if "pip install" in line] == []
    assert ["readme[0]" in script, "readme[1]" in script] == [True, True]
