"""How a breach is noticed, option by option: from when on, and with what chance."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from detente.engine.period.turn import bits_of
from detente.model.case import Case, Option, Seen
from detente.model.quantity import Amount, Duration, Lapse, Rate, compounded
from detente.records import dataclass
from detente.study.game.flow import count_periods


@dataclass(frozen=True, slots=True)
class Watch:
    """How it is noticed that an option is not as the road map has it.

    Attributes
    ----------
    delay : int
        Periods in which nobody can notice it, that of the breach being the first.
    chance : float
        With which it is noticed at the end of each period after those.
    """

    delay: int = 0
    chance: float = 1.0

    @property
    def at_once(self) -> bool:
        """Whether it is noticed in the period of the breach, for sure."""
        return self.delay == 0 and self.chance >= 1


AT_ONCE = Watch()


def open_watches(case: Case) -> dict[int, Watch]:
    """Find the options of which a breach is not noticed at once.

    Parameters
    ----------
    case : Case
        Its options with `seen`, and its period.

    Returns
    -------
    dict of int to Watch
        By the bit of the option; empty where everything is noticed at once.
    """
    if not any(option.seen for option in case.options):
        return {}
    period = case.negotiation.period
    bits = bits_of(case)
    found = {
        bits[option.id]: watch_of(option.seen, period)
        for option in case.options
        if option.seen and option.id in bits
    }
    return {bit: watch for bit, watch in found.items() if not watch.at_once}


def watch_of(seen: Seen, period: Duration) -> Watch:
    """Count in periods how a breach is noticed.

    Parameters
    ----------
    seen : Seen
    period : Duration
        One tick of the clock.

    Returns
    -------
    Watch
        A begun period counts whole.
    """
    delay = 0 if seen.after is None else count_periods(seen.after.days, period)
    return Watch(
        delay, 1.0 if seen.chance is None else _per_period(seen.chance, period)
    )


def _per_period(chance: Rate, period: Duration) -> float:
    if chance.per is None:
        return float(chance.amount.value)
    return 1 - compounded(1 - chance.amount.value, chance.per, period)


def with_watches(case: Case, watches: Mapping[str, Watch]) -> Case:
    """Give the case with other ways to notice breaches of some options.

    Parameters
    ----------
    case : Case
    watches : mapping of str to Watch
        By option; the others stay as they are.

    Returns
    -------
    Case
    """
    period = case.negotiation.period

    def watched(option: Option) -> Option:
        if option.id not in watches:
            return option
        watch, seen = watches[option.id], option.seen or Seen()
        days = Amount(watch.delay * period.days)
        chance = Rate(Amount(Fraction(watch.chance)))
        return replace(
            option, seen=replace(seen, after=Lapse(days, "day"), chance=chance)
        )

    return replace(
        case,
        parties=tuple(
            replace(party, options=tuple(map(watched, party.options)))
            for party in case.parties
        ),
    )
