"""An assessment: what was found of a case once, who says so, what readers say of it."""

import secrets
import uuid
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from detente.web.cases.models import Case
from detente.web.jobs.models import Job

HIGHEST = 5
"""The best mark that a reader can give."""
_MOVING = frozenset(("reach", "published", "job"))
"""What of a frozen assessment may change."""


class FrozenError(Exception):
    """Something that was frozen was to be changed."""


class Reach(StrEnum):
    """Who may see an assessment, besides those it is shared with."""

    PRIVATE = "private"
    MEMBERS = "members"
    EVERYBODY = "everybody"


class Assessment(models.Model):
    """What was found of a version of a case, signed.

    What was found, and the text that it was found of, never change; who may see it
    does. A later edition is an assessment of its own.

    Attributes
    ----------
    series : UUID
        What all editions have in common.
    edition : int
        From 1.
    case : Case or None
        None for a bundled one, and where it was deleted since.
    case_name : str
        The name of a bundled case.
    case_number : int
        Of the version; 0 for a bundled case.
    text, digest : str
        Of the case as it was, and its SHA-256.
    author : User or None
        Whose it is.
    signed, office : str
        Who says so, as readers see it.
    told : str
        What the author says of it.
    business, researchers, students : bool
        Whom it is for.
    question : str
        What was asked, as JSON.
    frozen : datetime or None
        When the answer was kept; None while it is worked out.
    version, seed, as_of
        Of Detente, of the draws, and the day that the case speaks of.
    analysis : str
        The main answer, JSON.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    edition = models.PositiveIntegerField(default=1)
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, related_name="assessments"
    )
    case_name = models.CharField(max_length=120, blank=True)
    case_number = models.PositiveIntegerField(default=0)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="assessments"
    )
    signed = models.CharField(max_length=120)
    office = models.CharField(max_length=200, blank=True)
    told = models.TextField(blank=True)
    business = models.BooleanField(default=True)
    researchers = models.BooleanField(default=True)
    students = models.BooleanField(default=True)
    title = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    question = models.TextField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    frozen = models.DateTimeField(null=True)
    version = models.CharField(max_length=40, blank=True)
    seed = models.PositiveBigIntegerField(default=0)
    as_of = models.DateField(null=True)
    analysis = models.TextField(blank=True)
    reach = models.CharField(
        max_length=9,
        choices=[(each.value, each.value) for each in Reach],
        default="private",
    )
    published = models.DateTimeField(null=True)

    class Meta:
        """The newest first; an edition is given once, and only what is kept shown."""

        ordering = ("-published", "-made")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "edition"), name="an_edition_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(reach="private") | Q(frozen__isnull=False),
                name="only_what_is_kept_is_published",
            ),
        )

    def __str__(self) -> str:
        """Give its title."""
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        """Write it down; once frozen, nothing but who may see it changes.

        Raises
        ------
        FrozenError
            Where something else of a frozen one was to be written.
        """
        written = kwargs.get("update_fields")
        frozen = type(self).objects.filter(pk=self.pk, frozen__isnull=False)
        if (written is None or not _MOVING.issuperset(written)) and frozen.exists():
            raise FrozenError
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        """Whether it is published."""
        return self.reach != Reach.PRIVATE

    def named(self, language: str) -> str:
        """Give its title in a language."""
        return str((self.title_ru if language == "ru" else "") or self.title)

    def later(self) -> QuerySet[Self]:
        """Give the later editions, the newest first."""
        manager = type(self).objects
        return manager.filter(series=self.series, edition__gt=self.edition).order_by(
            "-edition"
        )


class Content(models.Model):
    """What was found, as readers of one language see it: never changed.

    Attributes
    ----------
    told : str
        JSON, as `work.assessing` gives it.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="contents")
    language = models.CharField(max_length=8)
    told = models.TextField()

    class Meta:
        """One a language."""

        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "language"), name="one_content_a_language"
            ),
        )

    def __str__(self) -> str:
        """Give whose it is."""
        return f"{self.assessment_id} {self.language}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        """Write it down, once.

        Raises
        ------
        FrozenError
            Where it is written already.
        """
        if self.pk is not None:
            raise FrozenError
        super().save(*args, **kwargs)


class Link(models.Model):
    """A link that shows an assessment to whoever has it. Only a hash of it is kept.

    Attributes
    ----------
    mark : str
        The hash of its secret.
    label : str
        For whom it was made.
    until : datetime
        When it works no longer.
    revoked : datetime or None
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="links")
    mark = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        """Give what it leads to."""
        return f"a link to {self.assessment_id}"

    @property
    def state(self) -> str:
        """Say whether it is good, expired or revoked."""
        if self.revoked is not None:
            return "revoked"
        return "good" if self.until > timezone.now() else "expired"

    @classmethod
    def good(cls) -> QuerySet[Self]:
        """Give the links that work."""
        return cls.objects.filter(revoked=None, until__gt=timezone.now())

    @classmethod
    def of(cls, secret: str) -> Self | None:
        """Find the link that a secret belongs to, if it works."""
        return cls.good().filter(mark=_mark(secret)).first()

    @classmethod
    def draw(cls, assessment: Assessment, label: str, until: datetime) -> str:
        """Make a link and give its secret, which nobody can be given again."""
        secret = secrets.token_urlsafe(32)
        cls.objects.create(
            assessment=assessment, mark=_mark(secret), label=label, until=until
        )
        return secret


def _mark(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


class Vote(models.Model):
    """A reader's mark, from 1 to `HIGHEST`; one a person, which can be changed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)]
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One a person, within the scale."""

        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "user"), name="one_vote_a_person"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=HIGHEST),
                name="a_mark_of_the_scale",
            ),
        )

    def __str__(self) -> str:
        """Give the mark."""
        return f"{self.assessment_id}: {self.value}"


class Comment(models.Model):
    """What a reader says: plain text.

    Attributes
    ----------
    hidden : bool
        Whether it was taken out of sight.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        """In the order in which they were written."""

        ordering = ("at", "pk")

    def __str__(self) -> str:
        """Give whose it is."""
        return f"{self.assessment_id}: {self.user_id}"
