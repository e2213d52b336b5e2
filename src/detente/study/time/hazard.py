"""How often the leaders of a country change, and how sure that is.

Changes are counted over years in office; the last term is not over yet, so its years
count and no change does. Counts of a steady rate are Poisson. Few changes say little
about a country, and what all countries have in common then says more: a gamma prior.
"""

from collections.abc import Iterable
from datetime import date
from math import exp, log1p

from detente.model.term import Term
from detente.records import dataclass
from detente.study.time.gamma import gamma_quantile

SHAPE, YEARS = 1.134, 5.486
"""The prior: as if 1.134 changes had been seen in 5.486 years. It is what the bundled
table was shrunk by; its mean, 0.207 a year, is the rate of all countries together."""
SURE = 0.9
_YEAR = 365.25
_TAIL = (1 - SURE) / 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """A figure, and the interval in which it lies with a chance of 90 in 100."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Hazard:
    """How often leaders change.

    Attributes
    ----------
    exits : int
        Changes that were seen.
    years : float
        Over which they were.
    """

    exits: int
    years: float

    @property
    def raw(self) -> Bounds:
        """Changes a year as counted, with the exact interval of Garwood (1936).

        It holds the true rate in at least 90 of 100 countries, whatever the rates.
        """
        low = gamma_quantile(self.exits, _TAIL) if self.exits else 0.0
        high = gamma_quantile(self.exits + 1, 1 - _TAIL)
        return Bounds(low / self.years, self.exits / self.years, high / self.years)

    @property
    def shrunk(self) -> Bounds:
        """Changes a year, drawn towards all countries: mean and 90 % of what is left.

        By the gamma distribution that is left of the prior once the changes are seen.
        """
        shape, years = self._left
        low, high = (gamma_quantile(shape, each) for each in (_TAIL, 1 - _TAIL))
        return Bounds(low / years, shape / years, high / years)

    def change(self, years: float) -> Bounds:
        """Give the chance of a change within some years, drawn towards all countries.

        Parameters
        ----------
        years : float

        Returns
        -------
        Bounds
            The chance over all rates that are left, and at the ends of their interval.
        """
        shape, seen = self._left
        shrunk = self.shrunk
        low, high = (1 - exp(-each * years) for each in (shrunk.low, shrunk.high))
        return Bounds(low, 1 - exp(-shape * log1p(years / seen)), high)

    @property
    def _left(self) -> tuple[float, float]:
        return self.exits + SHAPE, self.years + YEARS


def observed(terms: Iterable[Term], until: date) -> Hazard:
    """Count the changes of some terms in office.

    Parameters
    ----------
    terms : iterable of Term
    until : date
        To which day those still in office are counted; changes after it are not
        counted.

    Returns
    -------
    Hazard
    """
    days = exits = 0
    for term in terms:
        over = term.end is not None and term.end <= until
        end = term.end if over and term.end is not None else until
        days += max(0, (end - term.begin).days)
        exits += over
    return Hazard(exits, days / _YEAR)
