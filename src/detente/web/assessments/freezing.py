"""An assessment is begun with the text of a case; what is found is kept for good."""

import datetime
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from detente.web.accounts.models import User
from detente.web.assessments.models import Assessment, Content
from detente.web.cases.access import Opened
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job, State
from detente.web.work.question import Question


@transaction.atomic
def begin(
    opened: Opened,
    author: User,
    signed: Mapping[str, Any],
    language: str,
    before: Assessment | None = None,
) -> Assessment:
    """Take a text as it is now; what is found of it is found later.

    Parameters
    ----------
    opened : Opened
        The case.
    author : User
    signed : mapping
        `signed`, `office`, `told`, `business`, `researchers`, `students`.
    language : str
        In which the author is told what goes wrong.
    before : Assessment or None
        What it is a new edition of.
    """
    made = Assessment(
        case=opened.case,
        case_name="" if opened.case else opened.key,
        case_number=opened.number,
        text=opened.text,
        digest=sha256(opened.text.encode()).hexdigest(),
        author=author,
        title=opened.title[:300],
        title_ru=opened.title_ru[:300],
        question=Question("assessment", opened.text, language).to_json(),
        **signed,
    )
    if before is not None:
        editions = Assessment.objects.filter(series=before.series)
        newest = editions.aggregate(newest=Max("edition"))["newest"]
        made.series, made.edition = before.series, newest + 1
    made.save()
    return made


def work_out(assessment: Assessment, asker: User) -> None:
    """Ask what an assessment is to tell; keep it, if it is known soon enough."""
    question = Question.from_json(assessment.question)
    assessment.job = ask(question, asker)
    assessment.save(update_fields=["job"])
    keep(assessment)


def look(assessment: Assessment, asker: User) -> Job | None:
    """See how far it is, and keep what was found since.

    Returns
    -------
    Job or None
        None where everything is kept.
    """
    if assessment.frozen is not None:
        return None
    job = assessment.job
    if job is not None and job.under_way:
        # Asked again it is the same job, begun anew if its server is gone.
        assessment.job = job = ask(Question.from_json(assessment.question), asker)
        assessment.save(update_fields=["job"])
    keep(assessment)
    return None if assessment.frozen else job


@transaction.atomic
def keep(assessment: Assessment) -> None:
    """Keep what was found, if all was found."""
    job = assessment.job
    told = job.answer if job is not None and job.state == State.DONE else None
    if not told or "languages" not in told:
        return
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.frozen is None:
        _keep(locked, told)
    assessment.refresh_from_db()


def _keep(assessment: Assessment, told: Mapping[str, Any]) -> None:
    for language, page in told["languages"].items():
        written = json.dumps(page, ensure_ascii=False)
        Content.objects.create(assessment=assessment, language=language, told=written)
    titles = {code: page["title"][:300] for code, page in told["languages"].items()}
    assessment.title = titles.get("en", assessment.title)
    assessment.title_ru = titles.get("ru", "")
    assessment.version, assessment.seed = told["version"], told["seed"]
    day = told["as_of"]
    assessment.as_of = datetime.date.fromisoformat(day) if day else None
    assessment.analysis = told["analysis"]
    assessment.frozen = timezone.now()
    assessment.save()
