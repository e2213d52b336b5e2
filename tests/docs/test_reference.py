"""The reference names everything there is."""

import re

import refresh
from typer.core import TyperGroup
from typer.main import get_command

from detente.casefile import case_schema, limits
from detente.cli.app import app
from detente.model.concept import Concept


def page(name):
    return (refresh.ROOT / "docs" / name).read_text("utf-8")


def commands(group=None, before=""):
    group = get_command(app) if group is None else group
    found: dict[str, object] = {}
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found |= commands(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def test_every_command_is_in_the_reference():
    text = page("reference/commands.md")
    assert [name for name in commands() if f"`detente {name}" not in text] == []


def test_every_option_of_every_command_is_in_the_reference():
    text = page("reference/commands.md")
    spelled = {
        option
        for command in commands().values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("-") and option != "--help"
    }
    assert [each for each in sorted(spelled) if f"`{each}" not in text] == []


def test_every_key_of_a_case_is_in_the_reference():
    text = page("reference/case-file.md")
    keys = case_schema()["properties"]
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_every_limit_of_a_case_is_in_the_reference():
    text = page("reference/limits.md")
    bounds = [getattr(limits, name) for name in limits.__all__]
    assert [each for each in bounds if not re.search(rf"\b{each:,}\b", text)] == []


def test_every_concept_is_on_the_theory_page():
    text = page("theory/stability.md")
    assert [each for each in Concept if f"**{each}**" not in text] == []
