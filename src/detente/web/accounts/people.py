"""Pages for staff: who has an account, inviting somebody, the log."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from detente.report.words import Words
from detente.web.accounts.models import LOCAL, User
from detente.web.accounts.views import invited
from detente.web.audit.models import Entry
from detente.web.pages.language import words

_WRONG = 400
_A_PAGE = 100


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be called by staff only."""

    @wraps(view)
    def guarded(request: HttpRequest, **given: object) -> HttpResponse:
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, **given)

    return guarded


@require_GET
@for_staff
def people(request: HttpRequest) -> HttpResponse:
    """List the accounts."""
    return _listed(request)


def _listed(request: HttpRequest, status: int = 200, **more: object) -> HttpResponse:
    known = User.objects.exclude(username=LOCAL).order_by("username")
    page = {"people": known, "here": "people", **more}
    return render(request, "accounts/people.html", page, status=status)


@require_POST
@for_staff
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account and show the link by which its owner chooses a password."""
    name = request.POST.get("name", "").strip()[:150]
    wrong = ""
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        wrong = " ".join(error.messages)
    if not wrong and User.objects.filter(username__iexact=name).exists():
        wrong = words(request).say("There is an account of this name.")
    if wrong:
        return _listed(request, _WRONG, wrong=wrong, name=name)
    path = invited(request, name, staff="staff" in request.POST)
    link = request.build_absolute_uri(path)
    return _listed(request, link=link, invited=name)


@require_POST
@for_staff
def change(request: HttpRequest, person: int, act: str) -> HttpResponse:
    """Shut an account, open it again, or let its owner choose a password anew."""
    user = get_object_or_404(User.objects.exclude(username=LOCAL), pk=person)
    if act == "link":
        path = invited(request, user.username, staff=False)
        link = request.build_absolute_uri(path)
        return _listed(request, link=link, invited=user.username)
    if act not in ("shut", "open") or user == request.user:
        raise Http404
    user.is_active = act == "open"
    user.save(update_fields=["is_active"])
    Entry.write(request, f"account {act}", user.username)
    return redirect("accounts:people")


@require_GET
@for_staff
def log(request: HttpRequest) -> HttpResponse:
    """Show the log."""
    page = Paginator(Entry.objects.all(), _A_PAGE).get_page(request.GET.get("page"))
    spoken = words(request)
    named = {"deeds": _deeds(spoken), "told": partial(_told, _more(spoken))}
    listed = {"entries": page, "here": "people", **named}
    return render(request, "accounts/log.html", listed)


def _told(named: dict[str, str], entry: Entry) -> str:
    """Tell what else matters of a deed in the reader's words."""
    more = str(entry.more)
    if entry.what != "shared":
        return named.get(more, more)
    name, apart, role = more.rpartition(": ")
    return f"{name}{apart}{named.get(role, role)}"


def _more(spoken: Words) -> dict[str, str]:
    """Name what else matters of a deed, where it is one of a few words."""
    say = spoken.say
    return {
        "everybody": say("for everybody"),
        "members": say("for everybody with an account"),
        "private": say("not published"),
        "may read": say("may read"),
        "may write": say("may write"),
        "staff": say("staff"),
        "reader": say("may read"),
        "editor": say("may write"),
        "owner": say("owns it"),
    }


def _deeds(spoken: Words) -> dict[str, str]:
    """Name what is in the log; it is written there in the same words for everybody."""
    say = spoken.say
    return {
        "account open": say("account open"),
        "account shut": say("account shut"),
        "assessment deleted": say("assessment deleted"),
        "assessment made": say("assessment made"),
        "assessment published": say("assessment published"),
        "case added": say("case added"),
        "case copied": say("case copied"),
        "case deleted": say("case deleted"),
        "case saved": say("case saved"),
        "comment hidden": say("comment hidden"),
        "comment shown": say("comment shown"),
        "events added": say("events added"),
        "invited": say("invited"),
        "link made": say("link made"),
        "link revoked": say("link revoked"),
        "no longer shared": say("no longer shared"),
        "password changed": say("password changed"),
        "password chosen": say("password chosen"),
        "shared": say("shared"),
        "sign-in failed": say("sign-in failed"),
        "signed in": say("signed in"),
        "token made": say("token made"),
        "token refused": say("token refused"),
        "token revoked": say("token revoked"),
        "version brought back": say("version brought back"),
    }
