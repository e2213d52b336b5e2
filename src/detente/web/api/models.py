"""A token, by which a program comes in as somebody."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

_BEGINNING = "detente_"
"""By this a token is known where somebody left it lying about."""


class Token(models.Model):
    """A token of somebody's. Only a hash of its secret is kept.

    Attributes
    ----------
    mark : str
        The hash.
    name : str
        What it is for, in its owner's words.
    writes : bool
        Whether it may change cases; else it reads and asks.
    used : datetime or None
        When it was used last, to within some minutes.
    until : datetime or None
        When it works no longer; None for never.
    revoked : datetime or None
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens"
    )
    mark = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    writes = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    OFTEN: ClassVar[timedelta] = timedelta(minutes=5)

    class Meta:
        """The newest first."""

        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        """Give what it is called."""
        return str(self.name)

    @property
    def state(self) -> str:
        """Say whether it is good, expired or revoked."""
        if self.revoked is not None:
            return "revoked"
        ended = self.until is not None and self.until <= timezone.now()
        return "expired" if ended else "good"

    @classmethod
    def good(cls) -> QuerySet[Self]:
        """Give the tokens that work."""
        lasting = Q(until=None) | Q(until__gt=timezone.now())
        return cls.objects.filter(lasting, revoked=None)

    @classmethod
    def draw(
        cls, user: object, name: str, until: datetime | None, *, writes: bool
    ) -> str:
        """Make a token and give its secret, which nobody can be given again."""
        secret = _BEGINNING + secrets.token_urlsafe(32)
        cls.objects.create(
            user=user, mark=mark_of(secret), name=name, until=until, writes=writes
        )
        return secret

    def note_use(self) -> None:
        """Write down that it was used; not each time."""
        now = timezone.now()
        if self.used is None or self.used < now - self.OFTEN:
            type(self).objects.filter(pk=self.pk).update(used=now)


def mark_of(secret: str) -> str:
    """Give the hash by which a token is found."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
