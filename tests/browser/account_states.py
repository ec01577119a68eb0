"""The pages of an account: signing in and up, one's own page, and the second factor."""

from tests.browser.page_states import State, as_lead, goes_to
from tests.browser.steps import fill, press, send_empty
from tests.browser.totp import SECRET, code_to_type

# Answers that are no pages, or only take what a form of another page sends.
NOT_PAGES = {
    "account_request_login_code",
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
}


def account(world):
    """For whoever is not signed in, for a volunteer, and for staff."""
    ours = world.ours.get_absolute_url()
    request = f"/anmal/foretrada/{world.organisations[2].uuid}/"
    open_ones = [
        State("account_login", "/konto/logga-in/"),
        State("account_login", "/konto/logga-in/", send_empty),
        State("account_confirm_login_code", "/konto/logga-in/", asks_for_a_code),
        State("account_confirm_login_code", "/konto/logga-in/kod/", send_empty),
        State("account_signup", "/konto/nytt/"),
        State("account_signup", "/konto/nytt/", send_empty),
        State("account_email_verification_sent", "/konto/nytt/", makes_an_account),
        State("account_inactive", "/konto/avstangt/"),
    ]
    volunteers = [
        State("my_page", "/mitt/"),
        State("account_email", "/konto/e-post/"),
        State("account_email", "/konto/e-post/", send_empty),
        State("account_logout", "/konto/logga-ut/"),
        State("usersessions_list", "/konto/inloggningar/"),
        State("mfa_index", "/konto/andra-steget/"),
        State("organisations:representation_request", request),
        State("organisations:representation_request", request, send_empty),
        State("organisations:organisation_detail", ours),
        State("organisations:organisation_edit", f"{ours}andra/"),
        State("organisations:organisation_edit", f"{ours}andra/", without_a_name),
        State("organisations:organisation_remove", f"{ours}ta-bort/"),
    ]
    for state in volunteers:
        state.who = "volunteer"
    return open_ones + volunteers


def second_factor(world):
    """Enrolling, using and losing it."""
    base = "/konto/andra-steget"
    newcomers = [
        State("mfa_activate_totp", f"{base}/app/", who="newcomer"),
        State("mfa_activate_totp", f"{base}/app/", send_empty, who="newcomer"),
    ]
    comes_in = [
        State("mfa_authenticate", "/konto/logga-in/", world.comes_with_the_first_factor),
        State("mfa_authenticate", "/konto/logga-in/andra-steget/", send_empty),
    ]
    leads = [
        State("mfa_index", f"{base}/"),
        State("mfa_reauthenticate", f"{base}/igen/"),
        State("mfa_reauthenticate", f"{base}/igen/", send_empty),
        State("mfa_index", f"{base}/igen/?next={base}/", gives_the_second_factor),
        State("mfa_view_recovery_codes", f"{base}/reservkoder/"),
        State("mfa_generate_recovery_codes", f"{base}/reservkoder/nya/"),
        State("mfa_list_webauthn", f"{base}/nycklar/"),
        State("mfa_add_webauthn", f"{base}/nycklar/ny/"),
        State("mfa_index", f"{base}/nycklar/ny/", with_a_new_key),
        State("mfa_list_webauthn", f"{base}/nycklar/"),
        State("mfa_reauthenticate_webauthn", f"{base}/nycklar/igen/"),
        State("mfa_edit_webauthn", f"{base}/nycklar/", goes_to("Byt namn")),
        State("mfa_remove_webauthn", f"{base}/nycklar/", goes_to("Ta bort")),
        State("mfa_deactivate_totp", f"{base}/app/ta-bort/"),
    ]
    return newcomers + comes_in + [as_lead(state) for state in leads]


def asks_for_a_code(page):
    fill(page, login="nagon@privat.example")
    press(page, "Skicka koden")


def makes_an_account(page):
    fill(page, email="ny@privat.example")
    send_empty(page)


def without_a_name(page):
    fill(page, name="")
    press(page, "Spara uppgifterna")


def gives_the_second_factor(page):
    fill(page, code=code_to_type(SECRET))
    send_empty(page)


def with_a_new_key(page):
    """A passkey of Chromium's own, as if there were a fingerprint reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    about = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    about |= {"hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": about})
    fill(page, name="Telefonen")
    press(page, "Lägg till nyckeln")
