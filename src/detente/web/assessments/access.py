"""Who may see an assessment, and what they may do with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from detente.records import dataclass
from detente.web.assessments.models import Assessment, Link, Reach
from detente.web.cases.models import Role, Share

View: TypeAlias = Callable[..., HttpResponse]
LINKS = "assessment_links"
"""The links that a browser came by, in its session."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An assessment as somebody may see it.

    Attributes
    ----------
    assessment : Assessment
    manages : bool
        Whether they may publish, withdraw, share and delete it.
    orders : bool
        Whether they may withdraw it and hide comments.
    talks : bool
        Whether they may comment.
    votes : bool
        Whether they may rate it.
    """

    assessment: Assessment
    manages: bool = False
    orders: bool = False
    talks: bool = False
    votes: bool = False


def see(request: HttpRequest, key: UUID) -> Seen:
    """Open an assessment, if somebody may see it.

    Parameters
    ----------
    request : HttpRequest
        Of somebody who is signed in, or of nobody.
    key : UUID

    Returns
    -------
    Seen

    Raises
    ------
    Http404
        Where there is none, or it is not for them: which of the two is nobody's
        business.
    """
    found = Assessment.objects.filter(pk=key).defer("analysis", "text").first()
    if found is None:
        raise Http404
    user = request.user
    known = user.is_authenticated
    role = _role(found, user) if known else None
    manages = known and (found.author_id == user.pk or role == Role.OWNER)
    shared = manages or role is not None or by_link(request, found)
    public = found.reach == Reach.EVERYBODY or (known and found.is_public)
    if not (shared or public):
        raise Http404
    return Seen(
        found,
        manages=manages,
        orders=manages or (known and user.is_staff and public),
        talks=known and found.frozen is not None,
        votes=known and found.frozen is not None and found.author_id != user.pk,
    )


def _role(found: Assessment, user: object) -> str | None:
    if found.case is None:
        return None
    share = found.case.shares.filter(user=user).first()
    return None if share is None else share.role


def by_link(request: HttpRequest, found: Assessment) -> bool:
    """Whether a browser came by a link to it that still works."""
    kept = request.session.get(LINKS, [])
    return bool(kept) and Link.good().filter(pk__in=kept, assessment=found).exists()


def may_see(request: HttpRequest) -> QuerySet[Assessment]:
    """Give the assessments that a list shows somebody: published, or their own."""
    every = Assessment.objects.defer("analysis", "text", "question")
    if not request.user.is_authenticated:
        return every.filter(reach=Reach.EVERYBODY)
    cases = Share.objects.filter(user=request.user).values("case")
    own = Q(author=request.user) | Q(case__in=cases)
    return every.filter(~Q(reach=Reach.PRIVATE) | own)


def managed(request: HttpRequest, key: UUID) -> Assessment:
    """Open an assessment to publish, share or delete it.

    Raises
    ------
    Http404, PermissionDenied
    """
    seen = see(request, key)
    if not seen.manages:
        raise PermissionDenied
    return seen.assessment


def anybody(view: View) -> View:
    """Let a view be seen without an account; who may not see it is asked to sign in."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return opened
