"""How a command joins the command line: its heading, its options, its limits.

A module of `commands` registers each of its commands here, by the decorator `asks`
(for a question about a case) or `command` (for anything else); the application
imports the modules and needs to know none of the commands.
"""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import wraps
from typing import Annotated, TypeAlias, get_type_hints

import typer

from detente.cli.answering import Answered
from detente.cli.language import help_words
from detente.cli.options import FormOption, Shared, form_of
from detente.errors import Location, Message, Problem, QuestionError
from detente.records import dataclass

say = help_words().say

Command: TypeAlias = Callable[..., None]

app = typer.Typer(
    name="detente",
    help=say(
        "Design, judge and follow deals between parties that do not trust each other."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_roadmap = typer.Typer(
    help=say("Road maps: list, check, find, weights, thresholds, map."),
    no_args_is_help=True,
)


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a command is listed: in which group, under which words of the help."""

    group: typer.Typer
    panel: str | None = None


HOLDS = Panel(app, say("What holds, and why"))
SOURCES = Panel(app, say("Sources and variants"))
DEALS = Panel(app, say("Which deal holds"))
PLANS = Panel(_roadmap)
FILES = Panel(app, say("Files"))

app.add_typer(_roadmap, name="roadmap", rich_help_panel=str(DEALS.panel))

_EveryVariant = Annotated[
    list[str] | None, typer.Option("--variant", help=say("A variant of the case."))
]
"""As often as it was given, so that a second one is not taken for the first."""


def command(
    heading: Panel, told: str, *, name: str | None = None, loose: bool = False
) -> Callable[[Command], Command]:
    """Register a function as a command.

    Parameters
    ----------
    heading : Heading
        Where it is listed.
    told : str
        What it does, in a line.
    name : str or None
        What people type; None is the name of the function.
    loose : bool
        Whether what is no option is a word of it, so that `now -stop_tests` needs
        no quotes.
    """
    return heading.group.command(
        name,
        help=told,
        rich_help_panel=heading.panel,
        context_settings={"ignore_unknown_options": True} if loose else None,
    )


def asks(
    heading: Panel, told: str, *, name: str | None = None, loose: bool = False
) -> Callable[[Command], Command]:
    """Register a question, with the options that questions of its kind share."""

    def register(question: Command) -> Command:
        return command(heading, told, name=name, loose=loose)(_sharing(question))

    return register


def _only_variant(asked: object) -> str | None:
    names = list(map(str, asked)) if isinstance(asked, list) else []
    if len(names) > 1:
        message = Message(
            "one variant can be asked for at a time, not {names}",
            names=", ".join(names),
        )
        hint = Message("make the changes of the other with --set")
        location = Location("--variant")
        problem = Problem("two-variants", message, location, names[1], hint)
        raise QuestionError([problem])
    return names[0] if names else None


def _sharing(command: Callable[..., None]) -> Callable[..., None]:
    """Spell out the shared options of a command in its signature.

    The command's last parameter is annotated with `Shared`, `CaseOptions` or
    `Answered`; its fields become keyword parameters that Typer turns into options.
    """
    hints = get_type_hints(command, include_extras=True)
    signature = inspect.signature(command)
    *own, last = signature.parameters.values()
    record = hints[last.name]
    kinds = get_type_hints(record, include_extras=True)
    if "variant" in kinds:
        kinds |= {"variant": _EveryVariant}
    if has_form := issubclass(record, Shared | Answered):
        kinds |= {"form": FormOption}
    spelled = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None
            if field.default is MISSING or kinds[field.name] is FormOption
            else field.default,
            annotation=kinds[field.name],
        )
        for field in fields(record)
    ]

    @wraps(command)
    def run(**values: object) -> None:
        if "variant" in values:
            values["variant"] = _only_variant(values["variant"])
        if has_form and values["form"] is None:
            values["form"] = form_of(None, str(values["output"] or ""))
        shared = record(
            **{field.name: values.pop(field.name) for field in fields(record)}
        )
        from detente.cli.stopping import limited

        with limited(shared):
            command(**values, **{last.name: shared})

    keyword = [
        each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[each.name])
        for each in own
    ]
    run.__signature__ = inspect.Signature([*keyword, *spelled])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*keyword, *spelled)}
    return run
