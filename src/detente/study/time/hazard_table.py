"""How often leaders changed, country by country: the bundled table.

Leaders of 200 countries from January 1950 to March 2021, counted from REIGN (Bell,
Besaw and Frank 2021). Codes are those of REIGN, which are those of the Correlates of
War; ISO codes and names are understood too.
"""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from detente.model.text import Text
from detente.records import dataclass
from detente.study.time.hazard import Hazard

FIRST, LAST = date(1950, 1, 1), date(2021, 3, 31)


@dataclass(frozen=True, slots=True)
class Country:
    """One country of the table.

    Attributes
    ----------
    code, iso : str
        The code of REIGN, and of ISO 3166; the second is empty for a country that is
        no more.
    name : Text
    also : tuple of str
        Other names.
    hazard : Hazard
    """

    code: str
    iso: str
    name: Text
    also: tuple[str, ...]
    hazard: Hazard


@cache
def countries() -> tuple[Country, ...]:
    """List the countries of the table, by their codes."""
    text = (
        files("detente.study.time").joinpath("leader_turnover.csv").read_text("utf-8")
    )
    return tuple(
        Country(
            code=row["code"],
            iso=row["iso"],
            name=Text((("en", row["en"]), ("ru", row["ru"]))),
            also=tuple(filter(None, row["also"].split(";"))),
            hazard=Hazard(int(row["exits"]), float(row["leader_years"])),
        )
        for row in csv.DictReader(text.splitlines())
    )


def named(word: str) -> tuple[Country, ...]:
    """Find the countries that a word names: by code of REIGN, by ISO code or by name.

    Parameters
    ----------
    word : str
        In any case of letters.

    Returns
    -------
    tuple of Country
        None, one, or several where a code of REIGN is another country's ISO code; that
        of REIGN first.
    """
    asked = word.strip().casefold()
    by_code = [each for each in countries() if each.code.casefold() == asked]
    by_iso = [each for each in countries() if each.iso.casefold() == asked]
    by_name = [
        each
        for each in countries()
        if asked in {name.casefold() for name in names(each)}
    ]
    return tuple(dict.fromkeys((*by_code, *by_iso, *by_name))) if asked else ()


def names(country: Country) -> tuple[str, ...]:
    """Give all names of a country."""
    return (*(name for _, name in country.name.versions), *country.also)
