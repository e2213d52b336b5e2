"""The reference names everything there is."""

import re

import refresh
from typer.core import TyperGroup
from typer.main import get_command

from detente.casefile import case_schema, limits
from detente.casefile.schema.key_meanings import ELEMENTS, MEANINGS
from detente.cli.app import open_app
from detente.model.concept import Concept


def page(name):
    return (refresh.ROOT / "docs" / name).read_text("utf-8")


def commands(group=None, before=""):
    group = get_command(open_app()) if group is None else group
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


def keys_by_element():
    """Give every key that the schema has, with its element and its description."""
    schema = case_schema()
    for name, node in (("CaseEntry", schema), *schema["$defs"].items()):
        for key, value in node.get("properties", {}).items():
            yield name, key, value.get("description")


def test_every_key_is_explained_in_the_schema():
    assert [(name, key) for name, key, said in keys_by_element() if not said] == []


def test_every_key_that_is_explained_exists():
    known = {(name, key) for name, key, _ in keys_by_element()}
    told = {(name, key) for name, keys in MEANINGS.items() for key in keys}
    assert told - known == set()
    assert set(MEANINGS) == set(ELEMENTS)


def test_every_key_is_explained_in_the_reference():
    text = page("reference/case-file.md")
    rows = re.findall(r"^\| .*\| `(\w+)` \| (.+) \|$", text, re.MULTILINE)
    told = set(rows)
    assert [
        (name, key) for name, key, said in keys_by_element() if (key, said) not in told
    ] == []


def test_the_table_of_keys_is_that_of_the_program():
    path = refresh.ROOT / "docs" / "reference" / "case-file.md"
    assert refresh.refreshed(path) == path.read_text("utf-8")


def test_every_limit_of_a_case_is_in_the_reference():
    text = page("reference/limits.md")
    bounds = [each for name, each in vars(limits).items() if name.isupper()]
    assert [each for each in bounds if not re.search(rf"\b{each:,}\b", text)] == []


def test_every_concept_is_on_the_theory_page():
    text = page("theory/stability.md")
    assert [each for each in Concept if f"**{each}**" not in text] == []
