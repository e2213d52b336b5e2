"""The states of a file of GMCR+, and which of them holds now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.casefile.formats.conditions import Condition, feasible_states
from detente.casefile.formats.gmcr_file import GmcrFile
from detente.errors import Message
from detente.model.case import Change, Option, Party
from detente.model.formula import FALSE, Not
from detente.records import dataclass

_NEVER = Not(FALSE)
"""True everywhere, and yet no settled option: its states are kept."""


@dataclass(frozen=True, slots=True)
class States:
    """The feasible states as decimal numbers.

    Attributes
    ----------
    barred : tuple of Condition
        No feasible state satisfies any of them.
    place_of : sequence of int
        The bit of each option, by its place in the file.
    """

    barred: tuple[Condition, ...]
    place_of: Sequence[int]

    @property
    def n_options(self) -> int:
        """How many options there are."""
        return len(self.place_of)

    def all(self) -> Iterator[int | None]:
        """Give them ascending."""
        return feasible_states(self.n_options, self.barred, self.place_of)

    def spelled(self, state: int) -> str:
        """Write a state in the order of the options of a case."""
        return "".join(
            "Y" if state >> bit & 1 else "N" for bit in range(self.n_options)
        )


def status_quo(whole: GmcrFile, states: States) -> int:
    """Give the state that holds now: the file's own, else the first feasible one."""
    first = next(states.all(), None)
    if first is None:
        message = Message("the infeasible conditions leave no feasible state")
        whole.reading.fault("no-state", message, "$.infeasibles")
        whole.reading.finish()
    first = first or 0
    written = whole.data.get("statusQuo")
    if isinstance(written, str) and _is_feasible(written, states):
        return sum(1 << bit for bit, sign in enumerate(written) if sign == "Y")
    if written is not None:
        message = Message("'{state}' is no feasible state", state=str(written))
        whole.warn("status-quo", message, "$.statusQuo")
    shown = states.spelled(first) or "-"
    message = Message(
        "the file says no status quo: now is its first feasible state, {state}",
        state=shown,
    )
    whole.warn("status-quo", message)
    return first


def _is_feasible(written: str, states: States) -> bool:
    if len(written) != states.n_options or set(written) - set("YN"):
        return False
    taken = [written[bit] == "Y" for bit in states.place_of]
    return not any(
        all(taken[option] == wanted for option, wanted in member)
        for condition in states.barred
        for member in condition.members
    )


def unsettled(party: Party, barred: tuple[Condition, ...], whole: GmcrFile) -> Party:
    """Keep the states of options that could never change from the status quo on.

    A case file takes such options for constants, GMCR+ does not.
    """
    fixed = _fixed(barred, whole)
    options = []
    for option in party.options:
        if option.settled and (option.id, option.now) not in fixed:
            message = Message(
                "as things stand {option} can never change; the situations where "
                "it has are kept all the same",
                option=option.id,
            )
            whole.warn("settled", message, f"$.options[{whole.ids.index(option.id)}]")
            options.append(_kept(option))
        else:
            options.append(option)
    return replace(party, options=tuple(options))


def _kept(option: Option) -> Option:
    if option.now:
        return replace(option, undo=Change(_NEVER))
    return replace(option, redo=Change(_NEVER))


def _fixed(barred: tuple[Condition, ...], whole: GmcrFile) -> set[tuple[str, bool]]:
    """Find the options that one condition alone fixes, and how."""
    return {
        (whole.ids[option], not taken)
        for condition in barred
        for member in condition.members
        if len(member) == 1
        for option, taken in member
    }
