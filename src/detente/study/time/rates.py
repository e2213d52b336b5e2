"""What was asked about how often leaders change."""

from datetime import date

from detente.model.text import Text
from detente.records import dataclass
from detente.study.time.hazard import Hazard
from detente.study.time.hazard_table import Country


@dataclass(frozen=True, slots=True)
class Asked:
    """One country that was asked about.

    Attributes
    ----------
    name : Text
    hazard : Hazard
    code : str
        Its code in the bundled table; empty for a list of one's own.
    others : tuple of Country
        Whom the same word names too.
    """

    name: Text
    hazard: Hazard
    code: str = ""
    others: tuple[Country, ...] = ()

    @property
    def line(self) -> str:
        """What to write under `turnover`, below the party; TYPE is to be filled in."""
        shrunk = self.hazard.shrunk
        low, value, high = (
            f"{each:.3g}" for each in (shrunk.low, shrunk.value, shrunk.high)
        )
        return (
            f"{{to: TYPE, hazard: {{value: {value} per year, range: [{low}, {high}]}}}}"
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """How often leaders change in some countries.

    Attributes
    ----------
    asked : tuple of Asked
    own : (date, date) or None
        From when to when a list of one's own was counted; None is the bundled table.
    """

    asked: tuple[Asked, ...]
    own: tuple[date, date] | None = None
