"""What the questions of the family are asked for, and what they refuse."""

from collections.abc import Iterable

import numpy as np

from detente.analysis.setting import (
    Setting,
    open_static,
    party_position,
    read_concepts,
    refuse_departures,
    states_where,
)
from detente.engine import Bools, Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.concept import Concept


def refuse_without(case: Case, key: str) -> None:
    """Refuse a case in which no party has a key in its preferences.

    Raises
    ------
    QuestionError
        With the code `no-` and the key.
    """
    if any(getattr(wanted, key) for _, wanted in case.preferences):
        return
    message = Message("no party has the key '{key}' in its preferences", key=key)
    hint = Message(
        "write it beside the order of the party, as in {key}: [dig]", key=key
    )
    raise QuestionError([Problem(f"no-{key}", message, Location(key), key, hint)])


def core_concepts(
    concepts: Iterable[str] | None, setting: Setting
) -> tuple[Concept, ...]:
    """Read concepts that are defined by pairs of states, and refuse every other.

    Parameters
    ----------
    concepts : iterable of str, or None
        None is R, GMR, SMR, SEQ and SSEQ.
    setting : Setting
        Its assumptions have to be the usual ones.

    Returns
    -------
    tuple of Concept

    Raises
    ------
    QuestionError
        With the code `not-core`.
    """
    asked = read_concepts(concepts)
    for concept in asked:
        if not concept.is_core:
            message = Message(
                "{concept} is not defined for pairs of situations", concept=concept
            )
            hint = Message("ask for R, GMR, SMR, SEQ or SSEQ")
            place = Location(str(concept))
            raise QuestionError(
                [Problem("not-core", message, place, str(concept), hint)]
            )
    message = Message("this question is for weak sanctions, returns included")
    refuse_departures(setting, "not-core", message)
    return asked


def open_shown(
    case: Case, where: str | None, party: str | None, setting: Setting
) -> tuple[Engine, Bools]:
    """Open a case, and find the states of which is asked.

    Parameters
    ----------
    case : Case
    where : str or None
        A formula; None is every state.
    party : str or None
        Whose verdicts are asked for: only whether there is such a party.
    setting : Setting

    Returns
    -------
    Engine
    bool array, shape (n_states,)

    Raises
    ------
    QuestionError
        For a formula or a party that the case does not know.
    """
    engine = open_static(case, setting)
    if party is not None:
        party_position(engine, party)
    return engine, states_where(engine, where)


def asked_concept(concept: str, asked: tuple[Concept, ...]) -> Concept:
    """Give a concept that was asked for.

    Raises
    ------
    ValueError
        For one that was not.
    """
    found = Concept(concept)
    if found not in asked:
        message = f"{concept} was not asked for, only {', '.join(asked)}"
        raise ValueError(message)
    return found


def states_named(engine: Engine, states: Bools) -> tuple[str, ...]:
    """Write the states of a bool array, ascending, as ids or Y and N."""
    return tuple(engine.state(int(at)) for at in np.flatnonzero(states))
