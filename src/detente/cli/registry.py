"""How a command joins the command line: its heading, its options, its limits.

A module of `commands` registers each of its commands here, by the decorator `asks`
(for a question about a case) or `command` (for anything else); the application
imports the modules and needs to know none of the commands.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from functools import wraps
from typing import Annotated, TypeAlias, get_type_hints

import typer

from detente.cli import typed
from detente.cli.answering import Answered
from detente.cli.language import help_words
from detente.cli.options import FormOption, Shared, form_of
from detente.errors import Location, Message, Problem, QuestionError
from detente.records import dataclass

say = help_words().say

Command: TypeAlias = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a command is listed: in which group, under which words of the help."""

    group: str | None = None
    panel: str | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """Commands behind one word: its name, what they are for, where it is listed."""

    name: str
    told: str
    under: Panel


@dataclass(frozen=True, slots=True)
class _Registered:
    """A command, with the options that it shares left unspelled."""

    function: Command
    heading: Panel
    told: str
    name: str
    loose: bool
    shares: bool


_GROUPS: list[_Group] = []
_COMMANDS: list[_Registered] = []


def group(name: str, told: str, under: Panel) -> Panel:
    """Put some commands behind one word, such as `detente roadmap check`."""
    _GROUPS.append(_Group(name, told, under))
    return Panel(name)


HOLDS = Panel(panel=say("What holds, and why"))
SOURCES = Panel(panel=say("Sources and variants"))
DEALS = Panel(panel=say("Which deal holds"))
FILES = Panel(panel=say("Files"))
PLANS = group(
    "roadmap", say("Road maps: list, check, find, weights, thresholds, map."), DEALS
)

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
    heading : Panel
        Where it is listed.
    told : str
        What it does, in a line.
    name : str or None
        What people type; None is the name of the function.
    loose : bool
        Whether what is no option is a word of it, so that `now -stop_tests` needs
        no quotes.
    """
    return _registering(heading, told, name, loose=loose, shares=False)


def asks(
    heading: Panel, told: str, *, name: str | None = None, loose: bool = False
) -> Callable[[Command], Command]:
    """Register a question, with the options that questions of its kind share."""
    return _registering(heading, told, name, loose=loose, shares=True)


def _registering(
    heading: Panel, told: str, name: str | None, *, loose: bool, shares: bool
) -> Callable[[Command], Command]:
    def register(function: Command) -> Command:
        typed = name or function.__name__.replace("_", "-")
        _COMMANDS.append(_Registered(function, heading, told, typed, loose, shares))
        return function

    return register


def assemble(words: Iterable[str] | None = None) -> typer.Typer:
    """Put the commands together.

    Parameters
    ----------
    words : iterable of str or None
        What was typed. A command that it does not name cannot be meant, and is only
        listed: to spell out the options of all takes a tenth of a second. None spells
        out all.

    Returns
    -------
    Typer
    """
    app = typer.Typer(
        name="detente",
        help=say(
            "Design, judge and follow deals between parties that do not trust each "
            "other."
        ),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    groups: dict[str | None, typer.Typer] = {None: app}
    for some in _GROUPS:
        groups[some.name] = typer.Typer(help=some.told, no_args_is_help=True)
        app.add_typer(
            groups[some.name], name=some.name, rich_help_panel=some.under.panel
        )
    named = None if words is None else frozenset(words)
    for each in _COMMANDS:
        meant = named is None or each.name in named
        groups[each.heading.group].command(
            each.name,
            cls=typed.Command,
            help=each.told,
            rich_help_panel=each.heading.panel,
            context_settings={"ignore_unknown_options": True} if each.loose else None,
        )(_spelled(each) if meant else _listed)
    return app


def _listed() -> None:
    """Stand in for a command that nobody typed."""


def _spelled(each: _Registered) -> Command:
    return _sharing(each.function) if each.shares else each.function


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
