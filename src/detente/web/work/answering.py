"""A question answered as data, or what is wrong, in the reader's language."""

from typing import TypeAlias

from detente.analysis.reading import load
from detente.casefile import parse_case
from detente.errors import (
    CaseError,
    DetenteError,
    Message,
    Problem,
    QuestionError,
    StoppedError,
    TooLargeError,
    UnsupportedError,
)
from detente.model.case import Case
from detente.report.words import Words, words_of
from detente.web.work.as_json import JSON_KINDS, JSON_TEXTS
from detente.web.work.json_questions import PREFIX
from detente.web.work.kinds import KINDS, TEXTS
from detente.web.work.paths import Paths
from detente.web.work.question import Question

Answer: TypeAlias = dict[str, object]
FILE = "case.yaml"
"""What the text of a case is called in messages."""
OUT_OF_MEMORY = Message("the answer needs more memory than a question may take here")
_OF_CASES = {**KINDS, **JSON_KINDS}
_OF_TEXTS = {**TEXTS, **JSON_TEXTS}
_SMALLER = Message("settle options that cannot change, or ask about fewer situations")


def answer(question: Question) -> Answer:
    """Answer a question.

    Parameters
    ----------
    question : Question

    Returns
    -------
    dict
        What the kind of the question gives; else `problems`, each with its place, or
        `refused` with a `hint`.
    """
    words = words_of(question.language)
    try:
        if question.kind in _OF_TEXTS:
            ask = _OF_TEXTS[question.kind]
            return dict(ask(question.text, words, question.given))
        return dict(_OF_CASES[question.kind](read(question), words, question.given))
    except (CaseError, QuestionError) as error:
        return {"problems": _told(error.problems, question, words)}
    except TooLargeError as error:
        return refusal(error.message, error.hint, words, "too-large")
    except StoppedError as error:
        return refusal(error.message, error.hint, words, "too-long")
    except UnsupportedError as error:
        return refusal(error.message, error.hint, words, "unsupported")
    except DetenteError as error:
        return {"refused": str(error), "hint": "", "code": "refused"}
    except MemoryError:
        return refusal(OUT_OF_MEMORY, _SMALLER, words, "too-large")


def _told(
    problems: tuple[Problem, ...], question: Question, words: Words
) -> list[Answer]:
    """Give problems; programs are also told the keys that lead to each place."""
    told = [problem_data(each, words) for each in problems]
    if question.kind == "read" or question.kind.startswith(PREFIX):
        paths = Paths(question.text)
        for problem, each in zip(problems, told, strict=True):
            each["path"] = paths.at(problem.location)
    return told


def read(question: Question) -> Case:
    """Read the case of a question; it may name no file.

    Raises
    ------
    CaseError, QuestionError
        As of `load`.
    """
    variant = question.variant or None
    parsed = parse_case(question.text, FILE, variant=variant, edits=question.edits)
    return load(parsed)


def refusal(message: Message, hint: Message, words: Words, code: str) -> Answer:
    """Say what was refused, and what would help."""
    told = {"refused": words.message(message), "hint": words.message(hint)}
    return {**told, "code": code}


def problem_data(problem: Problem, words: Words) -> Answer:
    """Give a problem with its place and in the reader's language."""
    place = problem.location
    return {
        "code": problem.code,
        "message": words.message(problem.message),
        "hint": "" if problem.hint is None else words.message(problem.hint),
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "excerpt": place.excerpt,
        "before": place.before,
        "where": "" if place.line else place.file,
    }
