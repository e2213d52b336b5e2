"""What is odd about a case that is otherwise right: the warnings."""

from collections.abc import Iterable, Iterator

import numpy as np

from detente.engine import Engine
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Name, brief
from detente.model.preference import Comparison
from detente.study.check.disagreement import Disagreement, disagreement
from detente.study.check.opposition import opposition_remarks
from detente.study.check.plan_warnings import plan_remarks
from detente.study.check.veto import hidden_vetoes
from detente.study.check.want_warnings import want_remarks
from detente.study.check.warning import Remark, set_aside


def review(
    engine: Engine, disagreements: Iterable[Disagreement] | None = None
) -> tuple[Remark, ...]:
    """Find what is odd about a case.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    disagreements : iterable of Disagreement or None
        How far order and weights of its parties disagree; None is looked up.

    Returns
    -------
    tuple of Remark
        In the order: options, statements, wants, states, parties, constraints,
        turnover, events, road maps, what of the case most answers set aside.
    """
    case = engine.case
    if disagreements is None:
        disagreements = disagreement(engine, clashes=False)
    return (
        *_unselectable(engine),
        *_constant_statements(engine),
        *_idle_comparisons(engine),
        *want_remarks(engine),
        *opposition_remarks(case, disagreements),
        *_single_state(engine),
        *_immobile(engine),
        *hidden_vetoes(case),
        *_double_elections(case),
        *_contradicted_now(case),
        *_odd_deeds(case),
        *plan_remarks(case),
        *_chances(case),
        *set_aside(case),
    )


def _chances(case: Case) -> Iterator[Remark]:
    """Say where the chance of an option counts, since few questions ask for it."""
    having = [option.id for option in case.options if option.chance is not None]
    if having:
        yield Remark(
            "chance-set-aside",
            Message(
                "`chance` of {options} counts in `detente force` and in claims that "
                "somebody forces something; everywhere else a step that is taken "
                "succeeds",
                options=", ".join(having),
            ),
            having[0],
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
                        statement=brief(statement.formula),
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
        message = Message("the constraints leave one state only: now")
        if not engine.case.constraints:
            message = Message("there is one state only: now")
        yield Remark("one-state", message)


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
    for event in sorted(case.standing_events, key=lambda event: event.date):
        due = case.as_of is not None and event.date > case.as_of
        if event.kind == "deed" and event.option and not due:
            newest[event.option] = (event.date, event.taken)
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
                    date=date,
                ),
                option.id,
            )


def _odd_deeds(case: Case) -> Iterator[Remark]:
    """Find deeds by others than the owner, and deeds that say neither yes nor no."""
    for event in case.standing_events:
        if event.kind != "deed" or event.option is None:
            continue
        owner = case.option[event.option].party
        if event.parties and owner not in event.parties:
            yield Remark(
                "deed-by-another",
                Message(
                    "{option} is an option of {owner}, but the deed of {date} names "
                    "{parties} only",
                    option=event.option,
                    owner=owner,
                    date=event.date,
                    parties=", ".join(event.parties),
                ),
                event.option,
            )
        if event.value is None:
            yield Remark(
                "deed-without-value",
                Message(
                    "the deed of {date} does not say whether {option} was taken or "
                    "undone: it is read as taken (write `value`)",
                    date=event.date,
                    option=event.option,
                ),
                event.option,
            )
