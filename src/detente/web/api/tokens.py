"""The page on which somebody makes and revokes tokens for programs of theirs."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from detente.web.api.models import Token
from detente.web.audit.models import Entry
from detente.web.pages.language import words

_WRONG = 400
_MOST = 50
"""Tokens that work, of one person."""
DAYS = (30, 90, 365, 0)
"""For how long one works; 0 until it is revoked."""


class TokenForm(forms.Form):
    """What a token is to be."""

    name = forms.CharField(max_length=80)
    days = forms.TypedChoiceField(choices=[(n, n) for n in DAYS], coerce=int)
    writes = forms.BooleanField(required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; make one, which is shown once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    fresh = wrong = ""
    if request.method == "POST":
        if not form.is_valid():
            wrong = words(request).say("Give it a name, so that you know it later.")
        elif Token.good().filter(user=request.user).count() >= _MOST:
            wrong = words(request).say("You have too many tokens. Revoke some first.")
        else:
            fresh = _made(request, form)
    page = {
        "tokens": Token.objects.filter(user=request.user),
        "fresh": fresh,
        "wrong": wrong,
        "days": DAYS,
        "root": request.build_absolute_uri("/api/v1/"),
        "here": "tokens",
    }
    return render(request, "api/tokens.html", page, status=_WRONG if wrong else 200)


def _made(request: HttpRequest, form: TokenForm) -> str:
    told = form.cleaned_data
    lasting = told["days"]
    until = timezone.now() + timedelta(days=lasting) if lasting else None
    secret = Token.draw(request.user, told["name"], until, writes=told["writes"])
    rights = "may write" if told["writes"] else "may read"
    Entry.write(request, "token made", told["name"], rights)
    return secret


@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Let a token work no longer."""
    found = get_object_or_404(Token, pk=token, user=request.user)
    if found.revoked is None:
        found.revoked = timezone.now()
        found.save(update_fields=["revoked"])
        Entry.write(request, "token revoked", found.name)
    return redirect("programs:tokens")
