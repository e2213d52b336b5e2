"""Accounts, and links that sign in once."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

LOCAL = "local"
"""The account of the one person who works at home."""


class User(AbstractUser):
    """Somebody with an account.

    Attributes
    ----------
    language : str
        en or ru; empty for that of the browser.
    """

    language = models.CharField(max_length=8, blank=True, default="")

    @property
    def at_home(self) -> bool:
        """Whether it is the person at home, who has no name and no password."""
        return bool(self.username == LOCAL)

    def __str__(self) -> str:
        """Give the name that others read."""
        return str(self.get_full_name() or self.username)

    @classmethod
    def local(cls) -> Self:
        """Give the account of the person at home."""
        found, made = cls.objects.get_or_create(username=LOCAL)
        if made:
            found.set_unusable_password()
            found.save()
        return found


class SignInLink(models.Model):
    """A link that signs somebody in, once. Only a hash of its secret is kept.

    Attributes
    ----------
    mark : str
        The hash.
    user : User
    made : datetime
    """

    mark = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE)
    made = models.DateTimeField(auto_now_add=True)

    GOOD_FOR = timedelta(days=7)

    def __str__(self) -> str:
        """Give whom it signs in."""
        return f"a link for {self.user}"

    @classmethod
    def draw(cls, user: User) -> str:
        """Make a link for somebody; links made before work no longer.

        Returns
        -------
        str
            The secret that the link carries.
        """
        cls.objects.filter(user=user).delete()
        secret = secrets.token_urlsafe(32)
        cls.objects.create(mark=_mark(secret), user=user)
        return secret

    @classmethod
    def whose(cls, secret: str) -> User | None:
        """Give whom a link is for, if it is still good."""
        since = timezone.now() - cls.GOOD_FOR
        good = cls.objects.filter(mark=_mark(secret), made__gt=since)
        found = good.select_related("user").first()
        return found.user if found and found.user.is_active else None

    @classmethod
    def use(cls, secret: str) -> User | None:
        """Give whom a link signs in, and take it out of use; None if it is not good."""
        found = cls.whose(secret)
        # Of two who come at the same time one deletes it.
        taken = found is not None and cls.objects.filter(mark=_mark(secret)).delete()[0]
        return found if taken else None


def _mark(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
