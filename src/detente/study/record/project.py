"""Joint projects: what blocks them, who must move, who gains."""

from itertools import combinations

from detente.model.case import Case, Project
from detente.model.formula import And, Formula, names, parts
from detente.model.quantity import Exact, difference
from detente.records import dataclass
from detente.study.preference.preference_at import flow, holds_at

_MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Unblocking:
    """A least set of changes from now under which a project goes ahead.

    Attributes
    ----------
    changes : tuple of (str, bool)
        Options and whether they are to be taken.
    state : str
        Where that leads.
    movers : tuple of str
        The parties that own these options.
    gains : tuple of (str, Decimal or Fraction)
        For each party with weights: utility per period there, less now's;
        larger is better.
    """

    changes: tuple[tuple[str, bool], ...]
    state: str
    movers: tuple[str, ...]
    gains: tuple[tuple[str, Exact], ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """One project as it stands.

    Attributes
    ----------
    project : Project
        What the case says.
    holds : bool
        Whether it goes ahead now.
    blocked : bool
        Whether `blocked_by` holds now.
    unmet : tuple of Formula
        Parts of `needs` that do not hold now.
    ways : tuple of Unblocking
        The smallest changes that let it go ahead, all of the same size;
        empty where it already does, or where none was found.
    """

    project: Project
    holds: bool
    blocked: bool
    unmet: tuple[Formula, ...]
    ways: tuple[Unblocking, ...]


def judge_projects(case: Case) -> tuple[Prospect, ...]:
    """Say of each project what blocks it and what would open it.

    Parameters
    ----------
    case : Case
        With its projects and the state that holds now.

    Returns
    -------
    tuple of Prospect
        One for each project, in the order of the file.
    """
    return tuple(_judge(case, project) for project in case.projects)


def _judge(case: Case, project: Project) -> Prospect:
    now = case.status_quo
    ahead = holds_at(case, project.formula, now)
    needs = project.needs
    conditions = parts(needs) if isinstance(needs, And) else (needs,)
    return Prospect(
        project=project,
        holds=ahead,
        blocked=holds_at(case, project.blocked_by, now),
        unmet=tuple(each for each in conditions if not holds_at(case, each, now)),
        ways=() if ahead else ways_to(case, project.formula),
    )


def ways_to(case: Case, wanted: Formula) -> tuple[Unblocking, ...]:
    """Find the smallest allowed changes from now under which a formula holds.

    Whether it holds hangs on its own options alone; others come in only where
    a constraint asks for them, or what an option requires.
    """
    free = [option.id for option in case.options if not option.settled]
    support = _support(case, wanted)
    own = [option for option in free if option in support]
    others = [option for option in free if option not in support]
    opening = [
        changed
        for size in range(min(_MOST_CHANGES, len(own)) + 1)
        for changed in combinations(own, size)
        if holds_at(case, wanted, _changed(case, changed))
    ]
    for size in range(1, _MOST_CHANGES + 1):
        wholes = (
            (*part, *rest)
            for part in opening
            if len(part) <= size
            for rest in combinations(others, size - len(part))
        )
        ways = tuple(
            _unblocking(case, state, changed)
            for changed in wholes
            if _is_allowed(case, state := _changed(case, changed), changed)
        )
        if ways:
            return ways
    return ()


def _support(case: Case, formula: Formula) -> set[str]:
    """Give the options behind a formula, terms and projects followed."""
    seen: set[str] = set()
    waiting = [formula]
    while waiting:
        for name in names(waiting.pop()) - seen:
            seen.add(name)
            if name in case.definitions:
                waiting.append(case.definitions[name])
    return seen - case.definitions.keys()


def _changed(case: Case, options: tuple[str, ...]) -> str:
    """Flip options from now."""
    flipped = {"Y": "N", "N": "Y"}
    return "".join(
        flipped[choice] if option.id in options else choice
        for option, choice in zip(case.options, case.status_quo, strict=True)
    )


def _is_allowed(case: Case, state: str, changed: tuple[str, ...]) -> bool:
    """Whether options may change from now, all together, to a feasible state."""
    if not all(holds_at(case, each.formula, state) for each in case.constraints):
        return False
    for name in changed:
        option = case.option[name]
        change = option.undo if option.now else option.redo
        if holds_at(case, change.never, case.status_quo):
            return False
        if not option.now and not holds_at(case, option.requires, state):
            return False
    return True


def _unblocking(case: Case, state: str, changed: tuple[str, ...]) -> Unblocking:
    owners = dict.fromkeys(
        option.party for option in case.options if option.id in changed
    )
    now = case.status_quo
    gains = tuple(
        (
            party,
            difference(flow(case, wanted, state), flow(case, wanted, now)),
        )
        for party, wanted in case.preference.items()
        if wanted.weights
    )
    return Unblocking(
        changes=tuple(
            (option.id, not option.now)
            for option in case.options
            if option.id in changed
        ),
        state=state,
        movers=tuple(owners),
        gains=gains,
    )
