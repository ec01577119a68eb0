import logging
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from pghistory.middleware import HistoryMiddleware
from psycopg.errors import LockNotAvailable, QueryCanceled

from kick.lib import kept_words, limits, presses
from organisations.accounts import has_used_second_factor, second_factors_of

requests = logging.getLogger("kick.requests")
log = logging.getLogger("kick.middleware")
KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Asked for every few seconds by whoever watches over us.
QUIET = {"healthz"}


class RequestLog:
    """One line a request: which page by its name, how it went and how long it took.

    No path, for it may hold a personal link; no query, no address of the reader, no account.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started_at = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match else ""
        if view not in QUIET:
            told = {
                "method": request.method if request.method in KNOWN_METHODS else "?",
                "view": view,
                "status": response.status_code,
                "ms": round(1000 * (time.perf_counter() - started_at), 1),
            }
            requests.info("request", extra=told)
        return response


class ClosedHeaders:
    """What Django's own security middleware leaves out, on every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Who presses "back" after signing out sees nothing of what was there.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


# Forms of allauth, of the admin, of the desk and of a draft, which may be gone at the second press;
# the others look after themselves.
PRESSED_ONCE = ("/konto/", "/admin/", "/region/", "/yttrande/", "/cirkel/")


class OnePress:
    """The same form sent again at once gets the first one's answer (CATALOGUE R3).

    It stands before the sessions' middleware, since the answer may bring a new session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = presses.key_of(request) if request.path_info.startswith(PRESSED_ONCE) else None
        if key is None:
            return self.get_response(request)
        with presses.in_turn(key):
            return presses.answer_of(key) or self.first(request, key)

    def first(self, request, key):
        response = self.get_response(request)
        # A form that comes back with errors is judged anew: nothing was done.
        if response.status_code == 302:
            presses.remember(key, response)
        return response


class PackedPages(GZipMiddleware):
    """Sends the open pages compressed, and nothing that may hold a secret.

    The length of a compressed page tells what is in it to whoever can have it fetched with words of
    their own (BREACH). So pages of those who are signed in, personal pages and answers to forms go
    as they are; the one secret of an open page, the form's token, is masked anew in each.
    """

    def process_response(self, request, response):
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        may_hold_a_secret = (
            request.method not in {"GET", "HEAD"}
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or settings.SESSION_COOKIE_NAME in response.cookies
            or "no-store" in response.headers.get("Cache-Control", "")
        )
        if not is_page or response.streaming or may_hold_a_secret:
            return response
        return super().process_response(request, response)


class ChosenLanguage:
    """Swedish until the reader has chosen another language with the switch on top of the page.

    Not the browser's wish, as Django's own middleware has it: many Swedes' browsers say English.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        is_known = chosen in dict(settings.LANGUAGES)
        request.LANGUAGE_CODE = chosen if is_known else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


# Where somebody may have written for an hour when her session ends.
LONG_TEXTS = {
    "consultations:statement_section",
    "consultations:statement_question",
    "consultations:statement_whole",
    "method:desk_case",
    "method:desk_case_new",
    "method:desk_trial_edit",
    "method:desk_trial_new",
    "circles:circle_question",
    "circles:circle_lift",
    "circles:offer_take",
    "circles:proposal_own",
}


class KeptWords:
    """Who is no longer signed in when she saves finds her words in the box after signing in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if name not in LONG_TEXTS or request.method != "POST" or request.user.is_authenticated:
            return
        address = get_adapter().get_client_ip(request)
        if limits.allow(f"kept:{address}", limit=20, seconds=3600):
            kept_words.keep(request.session, request.path, request.POST)


# Names, never prefixes: a view of ours whose name begins like allauth's must not slip through.
OPEN_TO_ALL = {
    "account_logout",
    "set_language",
    "healthz",
    "demo",
    "demo_mail",
    "demo_mail_html",
    "demo_mail_file",
    "demo_list",
}
ENROLMENT = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_email",
    "account_email_verification_sent",
}
PROOF = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class SecondFactorRequired:
    """Staff and officers go nowhere until a second factor is enrolled and was used in this session.

    Everything is behind it but the pages where the factor is enrolled, or used if there is one;
    so a view that somebody forgets to guard is guarded.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        name = request.resolver_match.view_name
        if name in OPEN_TO_ALL:
            return None
        enrolled = second_factors_of(user)
        if has_used_second_factor(request, enrolled):
            return None
        if name in (PROOF if enrolled else ENROLMENT):
            return None
        if not enrolled:
            return redirect("mfa_activate_totp")
        return redirect_to_login(way_back(request), reverse("mfa_reauthenticate"))


def way_back(request):
    """The page that was asked for; what was posted is lost, so then the person's own page."""
    is_page = request.method in {"GET", "HEAD"}
    return request.get_full_path() if is_page else reverse("my_page")


class PoliteRetry:
    """Who meets a lock that another holds, or a question that takes too long, is asked to press again
    (CATALOGUE R14). Nothing is half written: what was begun is rolled back before it comes here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception.__cause__, LockNotAvailable | QueryCanceled):
            return None
        log.warning("busy", extra={"view": request.resolver_match.view_name})
        response = render(request, "busy.html", {"is_post": request.method == "POST"}, status=503)
        response.headers["Retry-After"] = "5"
        response.headers["Cache-Control"] = "no-store"
        return response


class WhoChangedIt(HistoryMiddleware):
    """History keeps who and on which page, never the address: it may hold a personal link."""

    def get_context(self, request):
        try:
            page = resolve(request.path_info).view_name
        except Resolver404:
            page = ""
        return {**super().get_context(request), "url": page}
