from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from pghistory.middleware import HistoryMiddleware


class ClosedHeaders:
    """What Django's own security middleware leaves out, on every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SecondFactorRequired:
    """Staff and officers go nowhere until a second factor is enrolled and was used in this session.

    Everything is behind it but the account pages where the factor is enrolled and used; so a view
    that somebody forgets to guard is guarded.
    """

    open_namespaces = (
        "account_",
        "mfa_",
        "usersessions_",
        "set_language",
        "demo",
        "healthz",
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        name = request.resolver_match.view_name or ""
        if name.startswith(self.open_namespaces) or used_second_factor(request):
            return None
        if is_mfa_enabled(user):
            return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
        return redirect("mfa_activate_totp")


def used_second_factor(request):
    """Whether this session was opened with a second factor, not whether one exists."""
    return any(
        record.get("method") == "mfa"
        for record in get_authentication_records(request, request.user)
    )


class WhoChangedIt(HistoryMiddleware):
    """History keeps who and on which page, never the address: it may hold a personal link."""

    def get_context(self, request):
        try:
            page = resolve(request.path_info).view_name
        except Resolver404:
            page = ""
        return {**super().get_context(request), "url": page}
