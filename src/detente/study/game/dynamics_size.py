"""What questions about time need, refused before any of it is used."""

from detente.engine import Engine
from detente.engine.bits import n_subsets
from detente.engine.memory import refuse_beyond
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Case
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.distant_dates import refuse_distant

SMALLER = Message(
    "settle options that cannot change, leave out parties or deadlines, take a longer "
    "period, or allow more with --memory"
)


def refuse_listed(case: Case) -> None:
    """Refuse moves written out: turns are made of options, and would miss them.

    Parameters
    ----------
    case : Case
        A checked case.

    Raises
    ------
    QuestionError
    """
    if case.graph.states or case.graph.moves:
        message = Message(
            "what takes time is reckoned from options and how they are undone, and the "
            "case writes its moves out"
        )
        hint = Message("write the case with options and no `moves`, or ask what holds")
        location = Location(case.file)
        raise QuestionError([Problem("listed-moves", message, location, "moves", hint)])


def refuse_far_or_large(
    engine: Engine, case: Case, countdown: DatedDeadlines, memory: int | None
) -> None:
    """Refuse dates too far ahead, and what would not fit the memory.

    Parameters
    ----------
    engine : Engine
        The states, and where formulas hold.
    case : Case
        A checked case.
    countdown : DatedDeadlines
        The deadlines in periods.
    memory : int or None
        Bytes allowed; None is what the budget or the machine has.

    Raises
    ------
    TooLargeError
        Where only feasible states are numbered, too.
    """
    _refuse_partial(engine)
    refuse_distant((due.id, due.date, due.time) for due in countdown.dues)
    refuse_beyond(bytes_needed(engine, case, countdown), memory, SMALLER)


def _refuse_partial(engine: Engine) -> None:
    """Refuse an engine that numbers feasible states only, as for many options.

    Parameters
    ----------
    engine : Engine
        The states.

    Raises
    ------
    TooLargeError
    """
    n_options = sum(not option.settled for option in engine.case.options)
    if engine.n_states < n_subsets(n_options):
        message = Message(
            "what takes time is reckoned over all combinations of options, and the "
            "{n} that can change make too many",
            n=n_options,
        )
        hint = Message("settle some options, or ask what holds: detente stability")
        raise TooLargeError(message, hint)


def bytes_needed(engine: Engine, case: Case, countdown: DatedDeadlines) -> int:
    """Estimate what a study of time uses at its peak.

    Parameters
    ----------
    engine : Engine
        The states, and where formulas hold.
    case : Case
        A checked case.
    countdown : DatedDeadlines
        The deadlines in periods.

    Returns
    -------
    int
        Bytes.

    Notes
    -----
    Flows, rules and where formulas hold, for all states; and for the feasible
    ones the grids of the movers, and the values of two threats, breakdown and
    min-max, in every period until the last deadline falls.
    """
    n_parties = len(engine.parties)
    formulas = sum(len(wants.weights) for _, wants in case.preferences)
    worlds = countdown.n_worlds
    grids = 32 * n_parties * engine.n_states
    values = 8 * 2 * n_parties * engine.n_feasible * (countdown.horizon + 4 + worlds)
    return (8 * n_parties + formulas) * engine.n_states + grids + values
