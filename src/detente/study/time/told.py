"""Histories one by one, as a table lists them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.records import dataclass
from detente.study.time.outcomes import Simulation, breakers, broken_at, completion
from detente.study.time.script import Script


@dataclass(frozen=True, slots=True)
class Told:
    """One history.

    Attributes
    ----------
    number : int
        From 1.
    completed : bool
        Whether the target is reached.
    broke : int or None
        The period in which it broke; None where it stands.
    stage : int or None
        At which stage; None is after completion, or where it stands.
    party, leadership : str
        Who did not do its part, and which of its leaderships ruled; empty where it
        stands.
    leaders : str
        Who came to rule when: `PERIOD:LEADERSHIP`, those that rule at first and are no
        party's own included.
    state : str
        At the end.
    then, end, worth : tuple of float
        By party, as of `Histories`; the first is empty where it stands.
    """

    number: int
    completed: bool
    broke: int | None
    stage: int | None
    party: str
    leadership: str
    leaders: str
    state: str
    then: tuple[float, ...]
    end: tuple[float, ...]
    worth: tuple[float, ...]


def tell_histories(case: Case, found: Simulation) -> Iterator[Told]:
    """Tell histories one by one.

    Parameters
    ----------
    case : Case
        A checked case.
    found : Simulation

    Yields
    ------
    Told
        In the order in which they were drawn; none where there are none.
    """
    script, histories = found.script, found.histories
    if script is None or histories is None:
        return
    parties = [party.id for party in case.parties]
    who = breakers(script, histories).tolist()
    places = broken_at(script, histories).tolist()
    done = completion(script)
    states = dict(found.states)
    rows = zip(histories.broke.tolist(), histories.states.tolist(), strict=True)
    for row, (broke, state) in enumerate(rows):
        path = histories.leaders[row]
        stands = who[row] < 0
        ruling = script.profiles[path[broke]]
        yield Told(
            number=row + 1,
            completed=stands or broke >= done,
            broke=None if stands else broke,
            stage=None if stands else script.nodes[places[row]].stage,
            party="" if stands else parties[who[row]],
            leadership="" if stands else ruling[who[row]],
            leaders=_path(script, parties, path),
            state=states[state],
            then=() if stands else tuple(histories.then[row].tolist()),
            end=tuple(histories.end[row].tolist()),
            worth=tuple(histories.worth[row].tolist()),
        )


def _path(script: Script, parties: list[str], path: npt.NDArray[np.int16]) -> str:
    """Write who came to rule when."""
    changes = [0, *(np.flatnonzero(path[1:] != path[:-1]) + 1).tolist()]
    before = parties
    found = []
    for period in changes:
        now = script.profiles[path[period]]
        came = (new for new, old in zip(now, before, strict=True) if new != old)
        found += [f"{period}:{each}" for each in came]
        before = list(now)
    return " ".join(found)
