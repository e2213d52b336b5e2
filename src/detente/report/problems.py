"""Problems as a good compiler prints them."""

from detente.errors import Location, Message, Problem, visible
from detente.report.words import Words


def problems_text(problems: tuple[Problem, ...], words: Words) -> str:
    """Set problems one below the other, then their number."""
    shown = [problem_text(problem, words) for problem in problems]
    total = words.count("{n} problem found.", "{n} problems found.", len(problems))
    return "\n".join([*shown, total]) + "\n" if len(problems) > 1 else shown[0] + "\n"


def problem_text(problem: Problem, words: Words) -> str:
    """Set one problem: place and sentence, the line with a marker, the hint."""
    place = problem.location
    lines = [f"{place}: {words.message(problem.message)}"]
    gutter = max(len(str(place.line)), 5)
    if place.line and place.excerpt:
        excerpt, column, width = _window(*_seen(place))
        marker = " " * (column - 1) + "^" * max(width, 1)
        lines.append(f"{place.line:>{gutter}} | {excerpt}")
        lines.append(f"{'':>{gutter}} | {marker[: _WIDEST + 1]}")
    if problem.hint is not None:
        said = words.say("hint: {hint}", hint=words.message(problem.hint))
        lines.append(f"{'':>{gutter}} = {said}")
    return "\n".join(lines)


_WIDEST = 88


def _seen(place: Location) -> tuple[str, int, int]:
    """Write what cannot be seen of a line as numbers, the marker moved with it."""
    line, first = place.excerpt, place.column - place.before - 1
    marked = visible(line[first : first + place.width])
    return visible(line), len(visible(line[:first])) + 1, len(marked)


def _window(excerpt: str, column: int, width: int) -> tuple[str, int, int]:
    """Cut a long line around the column that matters."""
    line = excerpt.replace("\t", " ").rstrip()
    if len(line) <= _WIDEST:
        return line, column, width
    start = max(0, min(column - _WIDEST // 2, len(line) - _WIDEST))
    return line[start : start + _WIDEST], column - start, width


def problem_data(problem: Problem) -> dict[str, object]:
    """Give a problem as a plain dictionary, for JSON."""
    place = problem.location
    return {
        "code": problem.code,
        "message": str(problem.message),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "value": None if problem.value is None else str(problem.value),
        "hint": None if problem.hint is None else str(problem.hint),
    }


def refusal_text(message: Message, hint: Message, words: Words) -> str:
    """Set a refusal: what was refused, and what would help."""
    said = words.say("hint: {hint}", hint=words.message(hint))
    return f"detente: {words.message(message)}\n      = {said}\n"


def warning_text(message: Message, words: Words) -> str:
    """Set a warning on one line."""
    return words.say("warning: {message}", message=words.message(message)) + "\n"
