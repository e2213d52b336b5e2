"""How often leaders change: from the bundled table, or from a list of one's own."""

from datetime import date
from pathlib import Path

from detente.analysis.answer import Answer
from detente.casefile.formats import read_terms
from detente.casefile.nearest import nearest
from detente.casefile.source import decoded, read_raw
from detente.errors import CaseError, Location, Message, Problem, QuestionError
from detente.model.text import Text
from detente.records import dataclass
from detente.report.data.time import hazards_data
from detente.report.document import Document
from detente.report.pages.time.hazard import hazard_page, hazards_table
from detente.report.plain import Data
from detente.report.words import Words
from detente.study.time.hazard import observed
from detente.study.time.hazard_table import countries, named, names
from detente.study.time.rates import Asked, Rates


@dataclass(frozen=True)
class HazardResult(Answer):
    """How often leaders change, and what to write into a case file."""

    rates: Rates

    def to_dict(self) -> Data:
        """Give the rates with their intervals, and the lines for a case file."""
        return hazards_data(self.rates)

    def page(self, words: Words) -> Document:
        """Tell how often leaders change, how sure that is, and what to write."""
        return hazard_page(self.rates, words)

    def sheet(self, words: Words) -> Document:
        """Give one row a country."""
        return hazards_table(self.rates, words)


def hazard(
    country: str | None = None,
    *,
    terms: str | Path | None = None,
    until: date | None = None,
) -> HazardResult:
    """Tell how often the leaders of a country change, and how sure that is.

    Parameters
    ----------
    country : str or None
        One or several with commas between them, by code of REIGN, ISO code or name,
        from the bundled table (REIGN; Bell, Besaw and Frank 2021); beside `terms` the
        name to show.
    terms : str, Path or None
        A CSV file of one's own instead, with the columns leader, from and to; the last
        `to` may be empty: that leader is in office.
    until : date or None
        To which day those in office are counted; None is today.

    Returns
    -------
    HazardResult
        Changes a year as counted and drawn towards all countries, each with an interval
        that holds it with a chance of 90 in 100; chances of a change in one and two
        years; a line for the case file.

    Raises
    ------
    CaseError
        For a table of terms with faults.
    QuestionError
        For a country that is not in the table, or where none is named.

    References
    ----------
    Garwood (1936) for the interval of counts; Bell, Besaw and Frank (2021) for REIGN.
    """
    if terms is not None:
        return HazardResult(_own(country, terms, until))
    if until is not None:
        message = Message("--until goes with --terms: the bundled table ends in 2021")
        raise QuestionError([Problem("until", message, Location("--until"))])
    asked = [word for word in (country or "").split(",") if word.strip()]
    if not asked:
        message = Message("no country is named")
        hint = Message("name one with --country, such as PRK, or a file with --terms")
        raise QuestionError(
            [Problem("no-country", message, Location("--country"), hint=hint)]
        )
    problems: list[Problem] = []
    found = [each for word in asked for each in _found(word.strip(), problems)]
    if problems:
        raise QuestionError(problems)
    return HazardResult(Rates(tuple(found)))


def _found(word: str, problems: list[Problem]) -> list[Asked]:
    known = named(word)
    if known:
        first, *others = known
        return [Asked(first.name, first.hazard, first.code, tuple(others))]
    message = Message("there is no country '{name}' in the table", name=word)
    spelled = {
        name.casefold(): name
        for each in countries()
        for name in (each.code, each.iso, *names(each))
    }
    meant = nearest(word.casefold(), spelled)
    hint = (
        Message("did you mean '{nearest}'?", nearest=_told(spelled[meant]))
        if meant
        else Message("name it by its code, such as PRK, or in English or Russian")
    )
    problems.append(Problem("unknown-country", message, Location(word), word, hint))
    return []


def _told(word: str) -> str:
    """Give a name with its code."""
    first = named(word)[0]
    return word if word == first.code else f"{word} ({first.code})"


def _text(terms: str | Path) -> tuple[str, str]:
    if terms != "-" and not Path(terms).exists():
        message = Message("there is no such file")
        raise CaseError([Problem("missing-file", message, Location(str(terms)))])
    raw, file = read_raw(terms)
    return decoded(raw, file), file


def _own(country: str | None, terms: str | Path, until: date | None) -> Rates:
    found = read_terms(*_text(terms))
    last = until or date.today()  # noqa: DTZ011 - the day of whoever asks
    hazard = observed(found, last)
    if hazard.years <= 0:
        message = Message("nobody has been in office for a day by {day}", day=last)
        location = Location("--until" if until else str(terms))
        raise QuestionError([Problem("no-years", message, location)])
    known = named(country or "")
    name = known[0].name if known else Text.plain(country or Path(terms).stem)
    return Rates((Asked(name, hazard),), (found[0].begin, last))
