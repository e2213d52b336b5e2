"""The asymmetry table: who holds what, and how long it takes to undo."""

from typing import Literal

from detente.model.case import Case, Change, Option
from detente.model.formula import Formula, names
from detente.model.quantity import Duration
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """One option: who holds it, how long undoing it takes, who depends on it.

    Attributes
    ----------
    undo : Duration or None
        None is never.
    conditional : bool
        Whether it is `never` from some states only.
    irreversible : bool
        `never`, or longer than `reversible_within`.
    settled : bool
        Whether it can never change again.
    depends : tuple of str
        The parties with a weight (or, without weights, a statement) on a
        formula that mentions it.
    """

    option: str
    party: str
    now: bool
    undo: Duration | None
    conditional: bool
    irreversible: bool
    settled: bool
    depends: tuple[str, ...]
    track: str | None


@dataclass(frozen=True, slots=True)
class Rounded:
    """An option whose time to undo, to take again, or to take, is rounded.

    Attributes
    ----------
    takes : Duration
        How long it takes.
    irreversible : bool
        Whether it counts as never undone, though it takes only that long;
        otherwise it counts as done within a period, though it takes longer.
    kind : str
        undo, redo, or take: doing it after a breach. On a road map a stage lasts
        as long as its slowest step.
    """

    option: str
    takes: Duration
    irreversible: bool
    kind: Literal["undo", "redo", "take"] = "undo"


def list_asymmetry(case: Case) -> tuple[Asymmetry, ...]:
    """List who holds what, how long undoing takes, and who depends on it.

    Parameters
    ----------
    case : Case
        A case with options.

    Returns
    -------
    tuple of Asymmetry
        One an option, in file order.
    """
    wants = {party.id: _wanted(case, party.id) for party in case.parties}
    return tuple(
        Asymmetry(
            option=option.id,
            party=option.party,
            now=option.now,
            undo=None if option.undo.is_never else option.undo.takes,
            conditional=bool(names(option.undo.never)) and not option.undo.is_never,
            irreversible=_irreversible(case, option),
            settled=option.settled,
            depends=tuple(party for party in wants if option.id in wants[party]),
            track=option.track,
        )
        for option in case.options
    )


def list_rounded(case: Case) -> tuple[Rounded, ...]:
    """List the options whose times after a breach are rounded.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    tuple of Rounded
        In file order: undoing, and taking again, that lasts longer than
        `reversible_within` or a period, and taking that lasts longer than a period.
    """
    period = case.negotiation.period.days
    within = case.negotiation.reversible_within.days
    least = min(period, within)
    rounded: list[Rounded] = []
    for option in case.options:
        if option.settled:
            continue
        for kind, back in _changes(option):
            if not back.is_never and back.takes.days > least:
                never = back.takes.days > within
                rounded.append(Rounded(option.id, back.takes, never, kind))
        if option.takes is not None and option.takes.days > period:
            taking = Rounded(option.id, option.takes, irreversible=False, kind="take")
            rounded.append(taking)
    return tuple(rounded)


def _changes(option: Option) -> tuple[tuple[Literal["undo", "redo"], Change], ...]:
    return (("undo", option.undo), ("redo", option.redo))


def _irreversible(case: Case, option: Option) -> bool:
    return (
        option.undo.is_never
        or option.undo.takes.days > case.negotiation.reversible_within.days
    )


def _wanted(case: Case, party: str) -> frozenset[str]:
    """Give the options on which a party puts some weight, or a statement."""
    preference = case.preference[party]
    formulas = [weight.of for weight in preference.weights if weight.amount.value]
    if not preference.weights:
        formulas = [statement.formula for statement in preference.statements]
    return frozenset().union(*(_options(case, formula) for formula in formulas))


def _options(case: Case, formula: Formula) -> frozenset[str]:
    """Give the options that a formula mentions, through terms and projects too."""
    options: set[str] = set()
    waiting = set(names(formula))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if name in case.definitions:
            waiting |= names(case.definitions[name]) - seen
        else:
            options.add(name)
    return frozenset(options)
