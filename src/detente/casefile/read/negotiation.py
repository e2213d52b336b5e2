"""What does not fit together in deals over time: chances, movers, owners."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from detente.casefile.limits import LONGEST_NUMBER
from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.schema.case import PreferenceEntry
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.negotiation import (
    DeadlineEntry,
    DiscountEntry,
    TurnoverEntry,
)
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message
from detente.model.quantity import ONE_MONTH, Exact, Rate, compounded, total


def read_patience(entry: CaseEntry, reading: Reading) -> Iterator[tuple[str, Rate]]:
    """Read what a later period weighs, by party or for all."""
    if entry.patience is None:
        return
    assumed = is_assumed(entry, inherited=False)
    for party, item in entry.patience.by_party.items():
        name = reading.refer(party, "party", "parties")
        yield name, _discount(item, entry, reading, assumed)
    if entry.patience.everyone is not None:
        yield "", _discount(entry.patience.everyone, entry, reading, assumed)


def _discount(
    item: DiscountEntry,
    entry: CaseEntry,
    reading: Reading,
    assumed: bool,  # noqa: FBT001
) -> Rate:
    """Read a patience, which must lie between 0 and 1 in the arithmetic too."""
    rate = reading.rate(item, assumed)
    period = entry.period or ONE_MONTH
    amount = rate.amount
    for factor in (amount.value, amount.low, amount.high):
        if factor is None:
            continue
        each = compounded(factor, rate.per, period)
        if not 0 < each < 1:
            message = Message(
                "a patience of {value} is {rounded:g} a period in the arithmetic",
                value=str(factor),
                rounded=each,
            )
            hint = Message("write another number, or a longer or shorter period")
            reading.fault("patience", message, item.value[2], hint)
            break
    return rate


def refuse_misfits(entry: CaseEntry, reading: Reading) -> None:
    """Refuse what no part of the negotiation is wrong with by itself."""
    _refuse_missing_movers(entry, reading)
    _refuse_leaderships(entry, reading)
    _refuse_turnover(entry, reading)
    for deadline in entry.deadlines.items.values() if entry.deadlines else ():
        _refuse_strange_options(deadline, reading)
    for name, plan in entry.roadmaps.items.items() if entry.roadmaps else ():
        if not plan.stages:
            message = Message("the road map '{name}' has no stages", name=str(name))
            reading.fault("no-stages", message, name)


def _refuse_missing_movers(entry: CaseEntry, reading: Reading) -> None:
    listed = entry.movers.parties if entry.movers else ()
    missing = [name for name in reading.names.of("parties") if name not in listed]
    if listed and missing:
        message = Message("the movers leave out {parties}", parties=", ".join(missing))
        hint = Message("list every party once")
        reading.fault("movers", message, listed[0], hint)


def _refuse_leaderships(entry: CaseEntry, reading: Reading) -> None:
    believed: dict[str, Exact] = {}
    for name, item in entry.types.items.items() if entry.types else ():
        party = str(item.party)
        more = item.now.value if item.now else Decimal(0)
        believed[party] = _added(believed.get(party, Decimal(0)), more)
        if believed[party] > 1:
            message = Message(
                "the beliefs that other leaderships of {party} rule now add up to "
                "{total}, more than 1",
                party=party,
                total=believed[party],
            )
            reading.fault("probability", message, name)
        if name in reading.names.sections["parties"]:
            message = Message("'{name}' is already a party", name=str(name))
            hint = Message("a leadership needs an id of its own")
            reading.fault("duplicate-id", message, name, hint)
        _refuse_comparisons(item.preferences, reading)


def _refuse_comparisons(entry: PreferenceEntry | None, reading: Reading) -> None:
    """Refuse what no question about leaderships takes into account."""
    for key, given in (
        ("unknown", entry.unknown if entry else []),
        ("strong", entry.strong if entry else []),
    ):
        if given:
            message = Message(
                "another leadership of a party cannot have '{key}'", key=key
            )
            hint = Message("write it under preferences, for the party")
            reading.fault("leadership-comparison", message, given[0].compared[0], hint)


def _refuse_turnover(entry: CaseEntry, reading: Reading) -> None:
    ruling: dict[str, dict[str, None]] = {}
    for leadership, told in entry.types.items.items() if entry.types else ():
        ruling.setdefault(str(told.party), {})[leadership] = None
    for party, items in entry.turnover.items.items() if entry.turnover else ():
        _refuse_too_likely(items, reading)
        for item in items:
            _refuse_change(party, ruling.get(party, {}), item, reading)


def _refuse_too_likely(items: Sequence[TurnoverEntry], reading: Reading) -> None:
    """Refuse changes of one day that add up to more than certainty."""
    chances: dict[object, Exact] = {}
    for item in items:
        if item.on is None or item.probability is None:
            continue
        day = item.on, str(item.before)
        before = chances.get(day, Decimal(0))
        chances[day] = _added(before, item.probability.value)
        if chances[day] > 1:
            message = Message(
                "the changes of {date} add up to a probability of {total}, more than 1",
                date=item.on.isoformat(),
                total=chances[day],
            )
            reading.fault("probability", message, item.to)


def _added(first: Exact, second: Exact) -> Exact:
    """Add two chances, exactly as long as nobody could tell the difference."""
    both = total((first, second))
    if isinstance(both, Fraction) and both.denominator > _FINEST**2:
        return Fraction(int(both * _FINEST), _FINEST)
    return both


_FINEST = 10 ** (2 * LONGEST_NUMBER)
"""Chances are told apart to this part of certainty."""


def _refuse_change(
    party: Scalar, rulers: Mapping[str, None], entry: TurnoverEntry, reading: Reading
) -> None:
    for word in (entry.before, entry.to):
        if word is not None and word != party and word not in rulers:
            message = Message(
                "{party} has no leadership '{name}'", party=str(party), name=str(word)
            )
            told = reading.problems.is_full("unknown-leadership")
            hint = None if told else did_you_mean(word, [party, *rulers])
            hint = hint or Message(
                "name it under types, with party: {party}", party=str(party)
            )
            reading.fault("unknown-leadership", message, word, hint)
    if entry.to == (entry.before or party):
        message = Message("'{name}' gives way to itself", name=str(entry.to))
        reading.fault("turnover-itself", message, entry.to)


def _refuse_strange_options(entry: DeadlineEntry, reading: Reading) -> None:
    """Refuse a deadline of one party that opens options of another."""
    for word in entry.then.opens if entry.then else ():
        option = word.rpartition(".")[2]
        owner = reading.names.owner.get(option)
        if entry.by and owner and owner != entry.by:
            message = Message(
                "'{option}' is an option of {owner}, not of {by}",
                option=option,
                owner=owner,
                by=str(entry.by),
            )
            reading.fault("deadline-owner", message, word)
