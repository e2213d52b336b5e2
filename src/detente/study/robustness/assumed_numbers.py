"""What is assumed: every number with a range, and the case with other numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from detente.model.case import Case, Option, Seen
from detente.model.formula import written
from detente.model.preference import Preference
from detente.model.quantity import Amount
from detente.model.road_map import Guarantee, Negotiation
from detente.records import dataclass

_HALF, _TWICE = 0.5, 2.0
_LARGEST = {"patience": 0.9999, "believed": 1.0, "chance": 1.0, "hidden": 1.0}
"""What a discount factor stays below, and the most that a chance can be."""

_LIMITED = ("patience", "guarantees", "options")
"""Sections with numbers that cannot be as large as one likes."""

Visit = Callable[[str, Amount, bool], Amount]
"""Takes where a number stands, the number, whether all around it is assumed."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that may be otherwise.

    Attributes
    ----------
    path : str
        Where it stands in the case file.
    low, high : float
        Its range: the one written, else from half to twice its value, as far as
        a chance or a discount factor can go.
    written : bool
        Whether the range stands in the file. Within one that does, all numbers
        are equally likely; else all ratios are, so that the sign stays.
    """

    path: str
    value: float
    low: float
    high: float
    written: bool


def list_assumptions(case: Case) -> tuple[Assumption, ...]:
    """List the numbers of a case that have a range, or are assumed.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of Assumption
        In file order. An assumed 0 without a range is none: half of it and twice
        it are the same.
    """
    found: list[Assumption] = []

    def visit(path: str, amount: Amount, around: bool) -> Amount:  # noqa: FBT001
        bounds = bounds_of(path, amount, around)
        if bounds is not None:
            given = amount.low is not None and amount.high is not None
            found.append(Assumption(path, float(amount.value), *bounds, given))
        return amount

    _walk(case, visit)
    return tuple(found)


def list_unvaried(case: Case) -> tuple[str, ...]:
    """List the paths of what is assumed to be 0 and has no range, in file order."""
    found: list[str] = []

    def visit(path: str, amount: Amount, around: bool) -> Amount:  # noqa: FBT001
        if _is_assumed(amount, around) and amount.low is None and not amount.value:
            found.append(path)
        return amount

    _walk(case, visit)
    return tuple(found)


def weight_paths(party: str, preference: Preference) -> tuple[str, ...]:
    """Give the path of each weight of a party, in file order."""
    return tuple(
        f"preferences.{party}.weights.{written(weight.of)}"
        for weight in preference.weights
    )


def with_numbers(case: Case, numbers: Mapping[str, float]) -> Case:
    """Give the case with other numbers.

    Parameters
    ----------
    case : Case
    numbers : mapping of str to float
        By the path of an assumption.

    Returns
    -------
    Case
    """

    def visit(path: str, amount: Amount, _: bool) -> Amount:  # noqa: FBT001
        if path not in numbers:
            return amount
        return replace(amount, value=Decimal(repr(float(numbers[path]))))

    return _walk(case, visit, tuple(numbers))


def _is_assumed(amount: Amount, around: bool) -> bool:  # noqa: FBT001
    return amount.about.assumed or around


def bounds_of(
    path: str,
    amount: Amount,
    around: bool,  # noqa: FBT001
) -> tuple[float, float] | None:
    """Give within which bounds a number is drawn; None where it is not.

    Parameters
    ----------
    path : str
        Where it stands.
    amount : Amount
    around : bool
        Whether all around it is assumed.
    """
    value = float(amount.value)
    if amount.low is not None and amount.high is not None:
        return float(amount.low), float(amount.high)
    if not value or not _is_assumed(amount, around):
        return None
    low, high = sorted((_HALF * value, _TWICE * value))
    section, *_, last = path.split(".")
    name = section if section == "patience" else last
    limit = _LARGEST.get(name, high) if section in _LIMITED else high
    return low, max(value, min(high, limit))


def _walk(case: Case, visit: Visit, only: tuple[str, ...] | None = None) -> Case:
    """Visit every number that a study of time uses, and put back what it gives.

    `only` are the paths of interest; sections without any are passed by.
    """

    def of_interest(section: str) -> bool:
        return only is None or any(path.startswith(section) for path in only)

    negotiation = of_interest("patience.") or of_interest("guarantees.")
    return replace(
        case,
        parties=tuple(
            replace(
                party, options=tuple(_option(option, visit) for option in party.options)
            )
            for party in case.parties
        )
        if of_interest("options.")
        else case.parties,
        preferences=tuple(
            (party, _preference(party, preference, visit))
            if of_interest(f"preferences.{party}.")
            else (party, preference)
            for party, preference in case.preferences
        ),
        negotiation=_negotiation(case.negotiation, visit)
        if negotiation
        else case.negotiation,
    )


def _option(option: Option, visit: Visit) -> Option:
    around = option.about.assumed

    def cost(name: str, amount: Amount | None) -> Amount | None:
        path = f"options.{option.id}.cost.{name}"
        return None if amount is None else visit(path, amount, around)

    do, undo = cost("do", option.cost_do), cost("undo", option.cost_undo)
    changed = replace(option, cost_do=do, cost_undo=undo)
    if option.seen is None:
        return changed
    return replace(changed, seen=_seen(option.id, option.seen, visit))


def _seen(option: str, seen: Seen, visit: Visit) -> Seen:
    """Visit the numbers by which a breach of an option is noticed."""
    around, path = seen.about.assumed, f"options.{option}.seen"
    after, chance, hidden = seen.after, seen.chance, seen.hidden
    if after is not None:
        after = replace(after, amount=visit(f"{path}.after", after.amount, around))
    if chance is not None:
        chance = replace(chance, amount=visit(f"{path}.chance", chance.amount, around))
    if hidden is not None:
        hidden = visit(f"{path}.hidden", hidden, around)
    return replace(seen, after=after, chance=chance, hidden=hidden)


def _preference(party: str, preference: Preference, visit: Visit) -> Preference:
    around = preference.about.assumed
    paths = weight_paths(party, preference)
    weights = tuple(
        replace(weight, amount=visit(path, weight.amount, around))
        for path, weight in zip(paths, preference.weights, strict=True)
    )
    return replace(preference, weights=weights)


def _negotiation(negotiation: Negotiation, visit: Visit) -> Negotiation:
    around = False
    patience = tuple(
        (
            party,
            replace(
                rate, amount=visit(f"patience.{party or 'all'}", rate.amount, around)
            ),
        )
        for party, rate in negotiation.patience
    )
    guarantees = tuple(_guarantee(each, visit) for each in negotiation.guarantees)
    return replace(negotiation, patience=patience, guarantees=guarantees)


def _guarantee(guarantee: Guarantee, visit: Visit) -> Guarantee:
    around = guarantee.about.assumed
    changes: dict[str, Amount] = {
        name: visit(f"guarantees.{guarantee.id}.{path}", amount, around)
        for name, path, amount in _amounts(guarantee)
    }
    return replace(guarantee, **changes)  # type: ignore[arg-type]


def _amounts(guarantee: Guarantee) -> Iterator[tuple[str, str, Amount]]:
    names = (
        ("penalty_flow", "penalty.flow"),
        ("penalty_lump", "penalty.lump"),
        ("compensation_flow", "compensation.flow"),
        ("compensation_lump", "compensation.lump"),
        ("believed", "believed"),
    )
    for name, path in names:
        amount = getattr(guarantee, name)
        if amount is not None:
            yield name, path, amount
