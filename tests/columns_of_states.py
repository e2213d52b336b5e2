"""What the tables about situations should hold: key to value, row by row.

Everything is told from the JSON of the same answer.
"""

from tests.columns_words import ANYTHING, joined, lasting, leaving, parties


def now(found):
    for concept, stays in found.data["now"]["stable"].items():
        holds = found.data["now"]["holds"][concept]
        words = {
            party: "stays" if yes else "would move" for party, yes in stays.items()
        }
        yield {
            "concept": concept,
            "verdict": "holds" if holds else "does not hold",
        } | words


def reach(found):
    evolution = found.data.get("evolution", found.data)
    for key, words in (
        ("any_moves", "any moves"),
        ("improvements", "improvements only"),
    ):
        part = evolution[key]
        yield {
            "by": words,
            "states": part["count"],
            "moves": len(part["by_steps"]) - 1,
        } | {f"{c}_equilibria": e["count"] for c, e in part["equilibria"].items()}


def counts(found):
    for concept, sets in found.data["concepts"].items():
        yield {"concept": concept, "equilibria": sets["equilibria_count"]} | sets[
            "stable_count"
        ]


def deadline(found):
    for each in found.data["deadline"]:
        yield {
            "concept": each["concept"],
            "leave_before": leaving(each["stays_before"], found),
            "leave_after": leaving(each["stays_after"], found),
            "equilibria_before": each["equilibria_before"],
            "equilibria_after": each["equilibria_after"],
        }


def options(found):
    for option in found.names.case.options:
        yield {
            "party": found.names.party(option.party),
            "option": option.id,
            "name": found.names.option(option.id),
            "now": option.now,
            "undo": lasting(option.undo.takes),
        }


def clashes(found):
    for each in found.data["order_against_weights"]:
        yield {
            "party": found.names.party(each["party"]),
            "moves": each["moves"],
            "opposed_percent": 100 * each["opposed"] / each["moves"],
            "differing_percent": 100 * each["differing"] / each["moves"],
        }


def payoffs(found):
    for each in found.data["states"]:
        yield {
            "state": each["state"],
            "changes": found.names.state(each["state"]),
        } | each["payoffs"]


def stayers(found):
    every = parties(found)
    for row in states_of(found):
        yield row | {
            concept: "E" if len(stay) == len(every) else " ".join(stay)
            for concept, sets in found.data["concepts"].items()
            for stay in [[p for p in every if row["state"] in sets["stable"][p]]]
        }


def states_of(found):
    """Begin the rows of a table of states: those that its own column names."""
    table = next(each for each in found.tables if each.keys[:2] == ("state", "changes"))
    for row in table.rows:
        yield {"state": str(row[0]), "changes": found.names.state(str(row[0]))}


def path(found):
    stops = found.data["path"]["stops"]
    for place, step in enumerate(found.data["path"]["steps"]):
        others = tuple(p for p in stops[place]["leaving"] if p != step["party"])
        yield {
            "move": place + 1,
            "party": found.names.party(step["party"]),
            "to": found.names.state(step["to"]),
            "improvement": step["improvement"],
            "others_leaving": found.names.parties(others) if others else "-",
        }


def arcs(found):
    for each in found.data["arcs"]:
        back = each["improvement_back"] if each["both_ways"] else None
        yield each | {
            "party": found.names.party(each["party"]),
            "improvement_back": back,
        }


def coalition(found):
    for each in found.data["coalitions"]:
        yield {
            "coalition": found.names.parties(tuple(each["members"])),
            "improvements": each["improvements_count"],
        } | {c: "stays" if s else "would move" for c, s in each["stays"].items()}


def coalition_moves(found):
    for each in found.data["coalitions"]:
        for start, ends in each["improvements_by_state"].items():
            yield {
                "coalition": found.names.parties(tuple(each["members"])),
                "from": found.names.state(start),
                "to": joined(ends, found),
            }


def movers(found):
    for each in found.data["orders"]:
        yield {
            "order": ", ".join(map(found.names.party, each["order"])),
            "forces": "no" if each["rounds"] is None else "yes",
            "rounds": "-" if each["rounds"] is None else each["rounds"],
            "from_count": each["from_count"],
            "keeps": "yes" if each["keeps"] else "no",
        }


def surviving(found):
    for concept, each in found.data["equilibria"].items():
        yield {
            "concept": concept,
            "equilibria": each["count"],
            "survive": len(each["surviving"]),
            "left": len(each["left"]),
            "surviving": joined(each["surviving"], found),
        }


def merged(found):
    for concept, each in found.data["merged"]["equilibria"].items():
        yield {
            "concept": concept,
            "count": each["count"],
            "equilibria": joined(each["states"], found),
            "gained": joined(each["gained"], found),
            "lost": joined(each["lost"], found),
        }


def horizon(found):
    def named(state):
        return None if state is None else found.names.state(state)

    for each in found.data["states"]:
        for party, how in each["parties"].items():
            yield {
                "state": found.names.state(each["state"]),
                "party": found.names.party(party),
                "stays": ANYTHING,
                "leaves_at": how["leaves_at"],
                "moves_to": named(how["moves_to"]),
                "leads_to": named(how["leads_to"]),
                "indifference": ANYTHING,
            }


def readings(found):
    for concept, by_reading in found.data["concepts"].items():
        for reading, sets in by_reading.items():
            yield {
                "concept": concept,
                "reading": reading,
                "equilibria": sets["equilibria_count"],
            } | sets["stable_count"]


def readings_of_states(found):
    for row in states_of(found):
        yield row | {
            concept: "".join(
                reading
                for reading, sets in by_reading.items()
                if row["state"] in sets["equilibria"]
            )
            or None
            for concept, by_reading in found.data["concepts"].items()
        }


def strengths(found):
    kinds = ("general", "strong", "weak")
    for concept, sets in found.data["concepts"].items():
        for party in parties(found):
            yield {"concept": concept, "party": found.names.party(party)} | {
                kind: sets[kind]["stable_count"][party] for kind in kinds
            }
        yield {
            "concept": concept,
            "party": "everybody",
            "general": sets["equilibria_count"],
            "strong": sets["strong_equilibria_count"],
            "weak": sets["weak_equilibria_count"],
        }


def strengths_of_states(found):
    for row in states_of(found):
        cells = {}
        for concept, sets in found.data["concepts"].items():
            kinds = [
                kind
                for kind in ("strong", "weak")
                if row["state"] in sets[f"{kind}_equilibria"]
            ]
            rests = row["state"] in sets["equilibria"]
            cells[concept] = kinds[0] if kinds else "not tempted" if rests else None
        yield row | cells


def games(found):
    for concept, each in found.data["concepts"].items():
        first, second = each["games"]
        yield {
            "concept": concept,
            "as_written": len(first["equilibria"]),
            "usa": len(second["equilibria"]),
            "lasts": each["equilibria_count"],
        }


def games_of_states(found):
    for row in states_of(found):
        by_game = {
            "as_written": lambda each: each["games"][0]["equilibria"],
            "usa": lambda each: each["games"][1]["equilibria"],
            "lasts": lambda each: each["equilibria"],
        }
        yield (
            row
            | {
                key: " ".join(
                    concept
                    for concept, each in found.data["concepts"].items()
                    if row["state"] in pick(each)
                )
                or None
                for key, pick in by_game.items()
            }
            | {"not_perceived_by": ANYTHING}
        )


def errors(found):
    for concept, each in found.data["concepts"].items():
        for game in each["games"]:
            if game["missed"] or game["unforeseen"]:
                yield {
                    "concept": concept,
                    "parties": found.names.parties(tuple(game["parties"])),
                    "missed": joined(game["missed"], found),
                    "unforeseen": joined(game["unforeseen"], found),
                }
