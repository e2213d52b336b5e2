"""Numbers of the case file in words: what a weight, a cost or patience is of."""

from detente.model.formula import Formula, written
from detente.model.preference import POINTS
from detente.report.document import Cell
from detente.report.formula_words import formula_text
from detente.report.naming import Names

_DIGITS = range(3, 7)


def number_text(path: str, names: Names) -> Cell:
    """Say what a number is of.

    Parameters
    ----------
    path : str
        Of a weight, of a cost or of patience, as assumptions have it.
    names : Names

    Returns
    -------
    Cell
        To stand within a sentence; programs get the path.
    """
    section, of, *rest = path.split(".", 3)
    if section == "preferences":
        said = names.say(
            "what {what} is worth to {party}",
            what=formula_text(_weighed(of, rest[-1], names), names),
            party=names.party(of),
        )
    elif section == "options":
        told = {
            "party": names.party(names.case.option[of].party),
            "option": names.quoted(names.option(of)),
        }
        said = _of_option(of, rest[-1], told, names)
    elif of in names.case.party:
        said = names.say("the patience of {party}", party=names.party(of))
    else:
        said = names.say("everyone's patience")
    return Cell(said, path)


def _of_option(option: str, key: str, told: dict[str, str], names: Names) -> str:
    """Say what a number of an option is of: its cost, or how its breach is seen."""
    if key == "do":
        return names.say("what it costs {party} to do {option}", **told)
    if key == "hidden":
        return names.say("the chance that {party} has an equal of {option}", **told)
    if key == "chance":
        return names.say("the chance that a breach of {option} is noticed", **told)
    if key == "after":
        return names.say(
            "{how_many} nobody can notice a breach of {option}",
            how_many=_unit(option, names),
            **told,
        )
    return names.say("what it costs {party} to take back {option}", **told)


def _unit(option: str, names: Names) -> str:
    """Name the unit in which the file says how long nobody notices a breach."""
    seen = names.case.option[option].seen
    unit = seen.after.unit if seen and seen.after else "day"
    return {
        "day": names.say("how many days"),
        "week": names.say("how many weeks"),
        "month": names.say("how many months"),
        "year": names.say("how many years"),
    }[unit]


def value_text(path: str, value: float, names: Names) -> str:
    """Write the value that a number has, and how it comes to have it.

    Parameters
    ----------
    path : str
        As of `number_text`.
    value : float
    names : Names

    Returns
    -------
    str
        Of points that nobody has written, with as many digits as mean anything.
    """
    if _is_shared_out(path, names):
        points = names.figure(value, ".3g")
        return names.say("{points} of {all} points", points=points, all=POINTS)
    return names.say("assumed {value}", value=names.figure(value, "g"))


def value_figure(path: str, value: float, names: Names) -> Cell:
    """Write the value alone; parameters as of `value_text`."""
    return names.figure(value, ".3g" if _is_shared_out(path, names) else "g")


def _is_shared_out(path: str, names: Names) -> bool:
    section, of, *rest = path.split(".", 3)
    is_weight = section == "preferences" and rest[0] == "weights"
    return is_weight and names.case.preference[of].by_trade_offs


def _weighed(party: str, text: str, names: Names) -> Formula:
    weights = names.case.preference[party].weights
    return next(each.of for each in weights if written(each.of) == text)


def apart(value: float, other: float, names: Names) -> Cell:
    """Write a number with as few digits as tell it from another.

    Parameters
    ----------
    value, other : float
    names : Names

    Returns
    -------
    Cell
        With three digits at least, six at most.
    """
    digits = next(
        (n for n in _DIGITS if format(value, f".{n}g") != format(other, f".{n}g")),
        _DIGITS[-1],
    )
    return names.figure(value, f".{digits}g")
