"""Commands are spelled out where they are typed, and listed everywhere."""

import typer

from detente.cli.app import open_app
from tests.running import detente


def commands(words):
    """By what is typed, the parameters of every command."""

    def below(group, before=()):
        for name, each in group.commands.items():
            if hasattr(each, "commands"):
                yield from below(each, (*before, name))
            else:
                yield (*before, name), [(each.name, each.opts) for each in each.params]

    return dict(below(typer.main.get_command(open_app(words))))


def test_what_is_typed_is_spelled_out_and_the_rest_is_listed():
    every, none = commands(None), commands(())
    assert every.keys() == none.keys()
    assert not any(none.values())
    for typed in (("analyze",), ("roadmap", "check"), ("team", "backup"), ("import",)):
        some = commands([*typed, "--lang", "ru"])
        assert some[typed] == every[typed] != []
        named = {each for each in every if each[-1] in typed}
        assert {each for each in every if some[each]} == named


def test_the_help_of_all_and_of_a_group_lists_commands_that_were_not_typed():
    assert "analyze" in detente("--help").out
    listed = detente("roadmap", "--help").out
    assert "thresholds" in listed


def test_a_misspelt_command_is_told_the_nearest_one():
    assert "analyze" in detente("anlyze", "chicken").err
    assert "check" in detente("roadmap", "chek", "chicken").err
