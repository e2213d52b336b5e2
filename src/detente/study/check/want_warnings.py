"""What is missing or idle among what parties want, and their patience."""

from collections.abc import Iterator

from detente.engine import Engine
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Formula, names, written
from detente.model.preference import Preference
from detente.study.check.warning import Remark


def want_remarks(engine: Engine) -> Iterator[Remark]:
    """Find wants and patience that are missing, and weights that decide nothing.

    Parameters
    ----------
    engine : Engine
        The case, opened.

    Yields
    ------
    Remark
        Parties and leaderships without wants first, then what road maps lack,
        then weights that never vary.
    """
    yield from _indifferent(engine.case)
    if engine.case.negotiation.road_maps:
        yield from _without_weights(engine.case)
        yield from _without_patience(engine.case)
    yield from _constant_weights(engine)


def _indifferent(case: Case) -> Iterator[Remark]:
    """Find parties of which nothing is said; `[]` says that they want nothing."""
    given = dict(case.preferences)
    for party in case.party:
        if party not in given:
            yield Remark(
                "party-without-wants",
                Message(
                    "{party} has no `preferences`: all situations are alike to it, so "
                    "that it leaves none and each is stable for it (if that is meant, "
                    "write `{party}: []` under `preferences`)",
                    party=party,
                ),
                party,
            )


def _without_weights(case: Case) -> Iterator[Remark]:
    for party, preference in case.preference.items():
        if preference.order in ("statements", "ranking") and not preference.weights:
            yield Remark(
                "party-without-weights",
                Message(
                    "{party} has an order and no `weights`: where it can move, no road "
                    "map is proved",
                    party=party,
                ),
                party,
            )


def _without_patience(case: Case) -> Iterator[Remark]:
    patience = dict(case.negotiation.patience)
    if "" in patience:
        return
    lacking = [
        party
        for party, preference in case.preference.items()
        if party not in patience and preference.weights
    ]
    if lacking:
        yield Remark(
            "patience-missing",
            Message(
                "no `patience` is given for {parties}, so no road map can be proved or "
                "refuted (write, say, `patience: 0.9 per year`)",
                parties=", ".join(lacking),
            ),
            lacking[0],
        )


def _constant_weights(engine: Engine) -> Iterator[Remark]:
    for party, preference in _wants(engine.case):
        for weight in preference.weights:
            truth = engine.truth(weight.of)[engine.feasible]
            # What is done for good counts always, and was worth weighing before.
            slip = truth.all() and not _settled(engine.case, weight.of)
            if slip or not truth.any():
                yield Remark(
                    "weight-constant",
                    Message(
                        "the weight of '{formula}' of {party} counts in every feasible "
                        "state, so it decides nothing",
                        formula=written(weight.of),
                        party=party,
                    )
                    if truth.all()
                    else Message(
                        "the weight of '{formula}' of {party} counts in no feasible "
                        "state, so it decides nothing",
                        formula=written(weight.of),
                        party=party,
                    ),
                    party,
                )


def _settled(case: Case, formula: Formula) -> bool:
    """Whether a formula speaks only of options that can never change."""
    return all(
        case.option[name].settled
        if name in case.option
        else name in case.definitions and _settled(case, case.definitions[name])
        for name in names(formula)
    )


def _wants(case: Case) -> Iterator[tuple[str, Preference]]:
    yield from case.preference.items()
    for leadership in case.negotiation.leaderships:
        yield leadership.id, leadership.preference
