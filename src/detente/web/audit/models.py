"""An entry of the log, and why nobody can edit one."""

from typing import NoReturn, Self

from django.db import models
from django.http import HttpRequest


class UneditableError(Exception):
    """Somebody tried to change or delete an entry of the log."""


class _Appended(models.QuerySet):
    """Entries, to be read."""

    def update(self, **_values: object) -> NoReturn:
        """Refuse."""
        raise UneditableError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise UneditableError

    def bulk_update(self, *_given: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise UneditableError


class Entry(models.Model):
    """Something that somebody did.

    The database itself refuses to change or delete one, by triggers; what stands here
    says so sooner.

    Attributes
    ----------
    who : str
        The name of the account; empty for nobody known.
    what : str
        In a word or two, the same for the same deed.
    about : str
        On what: the key of a case, a name.
    more : str
        What else matters.
    address : str
        Where it came from.
    """

    at = models.DateTimeField(auto_now_add=True)
    who = models.CharField(max_length=150, blank=True)
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=160, blank=True)
    more = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=64, blank=True)

    objects = _Appended.as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("what", "about", "at"), name="entry_by_deed"),
            models.Index(fields=("what", "address", "at"), name="entry_by_address"),
        )

    def __str__(self) -> str:
        """Give who did what."""
        return f"{self.who}: {self.what} {self.about}"

    def save(self, *given: object, **named: object) -> None:
        """Write a new entry; refuse to write over one."""
        if self.pk is not None:
            raise UneditableError
        super().save(*given, **named)

    def delete(self, *_given: object, **_named: object) -> NoReturn:
        """Refuse."""
        raise UneditableError

    @classmethod
    def write(
        cls, request: HttpRequest | None, what: str, about: str = "", more: str = ""
    ) -> Self:
        """Write an entry about what a request does."""
        user = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
        address = "" if request is None else request.META.get("REMOTE_ADDR", "")
        return cls.objects.create(
            who=user.get_username() if known and user is not None else "",
            what=what,
            about=about[:160],
            more=more[:300],
            address=str(address)[:64],
        )
