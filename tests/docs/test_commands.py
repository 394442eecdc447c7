"""Every command that the README and the manual show is one that makebook takes."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from makebook import main
from prepress.editions import EDITIONS
from tests.docs.manual import ROOT, manual_text

#: Indented, with a remark behind two spaces; or between backticks, in a sentence.
_SHOWN = re.compile(
    r"^    (?:uv run )?makebook (?P<line>.+?)(?: {2,}#.*)?$|`(?:uv run )?makebook (?P<words>[a-z][^`]*)`",
    re.MULTILINE,
)


def shown_commands() -> list[str]:
    texts = [(ROOT / "README.md").read_text("utf-8"), manual_text()]
    found = [each["line"] or each["words"] for text in texts for each in _SHOWN.finditer(text)]
    return list(dict.fromkeys(found))


def parsed(line: str) -> dict[str, object]:
    """The options and arguments of a command. Raises UsageError where it takes none of these."""
    command: click.Command = main
    context, arguments = click.Context(main), shlex.split(line)
    while isinstance(command, click.Group) and arguments:
        _, arguments, _ = command.make_parser(context).parse_args(list(arguments))
        if not arguments:
            break
        name, found, arguments = command.resolve_command(context, arguments)
        assert found, "Click raises UsageError where there is no such command"
        command, context = found, click.Context(found, parent=context, info_name=name)
    options, rest, _ = command.make_parser(context).parse_args(list(arguments))
    if rest:
        raise click.UsageError(f"{rest} is too much")
    return dict(options)


def test_manual_shows_commands() -> None:
    assert len(shown_commands()) > 25


@pytest.mark.parametrize("line", shown_commands())
def test_shown_command_is_taken(line: str) -> None:
    options = parsed(line)
    editions = options.get("editions") or []
    assert isinstance(editions, list)
    assert [each for each in editions if each not in EDITIONS] == []


@pytest.mark.parametrize("line", ["bild", "build --releas", "build -e", "new A B"])
def test_other_command_is_not_taken(line: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(line)
