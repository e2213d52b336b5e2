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
from detente.web.work.kinds import KINDS, TEXTS
from detente.web.work.question import Question

Answer: TypeAlias = dict[str, object]
FILE = "case.yaml"
"""What the text of a case is called in messages."""
OUT_OF_MEMORY = Message("the answer needs more memory than a question may take here")
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
        if question.kind in TEXTS:
            return dict(TEXTS[question.kind](question.text, words, question.given))
        return dict(KINDS[question.kind](read(question), words, question.given))
    except (CaseError, QuestionError) as error:
        return {"problems": [problem_data(each, words) for each in error.problems]}
    except (TooLargeError, StoppedError, UnsupportedError) as error:
        return refusal(error.message, error.hint, words)
    except DetenteError as error:
        return {"refused": str(error), "hint": ""}
    except MemoryError:
        return refusal(OUT_OF_MEMORY, _SMALLER, words)


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


def refusal(message: Message, hint: Message, words: Words) -> Answer:
    """Say what was refused, and what would help."""
    return {"refused": words.message(message), "hint": words.message(hint)}


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
        "where": "" if place.line else place.file,
    }
