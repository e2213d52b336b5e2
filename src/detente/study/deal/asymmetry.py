"""The asymmetry table: who holds what, and how long it takes to undo."""

from dataclasses import dataclass

from detente.model.case import Case, Option
from detente.model.formula import Formula, names
from detente.model.quantity import Duration


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
    """An option whose time to undo, or to take, is rounded.

    Attributes
    ----------
    takes : Duration
        How long it takes.
    irreversible : bool
        Whether it counts as never undone, though it takes only that long;
        otherwise it counts as done within a period, though it takes longer.
    taking : bool
        Whether it is about taking it after a breach. On a road map a stage
        lasts as long as its slowest step.
    """

    option: str
    takes: Duration
    irreversible: bool
    taking: bool = False


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
        In file order: undoing beside `reversible_within` or the period, and
        taking that lasts longer than a period.
    """
    period = case.negotiation.period.days
    least = min(period, case.negotiation.reversible_within.days)
    rounded: list[Rounded] = []
    for option in case.options:
        if option.settled:
            continue
        undo = option.undo
        if not undo.is_never and undo.takes.days > least:
            rounded.append(Rounded(option.id, undo.takes, _irreversible(case, option)))
        if option.takes is not None and option.takes.days > period:
            rounded.append(
                Rounded(option.id, option.takes, irreversible=False, taking=True)
            )
    return tuple(rounded)


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
