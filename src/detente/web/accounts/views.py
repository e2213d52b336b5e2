"""Signing in and out, and one's own account."""

from django.conf import settings
from django.contrib.auth import login, views as of_django
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from detente.web.accounts.models import SignInLink

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_REFUSED = 403


@login_not_required
@never_cache
@require_GET
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in whoever has the link that the program printed."""
    user = SignInLink.use(secret)
    if user is None:
        if request.user.is_authenticated:
            return redirect("cases:library")
        return render(request, "accounts/used_link.html", status=_REFUSED)
    login(request, user, backend=_BACKEND)
    return redirect("cases:library")


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


class ChangePassword(of_django.PasswordChangeView):
    """Show one's account and change its password."""

    template_name = "accounts/own.html"
    success_url = reverse_lazy("accounts:own")
