"""Unknown preferences, strength and hypergames as plain dictionaries."""

from collections.abc import Sequence

import numpy as np

from detente.engine import Bools, Engine
from detente.report.data.stability import MANY, Extent, assumptions_data, heading_data
from detente.report.plain import Data, plain
from detente.report.words import words_of
from detente.study.check.warning import Remark
from detente.study.preference.hypergame import Game, Hypergame
from detente.study.preference.strength_of_preference import StrengthStudy
from detente.study.preference.unknown_preference import READINGS, UnknownStudy


def unknown_data(
    study: UnknownStudy, shown: Bools, extent: Extent, remarks: Sequence[Remark]
) -> Data:
    """Write who stays under each reading.

    Parameters
    ----------
    study : UnknownStudy
        What was found.
    shown : bool array, shape (n_states,)
        Only these states are listed and counted.
    extent : Extent
        How much is written.
    remarks : sequence of Remark
        Warnings.
    """
    engine = study.engine
    names = _Listed(engine, shown, extent)
    concepts: Data = {}
    for concept in study.concepts:
        readings: Data = {}
        for reading in READINGS:
            stable = {
                party: study.sets[reading, concept, position]
                for position, party in enumerate(engine.parties)
            }
            whole = study.equilibria(reading, concept)
            readings[reading] = names.stable(stable) | names.equilibria(whole)
        concepts[str(concept)] = readings
    return heading_data(engine) | {
        "unknown": _entries(engine, "unknown", study.unknown),
        "concepts": concepts,
        "warnings": plain(remarks),
    }


def strength_data(
    study: StrengthStudy, shown: Bools, extent: Extent, remarks: Sequence[Remark]
) -> Data:
    """Write how strongly each party is held; the arguments as of `unknown_data`."""
    engine = study.engine
    names = _Listed(engine, shown, extent)
    concepts: Data = {}
    for concept in study.concepts:
        parts: Data = {}
        for kind in ("general", "strong", "weak"):
            stable = {
                party: getattr(study.sets[concept, position], kind)
                for position, party in enumerate(engine.parties)
            }
            parts[kind] = names.stable(stable)
        wholes = {
            "equilibria": study.equilibria(concept),
            "strong_equilibria": study.strong_equilibria(concept),
            "weak_equilibria": study.weak_equilibria(concept),
        }
        for key, whole in wholes.items():
            parts |= names.equilibria(whole, key)
        concepts[str(concept)] = parts
    return heading_data(engine) | {
        "strong": _entries(engine, "strong", study.strong),
        "concepts": concepts,
        "warnings": plain(remarks),
    }


def _entries(engine: Engine, key: str, counts: Sequence[int]) -> Data:
    """Give what each party says of this kind, and how many pairs that touches."""
    options = list(engine.case.option)
    said = {
        party: [each.text(options) for each in getattr(wants, key)]
        for party, wants in engine.case.preference.items()
    }
    return {
        party: {"entries": said[party], "pairs": count}
        for party, count in zip(engine.parties, counts, strict=True)
        if said[party]
    }


class _Listed:
    """Lists and counts of states, as far as they are asked for."""

    def __init__(self, engine: Engine, shown: Bools, extent: Extent) -> None:
        self.engine = engine
        self.shown = shown & engine.feasible
        self.extent = extent

    def stable(self, by_party: dict[str, Bools]) -> Data:
        asked = {
            party: states & self.shown
            for party, states in by_party.items()
            if self.extent.parties is None or party in self.extent.parties
        }
        data: Data = {}
        if self.extent.everything or self.engine.n_feasible <= MANY:
            data["stable"] = {party: self._of(each) for party, each in asked.items()}
        data["stable_count"] = {
            party: int(np.count_nonzero(each)) for party, each in asked.items()
        }
        return data

    def equilibria(self, states: Bools, key: str = "equilibria") -> Data:
        chosen = states & self.shown
        return {
            key: self._of(chosen, self.extent.limit),
            f"{key}_count": int(np.count_nonzero(chosen)),
        }

    def _of(self, states: Bools, limit: int | None = None) -> list[str]:
        return [self.engine.state(int(at)) for at in np.flatnonzero(states)[:limit]]


def hypergame_data(study: Hypergame, extent: Extent, remarks: Sequence[Remark]) -> Data:
    """Write what each party expects, and what lasts.

    Parameters
    ----------
    study : Hypergame
        What was found.
    extent : Extent
        How many states are listed.
    remarks : sequence of Remark
        Warnings.
    """
    concepts: Data = {}
    for concept in study.concepts:
        lasts = study.equilibria(concept)
        concepts[str(concept)] = {
            "equilibria": _spelt(study, lasts, extent),
            "equilibria_count": int(np.count_nonzero(lasts)),
            "games": [
                {
                    "parties": list(game.viewers),
                    "equilibria": _spelt(study, game.rests[concept], extent),
                    "missed": _spelt(study, study.missed(concept, game), extent),
                    "unforeseen": _spelt(
                        study, study.unforeseen(concept, game), extent
                    ),
                }
                for game in study.games
            ],
        }
    return heading_data(study.engine) | {
        "universal": len(study.games[0].perceived),
        "games": [_game(study, game) for game in study.games],
        "concepts": concepts,
        "assumptions": assumptions_data(study.assumptions),
        "warnings": plain(remarks),
    }


def _game(study: Hypergame, game: Game) -> Data:
    titles = {
        view.party: words_of("en").text(view.title)
        for view in study.engine.case.sees
        if view.title is not None
    }
    written_ = game is study.games[0]
    possible = study.games[0].perceived
    return {
        "parties": list(game.viewers),
        "title": None if written_ else titles.get(game.viewers[0]),
        "as_written": written_,
        "perceived": int(np.count_nonzero(game.perceived)),
        "hidden": int(np.count_nonzero(possible & ~game.perceived)),
        "imagined": int(np.count_nonzero(game.perceived & ~possible)),
    }


def _spelt(study: Hypergame, states: Bools, extent: Extent) -> list[str]:
    most = None if extent.everything else extent.limit
    return [study.spell(int(at)) for at in np.flatnonzero(states)[:most]]
