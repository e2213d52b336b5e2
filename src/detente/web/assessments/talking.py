"""What readers say of an assessment: their marks, their comments."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Avg, Count
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from detente.web.assessments.access import Seen, see
from detente.web.assessments.forms import CommentForm, VoteForm
from detente.web.assessments.models import HIGHEST, Assessment, Comment, Vote
from detente.web.audit.models import Entry
from detente.web.pages.language import words

_A_DAY = 40
"""Comments that somebody may write on a day."""


def marks_of(request: HttpRequest, found: Assessment) -> dict[str, Any]:
    """Give the mean mark, the number of votes, and the reader's own."""
    told = found.votes.aggregate(mark=Avg("value"), n_votes=Count("pk"))
    known = request.user.is_authenticated
    own = found.votes.filter(user=request.user).first() if known else None
    return told | {"own": own.value if own else 0, "highest": HIGHEST}


def comments_of(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """Give the comments that a reader sees: hidden ones only who keeps order."""
    listed = seen.assessment.comments.select_related("user")
    return {"comments": listed if seen.orders else listed.filter(hidden=False)}


@require_POST
def rate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a reader's mark, in the place of the one before."""
    seen = see(request, key)
    if not seen.votes:
        raise PermissionDenied
    form = VoteForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    Vote.objects.update_or_create(
        assessment=seen.assessment, user=request.user, defaults=form.cleaned_data
    )
    return redirect(f"{reverse('assessments:page', args=(key,))}#rating")


@require_POST
def comment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a comment."""
    seen = see(request, key)
    if not seen.talks:
        raise PermissionDenied
    form = CommentForm(request.POST)
    since = timezone.now() - timedelta(days=1)
    many = Comment.objects.filter(user=request.user, at__gt=since).count() >= _A_DAY
    say = words(request).say
    if many:
        messages.error(request, say("That was much for one day. Go on tomorrow."))
    elif form.is_valid():
        text = form.cleaned_data["text"].replace("\r\n", "\n")
        Comment.objects.create(assessment=seen.assessment, user=request.user, text=text)
    else:
        messages.error(request, say("A comment has from 1 to 4000 letters."))
    return redirect(f"{reverse('assessments:page', args=(key,))}#comments")


@require_POST
def hide(request: HttpRequest, key: UUID, comment: int) -> HttpResponse:
    """Take a comment out of sight, or show it again; one's own can be taken back."""
    seen = see(request, key)
    found = get_object_or_404(seen.assessment.comments, pk=comment)
    hidden = "show" not in request.POST
    taken_back = hidden and found.user_id == request.user.pk
    if not (seen.orders or taken_back):
        raise PermissionDenied
    found.hidden = hidden
    found.save(update_fields=["hidden"])
    done = "comment hidden" if hidden else "comment shown"
    Entry.write(request, done, str(key), str(found.pk))
    return redirect(f"{reverse('assessments:page', args=(key,))}#comments")
