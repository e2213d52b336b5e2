"""Signing in and out, and one's own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import forms as of_forms, login, views as of_django
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from detente.web.accounts.models import SignInLink, User
from detente.web.accounts.throttle import barred, failed
from detente.web.audit.models import Entry
from detente.web.pages.language import words

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_REFUSED, _TOO_MANY = 403, 429


@login_not_required
@never_cache
@require_GET
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in whoever has the link that the program printed."""
    user = None if settings.TEAM else SignInLink.use(secret)
    if user is None:
        if request.user.is_authenticated:
            return redirect("cases:library")
        if settings.TEAM:
            return _no_invitation(request)
        return render(request, "accounts/used_link.html", status=_REFUSED)
    login(request, user, backend=_BACKEND)
    return redirect("cases:library")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Let whoever was invited choose a password; the link works until they have."""
    user = SignInLink.whose(secret)
    if user is None:
        return _no_invitation(request)
    form = of_forms.SetPasswordForm(user, request.POST or None)
    if not form.is_valid():
        page = {"form": form, "invited": user}
        return render(request, "accounts/welcome.html", page)
    if SignInLink.use(secret) is None:
        return _no_invitation(request)
    form.save()
    login(request, user, backend=_BACKEND)
    Entry.write(request, "password chosen")
    return redirect("cases:library")


def _no_invitation(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/no_invitation.html", status=_REFUSED)


@method_decorator(login_not_required, name="dispatch")
class SignIn(of_django.LoginView):
    """Ask a team's member for name and password; at home, say where the link is."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show the form, or where the link is to be found."""
        if settings.TEAM or request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        return render(request, "accounts/no_link.html", status=_REFUSED)

    def post(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Try name and password, unless that was tried too often."""
        if barred(request, str(request.POST.get("username", ""))):
            return render(request, "accounts/barred.html", status=_TOO_MANY)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: of_forms.AuthenticationForm) -> HttpResponse:
        """Let somebody in."""
        response = super().form_valid(form)
        Entry.write(self.request, "signed in")
        return response

    def form_invalid(self, form: of_forms.AuthenticationForm) -> HttpResponse:
        """Take note of the failure."""
        failed(self.request, str(form.data.get("username", "")))
        return super().form_invalid(form)


class ChangePassword(of_django.PasswordChangeView):
    """Show one's account and change its password."""

    template_name = "accounts/own.html"
    success_url = reverse_lazy("accounts:own")

    def form_valid(self, form: of_forms.PasswordChangeForm) -> HttpResponse:
        """Change it; other browsers are signed out."""
        response = super().form_valid(form)
        Entry.write(self.request, "password changed")
        messages.success(self.request, words(self.request).say("Changed."))
        return response


def invited(request: HttpRequest | None, name: str, *, staff: bool) -> str:
    """Make an account, or find one whose password is to be chosen anew.

    Returns
    -------
    str
        The path of the link by which its owner chooses a password.
    """
    user, _ = User.objects.get_or_create(username=name)
    if staff and not user.is_staff:
        user.is_staff = True
        user.save()
    Entry.write(request, "invited", name, "staff" if staff else "")
    return str(reverse_lazy("accounts:welcome", args=(SignInLink.draw(user),)))
