"""Deals over time: the clock, leaderships, turnover, guarantees, deadlines."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from detente.casefile.limits import LONGEST_NUMBER
from detente.casefile.nearest import did_you_mean
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.road_maps import read_option, read_road_maps, read_step
from detente.casefile.read.states import StateBook
from detente.casefile.read.wants import read_preference
from detente.casefile.schema.case import PreferenceEntry
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.negotiation import (
    DeadlineEntry,
    DiscountEntry,
    GuaranteeEntry,
    MoneyEntry,
    TurnoverEntry,
)
from detente.errors import Message
from detente.model.formula import FALSE
from detente.model.quantity import (
    ONE_MONTH,
    ONE_YEAR,
    Amount,
    Exact,
    Rate,
    compounded,
    total,
)
from detente.model.road_map import (
    Deadline,
    Guarantee,
    Leadership,
    Negotiation,
    Turnover,
)

__all__ = ["read_negotiation"]

_NEVER = Amount(Decimal(0))


def read_negotiation(
    entry: CaseEntry, reading: Reading, book: StateBook
) -> Negotiation:
    """Read everything of a case that is about time."""
    return Negotiation(
        entry.period or ONE_MONTH,
        tuple(_patience(entry, reading)),
        _movers(entry, reading),
        entry.reversible_within or ONE_YEAR,
        tuple(_leaderships(entry, reading, book)),
        tuple(_turnover(entry, reading)),
        tuple(_guarantees(entry, reading)),
        tuple(_deadlines(entry, reading)),
        tuple(read_road_maps(entry, reading, book)),
    )


def _patience(entry: CaseEntry, reading: Reading) -> Iterator[tuple[str, Rate]]:
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


def _movers(entry: CaseEntry, reading: Reading) -> tuple[str, ...]:
    if not entry.movers:
        return ()
    movers = reading.refer_all(entry.movers, "party", "parties")
    listed = set(movers)
    missing = [name for name in reading.names.of("parties") if name not in listed]
    if missing:
        message = Message("the movers leave out {parties}", parties=", ".join(missing))
        hint = Message("list every party once")
        reading.fault("movers", message, entry.movers[0], hint)
    return movers


def _leaderships(
    entry: CaseEntry, reading: Reading, book: StateBook
) -> Iterator[Leadership]:
    group = entry.types
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    believed: dict[str, Exact] = {}
    for name, item in (group.items if group else {}).items():
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
        about = reading.about(item, assumed)
        _refuse_comparisons(item.preferences, reading)
        yield Leadership(
            str(name),
            reading.refer(item.party, "party", "parties"),
            read_preference(item.preferences, reading, book, assumed=about.assumed),
            reading.amount(item.now, about.assumed) or _NEVER,
            about,
        )


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


def _turnover(entry: CaseEntry, reading: Reading) -> Iterator[Turnover]:
    group = entry.turnover
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    types = entry.types.items if entry.types else {}
    ruling: dict[str, dict[str, None]] = {}
    for leadership, told in types.items():
        ruling.setdefault(str(told.party), {})[leadership] = None
    for party, items in (group.items if group else {}).items():
        name = reading.refer(party, "party", "parties")
        rulers = ruling.get(name, {})
        _refuse_too_likely(items, reading)
        for item in items:
            yield _change(name, rulers, item, reading, assumed)


def _refuse_too_likely(items: list[TurnoverEntry], reading: Reading) -> None:
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


def _change(
    party: str,
    rulers: Mapping[str, None],
    entry: TurnoverEntry,
    reading: Reading,
    assumed: bool,  # noqa: FBT001
) -> Turnover:
    for word in (entry.before, entry.to):
        if word is not None and word != party and word not in rulers:
            message = Message(
                "{party} has no leadership '{name}'", party=party, name=str(word)
            )
            told = reading.problems.is_full("unknown-leadership")
            hint = None if told else did_you_mean(word, [party, *rulers])
            hint = hint or Message(
                "name it under types, with party: {party}", party=party
            )
            reading.fault("unknown-leadership", message, word, hint)
    if entry.to == (entry.before or party):
        message = Message("'{name}' gives way to itself", name=str(entry.to))
        reading.fault("turnover-itself", message, entry.to)
    about = reading.about(entry, assumed)
    return Turnover(
        party,
        str(entry.to),
        None if entry.before is None else str(entry.before),
        None if entry.hazard is None else reading.rate(entry.hazard, about.assumed),
        reading.amount(entry.share, about.assumed),
        entry.on,
        reading.amount(entry.probability, about.assumed),
        about,
    )


def _guarantees(entry: CaseEntry, reading: Reading) -> Iterator[Guarantee]:
    group = entry.guarantees
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    for name, item in (group.items if group else {}).items():
        yield _guarantee(str(name), item, reading, assumed=assumed)


def _guarantee(
    name: str, entry: GuaranteeEntry, reading: Reading, *, assumed: bool
) -> Guarantee:
    about = reading.about(entry, assumed)
    protects = reading.refer(entry.protects, "party", "parties")
    against = reading.refer_all(entry.against, "party", "parties")
    undoing: tuple[str, ...] = ()
    if [str(word) for word in entry.undoing] != ["any"]:
        undoing = tuple(read_option(word, reading) for word in entry.undoing)
    return Guarantee(
        name,
        reading.refer_all(entry.by, "party or body", "parties", "bodies"),
        protects,
        against,
        undoing,
        *_money(entry.penalty, reading, assumed=about.assumed),
        *_money(entry.compensation, reading, assumed=about.assumed),
        reading.amount(entry.believed, about.assumed),
        reading.formula(entry.when),
        tuple(entry.ties),
        entry.binding,
        about,
    )


def _money(
    entry: MoneyEntry | None, reading: Reading, *, assumed: bool
) -> tuple[Amount | None, Amount | None]:
    if entry is None:
        return None, None
    assumed = is_assumed(entry, assumed)
    return reading.amount(entry.flow, assumed), reading.amount(entry.lump, assumed)


def _deadlines(entry: CaseEntry, reading: Reading) -> Iterator[Deadline]:
    group = entry.deadlines
    assumed = is_assumed(group, is_assumed(entry, inherited=False))
    for name, item in (group.items if group else {}).items():
        yield _deadline(str(name), item, reading, assumed=assumed)


def _deadline(
    name: str, entry: DeadlineEntry, reading: Reading, *, assumed: bool
) -> Deadline:
    by = entry.by and reading.refer(entry.by, "party", "parties")
    opens = entry.then.opens if entry.then else []
    becomes = entry.then.becomes if entry.then else []
    for word in opens:
        option = read_option(word, reading)
        owner = reading.names.owner.get(option)
        if by and owner and owner != by:
            message = Message(
                "'{option}' is an option of {owner}, not of {by}",
                option=option,
                owner=owner,
                by=by,
            )
            reading.fault("deadline-owner", message, word)
    steps = (read_step(word, reading) for word in becomes)
    return Deadline(
        name,
        entry.date,
        reading.formula(entry.unless, FALSE),
        by or None,
        tuple(str(word).rpartition(".")[2] for word in opens),
        tuple(step for step in steps if step),
        reading.about(entry, assumed),
    )
