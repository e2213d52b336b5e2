"""What a case says that another format has no place for."""

from collections.abc import Collection

from detente.casefile.formats.data import case_data
from detente.casefile.formats.notice import notice
from detente.errors import Message, Problem
from detente.model.case import Case

_ALWAYS = frozenset({"detente", "title", "parties", "constraints", "preferences"})
_OF_OPTIONS = frozenset({"name", "now", "undo", "redo", "requires"})
_ORDERS = ("weights", "statements", "ranking")
_ABOUT = ("note", "evidence", "assumed")


def lost_keys(
    case: Case, form: str, held: Collection[str], file: str
) -> tuple[Problem, ...]:
    """Say what a format cannot hold.

    Parameters
    ----------
    case : Case
        What is written.
    form : str
        The format, for people.
    held : collection of str
        Keys of the case that it keeps, beside those that every format does.
    file : str
        Where the case comes from.

    Returns
    -------
    tuple of Problem
        Empty where nothing is lost.
    """
    data = case_data(case)
    lost = [key for key in data if key not in _ALWAYS and key not in held]
    lost += sorted(_of_parties(data.get("parties"), held))
    lost += sorted(_of_preferences(data.get("preferences")))
    lost += sorted(_of_elements(data))
    warnings = []
    if lost:
        keys = ", ".join(dict.fromkeys(lost))
        message = Message("{format} has no place for: {keys}", format=form, keys=keys)
        warnings.append(notice("not-kept", message, file))
    if _is_translated(case):
        message = Message("{format} keeps names in one language only", format=form)
        warnings.append(notice("languages", message, file))
    return tuple(warnings)


def _is_translated(case: Case) -> bool:
    abouts = [each.about for each in case.parties]
    abouts += [option.about for option in case.options]
    texts = [case.title, *(about.name for about in abouts)]
    return any(text is not None and len(text.versions) > 1 for text in texts)


def _of_preferences(preferences: object) -> set[str]:
    """Find what is said of preferences beside the order."""
    found: set[str] = set()
    for wants in preferences.values() if isinstance(preferences, dict) else ():
        keys = list(wants) if isinstance(wants, dict) else []
        orders = [key for key in _ORDERS if key in keys]
        found |= {key for key in keys if key not in {*orders[:1], *_ABOUT}}
    return found


def _of_parties(parties: object, held: Collection[str]) -> set[str]:
    """Find keys of options that the format does not have."""
    found: set[str] = set()
    for party in parties.values() if isinstance(parties, dict) else ():
        options = party.get("options") if isinstance(party, dict) else None
        for option in options.values() if isinstance(options, dict) else ():
            keys = option if isinstance(option, dict) else {}
            found |= {key for key in keys if key not in {*_OF_OPTIONS, *held}}
            found |= {
                key
                for key in ("undo", "redo")
                if key not in held and not _without_time(keys.get(key))
            }
    return found - {*_ABOUT}


def _without_time(value: object) -> bool:
    if isinstance(value, dict):
        return "takes" not in value
    return value in (None, "never")


def _of_elements(data: object) -> set[str]:
    """Find remarks, evidence and marks of assumption anywhere."""
    if isinstance(data, dict):
        own = {key for key in _ABOUT if key in data}
        return own.union(*map(_of_elements, data.values()))
    if isinstance(data, list):
        return set().union(*map(_of_elements, data))
    return set()
