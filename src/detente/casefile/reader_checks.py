"""Whether the rules leave any state, allow the one that holds, and fit rankings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.casefile.reader_rankings import refuse_rankings
from detente.casefile.reader_states import StateBook
from detente.casefile.schema import CaseEntry
from detente.casefile.truth import TruthTable
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Formula, brief, names

__all__ = ["may_hold", "refuse_infeasible"]

_MOST_NAMED = 5
_MOST_TABLED = 20


def refuse_infeasible(
    case: Case, entry: CaseEntry, book: StateBook, *, edited: bool
) -> None:
    """Refuse a status quo, states and rankings that the constraints rule out.

    Parameters
    ----------
    case : Case
        Read without any other fault.
    entry : CaseEntry
        The file, for the places of the constraints.
    book : StateBook
        The states and rankings of the file; faults go to its reading.
    edited : bool
        Whether edits were made, so that some states of the file may be gone.
    """
    if case.graph.states:
        _Listed(case, book).check()
        return
    rules = _Rules(case, entry, book)
    if rules.contradict() or rules.refuse_now():
        return
    rules.refuse_states(edited=edited)
    rules.refuse_rankings(edited=edited)


def may_hold(case: Case, formula: Formula) -> bool:
    """Tell whether a formula holds in some feasible state, as far as can be told.

    Parameters
    ----------
    case : Case
        Read without a fault.
    formula : Formula
        About its options, terms and projects, or its states.

    Returns
    -------
    bool
        True where too many options are involved to look at every state.
    """
    if case.graph.states:
        return _holds_somewhere(case, formula)
    rules = [rule.formula for rule in case.constraints]
    table = _table(case, [*rules, formula])
    if table is None:
        return True
    return bool(_meet(table.all, [table.where(each) for each in (*rules, formula)]))


def _holds_somewhere(case: Case, formula: Formula) -> bool:
    """Try each state that the formula mentions, and one that it does not."""
    named = _mentioned(case, [formula])
    states = [state for state, _ in case.graph.states]
    tried = [state for state in states if state in named]
    tried += [state for state in states if state not in named][:1]
    return any(
        TruthTable((), {name: name == state for name in tried}, case.definitions).where(
            formula
        )
        for state in tried
    )


def _table(case: Case, formulas: Iterable[Formula]) -> TruthTable | None:
    """Give the table of the options that formulas mention, if it is small."""
    mentioned = _mentioned(case, formulas)
    free = [
        option.id
        for option in case.options
        if option.id in mentioned and not option.settled
    ]
    if len(free) > _MOST_TABLED:
        return None
    fixed = {option.id: option.now for option in case.options}
    return TruthTable(free, fixed, case.definitions)


def _mentioned(case: Case, formulas: Iterable[Formula]) -> set[str]:
    seen: set[str] = set()
    waiting = list(formulas)
    while waiting:
        for name in names(waiting.pop()) - seen:
            seen.add(name)
            if name in case.definitions:
                waiting.append(case.definitions[name])
    return seen


@dataclass(slots=True)
class _Rules:
    case: Case
    entry: CaseEntry
    book: StateBook

    def contradict(self) -> bool:
        """Report constraints that leave no state; tell whether they do."""
        formulas = [constraint.formula for constraint in self.case.constraints]
        table = _table(self.case, formulas)
        if table is None:
            return False
        sets = [table.where(formula) for formula in formulas]
        if _meet(table.all, sets):
            return False
        core = _core(table.all, sets)
        last = self.entry.constraints[core[-1]].formula
        if len(core) == 1:
            message = Message("no state satisfies this constraint")
        else:
            message = Message(
                "no state satisfies the constraints together: {constraints}",
                constraints="; ".join(brief(formulas[at]) for at in core),
            )
        hint = Message("settled options keep the value they have now")
        hint_or_none = hint if self._settled() else None
        self.book.reading.fault("contradiction", message, last, hint_or_none)
        return True

    def _settled(self) -> bool:
        return any(option.settled for option in self.case.options)

    def _broken(self, state: str) -> list[int]:
        """Find the constraints that a state breaks."""
        values = zip(self.case.options, state, strict=True)
        fixed = {option.id: letter == "Y" for option, letter in values}
        table = TruthTable((), fixed, self.case.definitions)
        constraints = enumerate(self.case.constraints)
        return [at for at, rule in constraints if not table.where(rule.formula)]

    def refuse_now(self) -> bool:
        """Report each constraint that the status quo breaks; tell whether any."""
        broken = self._broken(self.case.status_quo)
        for at in broken:
            formula = self.case.constraints[at].formula
            mentioned = _mentioned(self.case, [formula])
            options = ", ".join(
                f"{option.id}: {'yes' if option.now else 'no'}"
                for option in self.case.options
                if option.id in mentioned
            )
            message = Message(
                "the status quo breaks the constraint '{constraint}'",
                constraint=brief(formula),
            )
            hint = Message("now says {options}", options=options)
            place = self.entry.constraints[at].formula
            self.book.reading.fault("status-quo", message, place, hint)
        return bool(broken)

    def refuse_states(self, *, edited: bool) -> None:
        """Report labels, moves and published states that are not feasible."""
        judged: dict[str, Message | None] = {}
        file = self.book.reading.nowhere.origin
        for text, state, always in self.book.written:
            if edited and not always and text.place.origin is file:
                continue
            if state not in judged:
                judged[state] = self._reason(state)
            if judged[state]:
                message = Message("the state '{state}' is not feasible", state=state)
                self.book.reading.fault("infeasible", message, text, judged[state])

    def _reason(self, state: str) -> Message | None:
        for option, letter in zip(self.case.options, state, strict=True):
            if option.settled and (letter == "Y") != option.now:
                return Message("'{option}' is settled as it is now", option=option.id)
        broken = self._broken(state)
        if broken:
            rule = brief(self.case.constraints[broken[0]].formula)
            return Message("it breaks the constraint '{constraint}'", constraint=rule)
        return None

    def refuse_rankings(self, *, edited: bool) -> None:
        """Report rankings that repeat or miss a feasible state.

        What an edited case no longer allows may stay in them.
        """
        if self.book.rankings:
            refuse_rankings(self.case, self.book, edited=edited)


def _meet(everything: int, sets: Iterable[int]) -> int:
    for part in sets:
        everything &= part
    return everything


def _core(everything: int, sets: Sequence[int]) -> list[int]:
    """Find a few sets, each of them needed, that have no state in common."""
    core = list(range(len(sets)))
    for at in range(len(sets)):
        rest = [other for other in core if other != at]
        if not _meet(everything, [sets[other] for other in rest]):
            core = rest
    return core


@dataclass(slots=True)
class _Listed:
    """Rankings of a case that lists its states."""

    case: Case
    book: StateBook

    def check(self) -> None:
        """Report states that are ranked twice or not at all."""
        ids = [state for state, _ in self.case.graph.states]
        for ranking in self.book.rankings:
            seen: set[str] = set()
            for text, state in (entry for tie in ranking for entry in tie):
                if state in seen:
                    message = Message("the state {state} is ranked twice", state=state)
                    self.book.reading.fault("ranking-repeats", message, text)
                seen.add(state)
            missed = [state for state in ids if state not in seen]
            if missed:
                message = Message(
                    "the ranking misses {states}",
                    states=", ".join(missed[:_MOST_NAMED]),
                )
                hint = Message("each state stands in it once")
                first = ranking[0][0][0]
                self.book.reading.fault("ranking-misses", message, first, hint)
