"""A question that is under way when the server ends is answered by the next one."""

from datetime import timedelta

import pytest

from tests.web.pages_of_cases import SMALL
from tests.web.remembering import Remembering


@pytest.fixture
def left(program, monkeypatch):
    """A question whose server ended before it was answered, and who asked it."""
    from detente.web.jobs import asking
    from detente.web.jobs.models import Job, State

    ours = program()
    with monkeypatch.context() as ending:
        ending.setattr(Remembering, "start", lambda *_: lambda: None)
        told = ours.post("answers/check", SMALL)
    assert told.status_code == 202
    # Of the server that ended nothing is left but what stands in the database.
    monkeypatch.setattr(asking, "_RUNNING", {})
    job = Job.objects.get(pk=told.json()["id"])
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, share=0.4)
    return ours, job


def test_the_next_server_asks_it_anew_and_the_same_address_has_the_answer(left):
    from detente.web.jobs.asking import resume_all

    ours, job = left
    assert ours.get(f"jobs/{job.pk}/answer").status_code == 202
    assert resume_all(alone=True) == 1
    told = ours.get(f"jobs/{job.pk}").json()
    assert (told["state"], told["share"]) == ("done", 1.0)
    kept = ours.get(f"jobs/{job.pk}/answer").content
    assert kept == ours.post("answers/check", SMALL + "# as new\n").content
    assert resume_all(alone=True) == 0


def lost(job):
    """Let the server have said nothing for longer than one that lives."""
    from detente.web.jobs.models import Job

    silent = job.beat - Job.LOST - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(beat=silent)


def test_one_server_of_several_leaves_what_another_works_on(left):
    from detente.web.jobs.asking import resume_all

    ours, job = left
    assert resume_all() == 0
    lost(job)
    assert resume_all() == 1
    assert ours.get(f"jobs/{job.pk}").json()["state"] == "done"


def test_who_asks_how_far_it_is_has_it_begun_anew_where_its_server_is_gone(left):
    ours, job = left
    lost(job)
    ours.get(f"jobs/{job.pk}")
    assert ours.get(f"jobs/{job.pk}").json()["state"] == "done"


def test_what_was_given_up_stays_so(left):
    from detente.web.jobs.asking import resume_all

    ours, job = left
    ours.delete(f"jobs/{job.pk}")
    assert resume_all(alone=True) == 0
    assert ours.get(f"jobs/{job.pk}").json()["state"] == "cancelled"


def test_answers_are_forgotten_after_a_fortnight(left):
    from django.utils import timezone

    from detente.web.jobs.asking import resume_all
    from detente.web.jobs.models import Job

    _, job = left
    resume_all(alone=True)
    for days, there in ((13, True), (15, False)):
        ended = timezone.now() - timedelta(days=days)
        Job.objects.filter(pk=job.pk).update(ended=ended)
        resume_all(alone=True)
        assert Job.objects.filter(pk=job.pk).exists() is there


def test_what_a_page_is_made_of_does_not_change_while_it_is_made(base, monkeypatch):
    from detente.web.jobs import asking
    from detente.web.work.question import Question

    watching = []

    def begun(_executor, _question, _limits, watcher):
        watching.append(watcher)
        return lambda: None

    monkeypatch.setattr(Remembering, "start", begun)
    job = asking.ask(Question("check", SMALL), None, patience=0)
    assert job.under_way
    watching[0].done({"html": "<p>so</p>"})
    assert (job.under_way, job.answer) == (True, None)
    job.refresh_from_db()
    assert (job.under_way, job.answer) == (False, {"html": "<p>so</p>"})
