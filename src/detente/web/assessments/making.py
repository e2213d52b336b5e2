"""Making an assessment of a case, publishing it, withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from detente.web.assessments.access import managed, may_see, see
from detente.web.assessments.forms import ReachForm, SignForm
from detente.web.assessments.freezing import begin, work_out
from detente.web.assessments.models import Assessment, Reach
from detente.web.audit.models import Entry
from detente.web.cases.access import Opened, open_case
from detente.web.pages.language import words

_WRONG = 400


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, key: str) -> HttpResponse:
    """Ask who signs, freeze the case, and begin to find what it tells."""
    opened = open_case(request.user, key)
    mine = opened.case is None or opened.may_edit
    before = _before(request, opened)
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not mine:
            raise PermissionDenied
        if form.is_valid():
            spoken = words(request)
            told = form.cleaned_data
            made = begin(opened, request.user, told, spoken.language, before)
            Entry.write(request, "assessment made", str(made.pk), opened.key)
            work_out(made, request.user)
            return redirect("assessments:page", made.pk)
    page = {
        "case": opened,
        "form": form,
        "mine": mine,
        "before": before,
        "name": "" if request.user.at_home else str(request.user),
        "made": _of(request, opened),
        "tab": "assess",
    }
    status = _WRONG if request.method == "POST" else None
    return render(request, "assessments/assess.html", page, status=status)


def _of(request: HttpRequest, opened: Opened) -> list[Assessment]:
    seen = may_see(request)
    if opened.case is not None:
        return list(seen.filter(case=opened.case))
    return list(seen.filter(case_name=opened.key, author=request.user))


def _before(request: HttpRequest, opened: Opened) -> Assessment | None:
    """Find what a new edition follows: of the same case, and the reader's to manage."""
    named = request.POST.get("after") or request.GET.get("after")
    if not named:
        return None
    try:
        found = managed(request, UUID(named))
    except ValueError:
        raise Http404 from None
    of_case = opened.case is not None and found.case_id == opened.case.pk
    if not (of_case or (opened.case is None and found.case_name == opened.key)):
        raise Http404
    return found


@require_POST
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say who may see an assessment: nobody more, members, everybody."""
    form = ReachForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    reach = Reach(form.cleaned_data["reach"])
    seen = see(request, key)
    was = seen.assessment.reach
    withdrawn = reach == Reach.PRIVATE
    if not (seen.manages or (withdrawn and seen.orders)):
        raise PermissionDenied
    found = seen.assessment
    if found.frozen is None:
        return HttpResponseBadRequest()
    if found.published is None and not withdrawn:
        found.published = timezone.now()
    found.reach = reach
    found.save(update_fields=["reach", "published"])
    Entry.write(request, "assessment published", str(key), reach)
    say = words(request).say
    told = {
        Reach.PRIVATE: say("Not published: only those it is shared with see it.")
        if was == Reach.PRIVATE
        else say("Withdrawn: only those it is shared with see it."),
        Reach.MEMBERS: say("Published for everybody with an account here."),
        Reach.EVERYBODY: say("Published for everybody."),
    }
    messages.success(request, told[reach])
    if not seen.manages:
        return redirect("assessments:listed")
    return redirect("assessments:page", key)


@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask once more what could not be found."""
    found = managed(request, key)
    if found.frozen is None:
        work_out(found, request.user)
    return redirect("assessments:page", key)


@require_POST
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete an assessment, with what readers said of it."""
    found = managed(request, key)
    title = found.named(words(request).language)
    found.delete()
    Entry.write(request, "assessment deleted", str(key), title)
    messages.info(request, words(request).say("Deleted: {title}", title=title))
    return redirect("assessments:listed")
