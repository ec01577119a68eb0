"""The account pages, each let in by name: whatever else allauth brings, a password above all, is not here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from organisations.views.account import confirm_email_code, confirm_login_code, sign_up

# allauth sends people here when a code is too old; asking for a code is our sign-in page itself.
to_login = login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))

urlpatterns = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/ny-kod/", to_login, name="account_request_login_code"),
    path("logga-in/kod/", confirm_login_code, name="account_confirm_login_code"),
    path("logga-in/nyckel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logga-in/andra-steget/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("nytt/", sign_up, name="account_signup"),
    path("e-post/", account.email, name="account_email"),
    path("e-post/kod/", confirm_email_code, name="account_email_verification_sent"),
    path("andra-steget/", mfa.index, name="mfa_index"),
    path("andra-steget/igen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("andra-steget/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("andra-steget/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "andra-steget/reservkoder/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "andra-steget/reservkoder/nya/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "andra-steget/reservkoder/fil/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("andra-steget/nycklar/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("andra-steget/nycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(
        "andra-steget/nycklar/igen/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "andra-steget/nycklar/<int:pk>/ta-bort/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(
        "andra-steget/nycklar/<int:pk>/namn/",
        webauthn.edit_webauthn,
        name="mfa_edit_webauthn",
    ),
    path("inloggningar/", sessions.list_usersessions, name="usersessions_list"),
]
