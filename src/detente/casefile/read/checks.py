"""Whether the rules leave any state, allow the one that holds, and fit rankings."""

from collections.abc import Iterator, Sequence
from itertools import islice

from detente.casefile.formula.truth import TruthTable
from detente.casefile.read.rankings import refuse_rankings
from detente.casefile.read.states import StateBook
from detente.casefile.read.truth_tables import mentioned, small_table
from detente.casefile.schema.entry import CaseEntry
from detente.errors import Message
from detente.model.case import Case
from detente.model.formula import Formula, brief
from detente.records import dataclass

_MOST_NAMED = 5
_MOST_CLASHING = 8
"""So many contradictory constraints are named together."""
_AT_ONCE = 4_096
"""So many states are judged at a time."""


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
    if rules.refuse_now():
        return
    rules.refuse_states(edited=edited)
    rules.refuse_rankings(edited=edited)


@dataclass(slots=True)
class _Rules:
    case: Case
    entry: CaseEntry
    book: StateBook

    def refuse_now(self) -> bool:
        """Report a status quo that breaks constraints; tell whether it does.

        Where no state at all satisfies them, that is told instead.
        """
        table = self._of_states([self.case.status_quo])
        constraints = enumerate(self.case.constraints)
        broken = [at for at, rule in constraints if not table.where(rule.formula)]
        if broken and not self._contradict():
            for at in broken:
                self._refuse_broken(at)
        return bool(broken)

    def _of_states(self, states: Sequence[str]) -> TruthTable:
        options = [option.id for option in self.case.options]
        return TruthTable.of_states(options, states, self.case.definitions)

    def _refuse_broken(self, at: int) -> None:
        formula = self.case.constraints[at].formula
        place = self.entry.constraints[at].formula
        message = Message(
            "the status quo breaks the constraint '{constraint}'",
            constraint=brief(formula),
        )
        hint = None
        if not self.book.reading.problems.is_full("status-quo"):
            concerned = mentioned(self.case, [formula])
            options = ", ".join(
                f"{option.id}: {'yes' if option.now else 'no'}"
                for option in self.case.options
                if option.id in concerned
            )
            hint = Message("now says {options}", options=options)
        self.book.reading.fault("status-quo", message, place, hint)

    def _contradict(self) -> bool:
        """Report constraints that leave no state; tell whether they do."""
        formulas = [constraint.formula for constraint in self.case.constraints]
        table = small_table(self.case, formulas)
        core = None if table is None else _core(table, formulas)
        if core is None:
            return False
        last = self.entry.constraints[max(core)].formula
        if len(core) == 1:
            message = Message("no state satisfies this constraint")
        else:
            clash = [brief(formulas[at]) for at in sorted(core)]
            more = ["…"] if len(core) > _MOST_CLASHING else []
            message = Message(
                "no state satisfies the constraints together: {constraints}",
                constraints="; ".join([*more, *clash]),
            )
        hint = Message("settled options keep the value they have now")
        settled = any(option.settled for option in self.case.options)
        hint_or_none = hint if settled else None
        self.book.reading.fault("contradiction", message, last, hint_or_none)
        return True

    def refuse_states(self, *, edited: bool) -> None:
        """Report labels, moves and published states that are not feasible."""
        file = self.book.reading.nowhere.origin
        written = [
            (text, state)
            for text, state, always in self.book.written
            if always or not edited or text.place.origin is not file
        ]
        reasons = self._reasons(list(dict.fromkeys(state for _, state in written)))
        for text, state in written:
            if state in reasons:
                message = Message("the state '{state}' is not feasible", state=state)
                told = self.book.reading.problems.is_full("infeasible")
                reason = None if told else self._reason(reasons[state])
                self.book.reading.fault("infeasible", message, text, reason)

    def _reasons(self, states: Sequence[str]) -> dict[str, int]:
        """Find the first constraint that each of some states breaks.

        A settled option that is not as it is now counts as minus its number,
        from 1; states that are feasible are left out.
        """
        reasons: dict[str, int] = {}
        for first in range(0, len(states), _AT_ONCE):
            several = states[first : first + _AT_ONCE]
            table = self._of_states(several)
            fine = table.all
            for reason, allowed in self._judged(table):
                for at in _bits(fine & ~allowed):
                    reasons[several[at]] = reason
                fine &= allowed
        return reasons

    def _judged(self, table: TruthTable) -> Iterator[tuple[int, int]]:
        """Give each reason for which states are not feasible, and the others."""
        for number, option in enumerate(self.case.options, 1):
            if option.settled:
                taken = table.taken(option.id)
                yield -number, taken if option.now else table.all ^ taken
        for at, rule in enumerate(self.case.constraints):
            yield at, table.where(rule.formula)

    def _reason(self, reason: int) -> Message:
        if reason < 0:
            settled = self.case.options[-reason - 1].id
            return Message("'{option}' is settled as it is now", option=settled)
        rule = brief(self.case.constraints[reason].formula)
        return Message("it breaks the constraint '{constraint}'", constraint=rule)

    def refuse_rankings(self, *, edited: bool) -> None:
        """Report rankings that repeat or miss a feasible state.

        What an edited case no longer allows may stay in them.
        """
        if self.book.rankings:
            refuse_rankings(self.case, self.book, edited=edited)


def _core(table: TruthTable, formulas: Sequence[Formula]) -> list[int] | None:
    """Find a few formulas, each of them needed, that no state satisfies together.

    None where some state satisfies all. The sets of states are not kept: with
    twenty options and many constraints they would fill the memory.
    """
    core: list[int] = []
    common, end = table.all, len(formulas)
    while common and len(core) <= _MOST_CLASHING:
        left = common
        for at in range(end):
            left &= table.where(formulas[at])
            if not left:
                break
        else:
            return None
        core.append(at)
        common &= table.where(formulas[at])
        end = at
    return core


def _bits(number: int) -> Iterator[int]:
    """Give the places of the bits of a number, lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


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
            missed = (state for state in ids if state not in seen)
            if len(seen) < len(ids):
                message = Message(
                    "the ranking misses {states}",
                    states=", ".join(islice(missed, _MOST_NAMED)),
                )
                hint = Message("each state stands in it once")
                first = ranking[0][0][0]
                self.book.reading.fault("ranking-misses", message, first, hint)
