"""How long each kind of data is kept before the daily run takes it (CATALOGUE D8; proposals until a
data-protection officer has decided)."""

from datetime import timedelta

DAY = timedelta(days=1)

SESSIONS_KEPT = timedelta(0)
CONTACTS_OVERDUE = timedelta(0)
SEALED_MAIL_KEPT = timedelta(0)
UNCONFIRMED_KEPT = 7 * DAY
UNPROVEN_KEPT = 7 * DAY
NEEDS_KEPT = 7 * DAY
WRITES_KEPT = 7 * DAY
ROWS_KEPT = 30 * DAY
INVITED_COLLEAGUES_KEPT = 30 * DAY
BODY_KEPT = 90 * DAY
EVIDENCE_KEPT = 90 * DAY
LETTER_KEPT = 365 * DAY
EXPORTS_KEPT = 365 * DAY
ADMIN_LOG_KEPT = 365 * DAY
DRAFTS_KEPT = 365 * DAY
TIPS_KEPT = 365 * DAY
MERGES_KEPT = 365 * DAY
NAMES_KEPT = 730 * DAY
PEOPLE_KEPT = 730 * DAY
REPRESENTATIVES_KEPT = 730 * DAY
BATCHES_KEPT = 730 * DAY
REQUESTS_KEPT = 730 * DAY
RUNS_KEPT = 1825 * DAY
