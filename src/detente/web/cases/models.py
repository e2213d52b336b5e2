"""A case in the library, its versions, and texts that nobody saved yet."""

import uuid
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import timezone


class Role(StrEnum):
    """What somebody may do with a case; each may what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"


class Case(models.Model):
    """A case of somebody's own.

    Attributes
    ----------
    title, title_ru : str
        As its newest version says, in English (or the one language that it has) and in
        Russian.
    number : int
        Of the newest version; every save counts on from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    number = models.PositiveIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(default=timezone.now)
    copied_from = models.CharField(max_length=120, blank=True)

    class Meta:
        """The last changed first."""

        ordering = ("-changed",)

    def __str__(self) -> str:
        """Give its title."""
        return str(self.title)

    @property
    def key(self) -> str:
        """What addresses call it."""
        return str(self.id)

    @property
    def newest(self) -> "Version":
        """Give the version that was saved last."""
        return self.versions.get(number=self.number)


class Share(models.Model):
    """What somebody may do with a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="shares")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="shares"
    )
    role = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Role]
    )

    class Meta:
        """One role a person."""

        constraints = (
            models.UniqueConstraint(fields=("case", "user"), name="one_role_a_person"),
        )

    def __str__(self) -> str:
        """Give who may do what."""
        return f"{self.user}: {self.role}"


class Version(models.Model):
    """A text that was saved; it is never changed.

    Attributes
    ----------
    number : int
        From 1.
    sound : bool
        Whether a case can be read from it.
    line : int or None
        Where the first thing to mend stands, 0 for the file as a whole; None where
        nothing is wrong, though it may be no case yet.
    mark : str
        Of its text (`question.mark_of`): what was asked of it is found by it.
    note : str
        What its author says of it.
    restored : int or None
        The version whose text it brings back.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    sound = models.BooleanField(default=True)
    line = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    note = models.CharField(max_length=200, blank=True)
    restored = models.PositiveIntegerField(null=True)

    class Meta:
        """The newest first; a number is given once."""

        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "number"), name="a_number_is_given_once"
            ),
        )

    def __str__(self) -> str:
        """Give the number."""
        return f"{self.case_id} {self.number}"


class Draft(models.Model):
    """What somebody wrote and has not saved: kept while they type.

    Attributes
    ----------
    base : int
        The version that they began from.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One a person and case."""

        constraints = (
            models.UniqueConstraint(fields=("case", "user"), name="one_draft_a_person"),
        )

    def __str__(self) -> str:
        """Give whose it is."""
        return f"{self.case_id} {self.user_id}"
