"""What is odd about a case that is otherwise right: the warnings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.engine import Engine
from detente.errors import Message
from detente.model.case import Case, Constraint, Option
from detente.model.formula import Formula, Name, holds, names, written
from detente.model.preference import Comparison, Preference
from detente.study.plan_remark import plan_remarks
from detente.study.remark import Remark, set_aside

__all__ = ["Disagreement", "Remark", "disagreement", "review"]

_ENUMERATED = 10


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How often a party's order and its weights judge a step differently.

    A step changes one option; `steps` counts the pairs of feasible states
    that one step joins, `opposed` those where one says better and the other
    says worse, `differing` those where the two judgements are not the same.
    """

    party: str
    steps: int
    opposed: int
    differing: int


def review(engine: Engine) -> tuple[Remark, ...]:
    """Find what is odd about a case.

    Parameters
    ----------
    engine : Engine
        The case, opened.

    Returns
    -------
    tuple of Remark
        In the order: options, statements, states, parties, constraints,
        turnover, events, road maps, what of the case most answers set aside.
    """
    case = engine.case
    return (
        *_unselectable(engine),
        *_constant_statements(engine),
        *_idle_comparisons(engine),
        *_single_state(engine),
        *_immobile(engine),
        *_hidden_vetoes(case),
        *_double_elections(case),
        *_contradicted_now(case),
        *plan_remarks(case),
        *set_aside(case),
    )


def _unselectable(engine: Engine) -> Iterator[Remark]:
    for option in engine.case.options:
        taken = engine.truth(Name(option.id))[engine.feasible]
        if not taken.any() and not option.settled:
            yield Remark(
                "option-never-taken",
                Message(
                    "no feasible state takes the option {option}", option=option.id
                ),
                option.id,
            )


def _constant_statements(engine: Engine) -> Iterator[Remark]:
    for party, preference in engine.case.preferences:
        for statement in preference.statements:
            truth = engine.truth(statement.formula)[engine.feasible]
            if truth.all() or not truth.any():
                yield Remark(
                    "statement-constant",
                    Message(
                        "the statement '{statement}' of {party} is {value} in every "
                        "feasible state, so it decides nothing",
                        statement=written(statement.formula),
                        party=party,
                        value=Message("true") if truth.all() else Message("false"),
                    ),
                    party,
                )


def _idle_comparisons(engine: Engine) -> Iterator[Remark]:
    for party, preference in engine.case.preferences:
        entries = [("unknown", each) for each in preference.unknown]
        entries += [("strong", each) for each in preference.strong]
        for key, comparison in entries:
            if not _idle(engine, comparison):
                continue
            yield Remark(
                "comparison-idle",
                Message(
                    "the entry '{entry}' under `{key}` of {party} speaks of no two "
                    "feasible states, so it decides nothing",
                    entry=comparison.text(list(engine.case.option)),
                    key=key,
                    party=party,
                ),
                party,
            )


def _idle(engine: Engine, comparison: Comparison) -> bool:
    first = engine.truth(comparison.first)[engine.feasible]
    if comparison.second is None:
        return bool(first.all() or not first.any())
    second = engine.truth(comparison.second)[engine.feasible]
    if not (first.any() and second.any()):
        return True
    return int(np.count_nonzero(first | second)) == 1


def _single_state(engine: Engine) -> Iterator[Remark]:
    if engine.n_feasible == 1:
        yield Remark("one-state", Message("the constraints leave one state only: now"))


def _immobile(engine: Engine) -> Iterator[Remark]:
    for position, party in enumerate(engine.parties):
        if not engine.reached(position, engine.feasible, improving=False).any():
            yield Remark(
                "party-never-moves",
                Message(
                    "{party} can never move, so every state is stable for it",
                    party=party,
                ),
                party,
            )


def _hidden_vetoes(case: Case) -> Iterator[Remark]:
    for constraint in case.constraints:
        formula = _resolved(case, constraint.formula)
        involved = sorted(formula & case.option.keys())
        if len(involved) > _ENUMERATED:
            continue
        pairs = list(_vetoes(case, constraint.formula, involved))
        if pairs:
            yield Remark(
                "hidden-veto", _veto_message(constraint, pairs), pairs[0][0].id
            )


def _veto_message(
    constraint: Constraint, pairs: list[tuple[Option, Option]]
) -> Message:
    rule = written(constraint.formula)
    if len(pairs) == 1:
        ((blocked, by),) = pairs
        return Message(
            "the constraint '{constraint}' lets {other} block the undoing of "
            "{option} by {party}: if that is not meant, write "
            "`requires` on the option {blocking} instead",
            constraint=rule,
            other=by.party,
            option=blocked.id,
            party=blocked.party,
            blocking=by.id,
        )
    return Message(
        "the constraint '{constraint}' lets options of one party block the undoing of "
        "another's ({pairs}): if that is not meant, write `requires` on the option "
        "that blocks instead",
        constraint=rule,
        pairs=", ".join(f"{by.id} > {blocked.id}" for blocked, by in pairs),
    )


def _resolved(case: Case, formula: Formula) -> frozenset[str]:
    """Give the options behind a formula, terms and projects followed."""
    found: set[str] = set()
    pending = list(names(formula))
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in case.definitions:
            pending += names(case.definitions[name])
        else:
            found.add(name)
    return frozenset(found)


def _vetoes(
    case: Case, formula: Formula, involved: list[str]
) -> Iterator[tuple[Option, Option]]:
    """Pair each option whose undoing is blocked with the option that blocks it."""
    found = set()
    for values in product((False, True), repeat=len(involved)):
        state = dict(zip(involved, values, strict=True))
        for blocked in involved:
            if not state[blocked] or case.option[blocked].undo.is_never:
                continue
            undone = state | {blocked: False}
            if not _true(case, formula, state) or _true(case, formula, undone):
                continue
            for by in involved:
                freed = {by: not state[by]}
                foreign = case.option[by].party != case.option[blocked].party
                if (
                    foreign
                    and (blocked, by) not in found
                    and _true(case, formula, state | freed)
                    and _true(case, formula, undone | freed)
                ):
                    found.add((blocked, by))
    for blocked, by in sorted(found):
        yield case.option[blocked], case.option[by]


def _true(case: Case, formula: Formula, state: dict[str, bool]) -> bool:
    def truth(name: str) -> bool:
        if name in case.definitions:
            return holds(case.definitions[name], truth)
        return state[name]

    return holds(formula, truth)


def _double_elections(case: Case) -> Iterator[Remark]:
    """Find all-exits hazards beside a scheduled change from the same leadership."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for turnover in case.negotiation.turnover:
        found = kinds.setdefault(
            (turnover.party, turnover.before or turnover.party), set()
        )
        if turnover.on is not None:
            found.add("scheduled")
        if turnover.hazard is not None and turnover.share is None:
            found.add("all exits")
    for (party, _), found in kinds.items():
        if len(found) > 1:
            yield Remark(
                "elections-twice",
                Message(
                    "the turnover of {party} counts elections twice: a hazard of "
                    "all exits beside a scheduled change (give the hazard a `share`)",
                    party=party,
                ),
                party,
            )


def _contradicted_now(case: Case) -> Iterator[Remark]:
    newest: dict[str, tuple[object, bool]] = {}
    for event in sorted(case.events, key=lambda event: event.date):
        due = case.as_of is not None and event.date > case.as_of
        if (
            event.kind == "deed"
            and event.option
            and event.value is not None
            and not due
        ):
            newest[event.option] = (event.date, event.value)
    for option in case.options:
        date, value = newest.get(option.id, (None, option.now))
        if value != option.now:
            yield Remark(
                "now-against-deed",
                Message(
                    "now says that {option} is {now}, but the newest deed ({date}) "
                    "says the opposite",
                    option=option.id,
                    now=Message("taken") if option.now else Message("not taken"),
                    date=str(date),
                ),
                option.id,
            )


def disagreement(engine: Engine) -> tuple[Disagreement, ...]:
    """Count the steps on which order and weights disagree, party by party.

    Parameters
    ----------
    engine : Engine
        A case with options, opened.

    Returns
    -------
    tuple of Disagreement
        One for each party that has both an order of its own and weights.
    """
    found = []
    for position, party in enumerate(engine.parties):
        preference = engine.case.preference[party]
        if preference.weights and preference.order != "weights" and engine.case.options:
            found.append(_disagreement(engine, position, preference))
    return tuple(found)


def _disagreement(
    engine: Engine, position: int, preference: Preference
) -> Disagreement:
    order = engine.payoff(position)
    weight = engine.order(Preference(weights=preference.weights))
    steps = opposed = differing = 0
    for bit in range(engine.n_states.bit_length() - 1):
        without = np.flatnonzero(engine.feasible)
        without = without[(without >> bit) & 1 == 0]
        without = without[engine.feasible[without | 1 << bit]]
        taken = without | 1 << bit
        by = np.sign(order[taken].astype(np.int64) - order[without])
        of = np.sign(weight[taken].astype(np.int64) - weight[without])
        steps += int(without.size)
        opposed += int(np.count_nonzero(by * of < 0))
        differing += int(np.count_nonzero(by != of))
    return Disagreement(engine.parties[position], steps, opposed, differing)
