"""Questions answered in processes of their own; nothing that they do stops the app."""

import time
from threading import Event

import pytest

from detente.web.work.question import Limits, Question
from tests.web.pages_of_cases import SMALL, bundled_text

ROOMY = Limits(60.0, 2_000_000_000)


class Waiting:
    """Hears of an answer, and can be waited for."""

    def __init__(self):
        self.over, self.answer = Event(), None
        self.heard = []

    def told(self, share, expected):
        self.heard.append(share)

    def done(self, answer):
        self.answer = answer
        self.over.set()

    def wait(self):
        assert self.over.wait(60)
        return self.answer


@pytest.fixture(scope="session")
def processes(app):
    from detente.web.jobs.processes import Processes

    return Processes()


def asked(processes, question, limits=ROOMY):
    waiting = Waiting()
    processes.start(question, limits, waiting)
    return waiting.wait()


def test_a_question_is_answered(processes):
    answer = asked(processes, Question("read", SMALL))
    assert answer["title"] == {"en": "Two villages", "ru": "Два села"}


def test_what_is_wrong_comes_back_in_the_readers_language(processes):
    answer = asked(processes, Question("read", "detente: 2\n", "ru"))
    assert answer["problems"][0]["line"] == 1
    assert not answer["problems"][0]["message"].isascii()


def test_who_takes_too_long_is_ended(processes):
    began = time.monotonic()
    answer = asked(
        processes, Question("report", bundled_text("korea-2019")), Limits(0.2, 2**31)
    )
    assert time.monotonic() - began < 30
    assert answer is None or "refused" in answer or "parts" in answer


def test_who_takes_too_much_memory_is_refused(processes):
    options = "".join(f"      a{n}: {{}}\n" for n in range(26))
    parties = f"parties:\n  one:\n    options:\n{options}"
    large = f"detente: 1\ntitle: large\n{parties}preferences: {{one: [a1]}}\n"
    answer = asked(processes, Question("first", large), Limits(20.0, 700_000_000))
    assert "refused" in answer


def test_somebody_can_stop_it(processes):
    waiting = Waiting()
    stop = processes.start(
        Question("report", bundled_text("korea-2019")), ROOMY, waiting
    )
    stop()
    assert waiting.wait() is None


def test_a_process_that_is_killed_leaves_no_answer_and_a_free_place(processes):
    import multiprocessing

    waiting = Waiting()
    processes.start(Question("report", bundled_text("korea-2019")), ROOMY, waiting)
    until = time.monotonic() + 20
    while not multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.01)
    for child in multiprocessing.active_children():
        child.kill()
    assert waiting.wait() is None
    assert "title" in asked(processes, Question("read", SMALL))
