"""What ends, and when, in words: rights, guarantees, promises of road maps."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from detente.model.road_map import RoadMap
from detente.report.naming import Names


def endings(names: Names, only: str | None = None) -> list[tuple[date, str]]:
    """Say of each right and each guarantee that ends when it does.

    Parameters
    ----------
    names : Names
        The case and the language.
    only : str or None
        The option or guarantee that is asked about; None is all.

    Returns
    -------
    list of (date, str)
        By day; what has ended by the day of the case is told as past.
    """
    told = (*_rights(names), *_guarantees(names))
    asked = [(day, said) for name, day, said in told if only in (None, name)]
    return sorted(asked, key=itemgetter(0))


def _rights(names: Names) -> Iterator[tuple[str, date, str]]:
    for option in names.case.options:
        if option.until is not None:
            told = {
                "date": names.date(option.until),
                "party": names.party(option.party),
                "option": names.quoted(names.option(option.id)),
            }
            past = names.case.as_of is not None and option.until <= names.case.as_of
            yield (
                option.id,
                option.until,
                names.say("Since {date} {party} can no longer do {option}.", **told)
                if past
                else names.say(
                    "From {date} on {party} can no longer do {option}.", **told
                ),
            )


def _guarantees(names: Names) -> Iterator[tuple[str, date, str]]:
    for each in names.case.negotiation.guarantees:
        if each.until is not None:
            told = {
                "date": names.date(each.until),
                "guarantee": names.quoted(names.element(each.id)),
            }
            past = names.case.as_of is not None and each.until <= names.case.as_of
            yield (
                each.id,
                each.until,
                names.say("Since {date} {guarantee} answers nothing.", **told)
                if past
                else names.say("From {date} on {guarantee} answers nothing.", **told),
            )


def promised_until(road_map: RoadMap, names: Names) -> str:
    """Say until when what a road map does is owed; empty where it is for good.

    Parameters
    ----------
    road_map : RoadMap
    names : Names

    Returns
    -------
    str
        One sentence a day.
    """
    by_day = sorted(road_map.until, key=itemgetter(1))
    said = []
    for day, group in groupby(by_day, key=itemgetter(1)):
        options = [option for option, _ in group]
        if "" in options:
            said.append(
                names.say(
                    "The whole deal is owed until {date}; from then on all of it goes "
                    "back.",
                    date=names.date(day),
                )
            )
        else:
            said.append(
                names.say(
                    "Owed until {date}, and then no longer: {options}.",
                    date=names.date(day),
                    options=names.options(options),
                )
            )
    return " ".join(said)
