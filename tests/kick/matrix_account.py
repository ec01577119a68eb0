"""The rows of the table of urls that are about one's own account."""

from tests.kick.matrix_words import account

ACCOUNT = [
    account("account_login", (200, 302, 302), (200, 302, 302)),
    account("account_request_login_code", ("login", "login", "login"), ("login", "login", "login")),
    account("account_confirm_login_code", (302, 302, 302), (302, 302, 302)),
    account("account_logout", (302, 200, 200), (302, 302, 302)),
    account("account_inactive", (200, 200, 200), (405, 405, 405)),
    account("account_signup", (200, 302, 302), (200, 302, 302)),
    account("account_email", ("login", 200, 200), ("login", 302, 302)),
    account("account_email_verification_sent", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_login_webauthn", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_authenticate", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_index", ("login", 200, 200), ("login", 405, 405)),
    account("mfa_reauthenticate", ("login", 403, 200), ("login", 403, 200)),
    account("mfa_activate_totp", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_deactivate_totp", ("login", 404, 302), ("login", 404, 302)),
    account("mfa_view_recovery_codes", ("login", 404, 404), ("login", 405, 405)),
    account("mfa_generate_recovery_codes", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_download_recovery_codes", ("login", 404, 404), ("login", 404, 404)),
    account("mfa_list_webauthn", ("login", 200, 200), ("login", 405, 405)),
    account("mfa_add_webauthn", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_reauthenticate_webauthn", ("login", 403, 302), ("login", 403, 302)),
    account("mfa_remove_webauthn", ("login", 404, 302), ("login", 404, 302), ":987654321"),
    account("mfa_edit_webauthn", ("login", 404, 302), ("login", 404, 302), ":987654321"),
    account("usersessions_list", ("login", 200, 200), ("login", 302, 302)),
]
