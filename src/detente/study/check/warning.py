"""A warning about a case, and those of what an answer takes no account of."""

from detente.errors import Message
from detente.model.case import Case
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a second look: a code, a sentence, the element's id."""

    code: str
    message: Message
    element: str = ""


def set_aside(case: Case, answered: str = "") -> tuple[Remark, ...]:
    """Name the keys of a case that an answer takes no account of.

    Parameters
    ----------
    case : Case
        The case.
    answered : str
        The key that the answer is about: `unknown`, `strong` or `sees`; empty
        where it is about none.

    Returns
    -------
    tuple of Remark
        One for each key, with the parties that have it and the command that
        takes it into account.
    """
    parties = {
        "unknown": [party for party, wanted in case.preferences if wanted.unknown],
        "strong": [party for party, wanted in case.preferences if wanted.strong],
        "sees": [view.party for view in case.sees],
    }
    return tuple(
        Remark(
            f"{key}-set-aside",
            Message(
                "`{key}` of {parties} plays no part in this answer, which takes the "
                "case as written: `detente {command}` takes it into account",
                key=key,
                parties=", ".join(having),
                command=_COMMANDS[key],
            ),
            having[0],
        )
        for key, having in parties.items()
        if having and key != answered
    )


_COMMANDS = {"unknown": "unknown", "strong": "strength", "sees": "hypergame"}
