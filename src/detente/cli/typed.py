"""What people type, looked at before it is taken apart."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typer.core import TyperCommand

from detente.errors import Location, Message, Problem, QuestionError


class Command(TyperCommand):
    """A command in which no option takes the name of the next one for its value.

    `--report --output x` would write a report into a file called `--output`.
    """

    # The kind of context is nobody's but Typer's.
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Take apart what was typed; refuse an option that lacks its value."""
        _refuse_lacking(*_told(self.get_params(ctx)), args)
        return super().parse_args(ctx, args)


def _told(params: Iterable[Any]) -> tuple[frozenset[str], dict[str, str]]:
    """Give the names of all options, and what those that take a value are for."""
    options = [each for each in params if each.opts[0][:1] == "-"]
    taking = [each for each in options if not each.is_flag]
    names = frozenset(name for each in options for name in each.opts)
    return names, {name: each.help for each in taking for name in each.opts}


def _refuse_lacking(
    names: frozenset[str], told: dict[str, str], args: Sequence[str]
) -> None:
    for option, value in _pairs(args):
        if option in told and value.partition("=")[0] in names:
            message = Message("its value is missing: another option follows")
            hint = Message("what belongs there: {told}", told=told[option])
            problem = Problem("no-value", message, Location(option), value, hint)
            raise QuestionError([problem])


def _pairs(args: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each word with the one after it, and the two halves of `--option=value`."""
    for place, word in enumerate(args):
        if word == "--":
            return
        option, given, value = word.partition("=")
        yield (option, value) if given else (word, "".join(args[place + 1 : place + 2]))
