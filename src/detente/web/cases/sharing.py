"""Who else may read or write a case; only its owners decide."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from detente.report.words import Words
from detente.web.accounts.models import LOCAL, User
from detente.web.audit.models import Entry
from detente.web.cases.access import open_case, own_case
from detente.web.cases.models import Case, Role, Share
from detente.web.pages.language import words

_WRONG = 400


class ShareForm(forms.Form):
    """Somebody, and what they may do."""

    name = forms.CharField(max_length=150)
    role = forms.ChoiceField(choices=[(each.value, each.value) for each in Role])


def roles(spoken: Words) -> dict[str, str]:
    """Give the roles by the names that people read."""
    return {
        Role.READER: spoken.say("may read"),
        Role.EDITOR: spoken.say("may write"),
        Role.OWNER: spoken.say("owns it"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, key: str) -> HttpResponse:
    """Show who may do what, and let somebody else in."""
    case, _ = own_case(request.user, key, Role.OWNER)
    wrong = ""
    if request.method == "POST":
        form = ShareForm(request.POST)
        if form.is_valid():
            wrong = _given(request, case, form.cleaned_data)
        else:
            wrong = words(request).say("Write a name, and choose what they may do.")
        if not wrong:
            return redirect("cases:share", key=key)
    spoken = words(request)
    shares = case.shares.select_related("user").order_by("user__username")
    page = {
        "case": open_case(request.user, key),
        "shares": shares,
        "owners": sum(each.role == Role.OWNER for each in shares),
        "roles": roles(spoken),
        "wrong": wrong,
        "name": request.POST.get("name", ""),
        "tab": "share",
    }
    status = _WRONG if wrong else 200
    return render(request, "cases/share.html", page, status=status)


def _given(request: HttpRequest, case: Case, data: dict[str, Any]) -> str:
    """Give somebody a role; says what is wrong where that cannot be done."""
    spoken = words(request)
    found = User.objects.filter(username__iexact=data["name"].strip(), is_active=True)
    user = found.exclude(username=LOCAL).first()
    if user is None:
        return spoken.say("Nobody here has this name.")
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if data["role"] != Role.OWNER and _last_owner(case, user.pk):
            return spoken.say("Somebody has to own the case.")
        Share.objects.update_or_create(
            case=case, user=user, defaults={"role": data["role"]}
        )
        Entry.write(request, "shared", case.key, f"{user.username}: {data['role']}")
    return ""


@require_POST
def unshare(request: HttpRequest, key: str, person: int) -> HttpResponse:
    """Shut somebody out."""
    case, _ = own_case(request.user, key, Role.OWNER)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if _last_owner(case, person):
            said = words(request).say("Somebody has to own the case.")
            messages.error(request, said)
        elif Share.objects.filter(case=case, user_id=person).delete()[0]:
            name = User.objects.get(pk=person).username
            Entry.write(request, "no longer shared", case.key, name)
            if person == request.user.pk:
                return redirect("cases:library")
    return redirect("cases:share", key=key)


def _last_owner(case: Case, person: int) -> bool:
    """Whether somebody owns a case that nobody else does."""
    owners = case.shares.filter(role=Role.OWNER)
    mine = owners.filter(user_id=person).exists()
    return bool(mine and not owners.exclude(user_id=person).exists())
