"""Answers given before are given again: many tests ask the same of the same case."""

from functools import cache

from detente.engine.budget import allowing
from detente.web.work.answering import answer
from detente.web.work.question import Question


class Remembering:
    """Answers at once, in this process."""

    def start(self, question, limits, watcher):
        watcher.done(known(question.to_json()))
        return lambda: None


@cache
def known(told):
    with allowing():
        return answer(Question.from_json(told))
