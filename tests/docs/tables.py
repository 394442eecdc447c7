"""The tables of the manual that say what the code says, between the marks of each.

uv run python -m tests.docs.tables
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

import click
from babel import Locale

from makebook import EXIT_CODES
from makebook import main as makebook
from prepress.editions import EDITIONS
from prepress.findings import CODES
from prepress.layouts.typefaces.scripts import TYPEFACES
from prepress.manuscript.accessibility_keys import ACCESSIBILITY_KEYS
from prepress.manuscript.clinic_file import CLINIC_KEYS
from prepress.manuscript.edition_options import all_options
from prepress.manuscript.look_keys import LOOK_KEYS
from prepress.manuscript.medical_codes import CODES_KEYS
from prepress.manuscript.metadata_keys import CONTACT_KEYS, KEYS
from prepress.manuscript.roles import ROLES
from tests.benchmarks.scale import kept, model_table, network_table, scale_table
from tests.docs.manual import ROOT, chapters, with_table


class Key(Protocol):
    """A key that authors write."""

    @property
    def meaning(self) -> str:
        """What it says."""

    @property
    def example(self) -> str:
        """A line that has it."""


def main() -> None:
    """Write every table of the manual anew."""
    for chapter in chapters():
        text = chapter.read_text("utf-8")
        for name, lines in TABLES.items():
            text = with_table(text, name, lines())
        chapter.write_text(text, "utf-8")


def rows(*cells: Iterable[str]) -> str:
    """A table in Markdown, its head first."""
    head, *others = ([cell.replace("|", r"\|") for cell in row] for row in cells)
    lines = [head, ["---"] * len(head), *others]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def keys_table(keys: Mapping[str, Key]) -> str:
    """Keys with their meanings, and an example below each."""
    each = ((f"`{name}`", f"{key.meaning}<br>`{key.example}`") for name, key in keys.items())
    return rows(("key", "meaning, and an example"), *each)


def metadata_table() -> str:
    """The keys of a publication, and below them those inside of other keys."""
    named: dict[str, Key] = {**KEYS}
    inner = {"contact": CONTACT_KEYS, "accessibility": ACCESSIBILITY_KEYS, "codes": CODES_KEYS}
    for outer, keys in inner.items():
        named |= {f"{outer}: {name}": key for name, key in keys.items()}
    return keys_table(named)


def editions_table() -> str:
    """The options of editions, each with those that take it."""
    found = []
    for name, option in all_options().items():
        takers = [f"`{edition.name}`" for edition in EDITIONS.values() if name in edition.options()]
        assert option.example.startswith(f"{name}: "), "the example names the option"
        found.append((f"`{option.example}`", option.meaning, ", ".join(takers)))
    return rows(("option", "meaning", "of"), *found)


def findings_table() -> str:
    """The codes of findings."""
    each = ((code, str(severity), meaning) for code, (severity, meaning) in CODES.items())
    return rows(("code", "severity", "meaning"), *each)


def roles_table() -> str:
    """The roles that parts of a book have, by the matter that they belong to."""
    each = (
        (matter, ", ".join(f"`{name}`" for name, role in ROLES.items() if role.matter == matter))
        for matter in ("front", "body", "back")
    )
    return rows(("matter", "roles"), *each)


def languages_table() -> str:
    """The languages whose words ship; English needs no catalogue."""
    tags = ["en", *(file.stem for file in (ROOT / "layouts" / "words").glob("*.po"))]
    each = ((f"`{tag.replace('_', '-')}`", language_name(tag)) for tag in sorted(tags))
    return rows(("`lang`", "language"), *each)


def language_name(tag: str) -> str:
    """The language in English; Chinese without a script is Simplified."""
    named = str(Locale.parse("zh_Hans" if tag == "zh" else tag).get_display_name("en"))
    return re.sub(r"(\w+) \((\w+).*\)", r"\1, \2", named)


def scripts_table() -> str:
    """The scripts that a font can be added for."""
    added = [typeface for typeface in TYPEFACES if not typeface.ships]
    each = (
        (typeface.name, ", ".join(f"`{tag}`" for tag in typeface.languages), typeface.family)
        for typeface in added
    )
    return rows(("script", "languages, such as", "font"), *each)


def exit_codes_table() -> str:
    """The exit codes as `--help` says them."""
    _, _, listed = inspect.cleandoc(EXIT_CODES).partition("Exit codes:\n")
    found = re.findall(r"^ +(\d+)  (.+(?:\n {4,}\D.*)*)", listed, re.MULTILINE)
    return rows(("code", "meaning"), *((code, " ".join(words.split())) for code, words in found))


def commands_reference() -> str:
    """Each command with what `--help` says of it."""
    context = click.Context(makebook, info_name="makebook")
    return "".join(command_section(*each) for each in commands_of(makebook, context))


def commands_of(
    group: click.Group, context: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    """The commands of a `group`, each before those that it has itself."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, "it was listed"
        own = click.Context(command, parent=context, info_name=name)
        yield command, own
        if isinstance(command, click.Group):
            yield from commands_of(command, own)


def command_section(command: click.Command, context: click.Context) -> str:
    """A command under a heading: how it is written, what it does, and its options."""
    usage = command.get_usage(context).removeprefix("Usage: ")
    parts = [f"\n### {context.command_path}\n", f"```text\n{' '.join(usage.split())}\n```\n"]
    parts += [f"{words(each)}\n" for each in inspect.cleandoc(command.help or "").split("\n\n")]
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        each = ((option_name(option, context), words(option.help or "")) for option in options)
        parts.append(rows(("option", "meaning"), *each))
    return "\n".join(parts)


def words(help_text: str) -> str:
    """A paragraph of `help_text` in Markdown, which takes two hyphens for a dash elsewhere than in code."""
    return re.sub(r"(`[^`]+`)|(?<!\w)--[a-z-]+", in_code, " ".join(help_text.split()))


def in_code(found: re.Match[str]) -> str:
    """What was `found`, as code; what is code already stays."""
    return found[0] if found[1] else f"`{found[0]}`"


def option_name(option: click.Option, context: click.Context) -> str:
    """An option as people write it."""
    record = option.get_help_record(context)
    assert record, "no option is hidden"
    return f"`{record[0]}`"


TABLES: Mapping[str, Callable[[], str]] = {
    "commands": commands_reference,
    "exit codes": exit_codes_table,
    "metadata": metadata_table,
    "clinic": lambda: keys_table(CLINIC_KEYS),
    "looks": lambda: keys_table(LOOK_KEYS),
    "editions": editions_table,
    "findings": findings_table,
    "roles": roles_table,
    "languages": languages_table,
    "scripts": scripts_table,
    "scale": lambda: scale_table(kept()),
    "model": lambda: model_table(kept()),
    "network": lambda: network_table(kept()[-1]),
}

if __name__ == "__main__":
    main()
