"""What the worker runs: each a thin call to an action, found in the queue by its name."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kick.lib import smtp
from kick.lib.queue import CODES, HOUSEKEEPING, LETTERS, WhenAsked
from organisations.actions import (
    annual,
    coverage,
    importing,
    letters,
    people,
    registration,
    representation,
    sealed_mail,
)
from organisations.models import Region


# Some 25 attempts in the ten minutes that a code lives; then the action deletes it unsent.
@app.task(
    name="organisations.jobs.send_sealed_mail",
    queue=CODES,
    retry=RetryStrategy(max_attempts=40, wait=15, retry_exceptions=[smtp.NotNow]),
)
def send_sealed_mail(sealed_mail_id):
    sealed_mail.send_sealed_mail(sealed_mail_id=sealed_mail_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="organisations.jobs.purge_sealed_mail", queue=CODES)
def purge_sealed_mail(timestamp):
    sealed_mail.purge_sealed_mail()


@app.task(name="organisations.jobs.send_letter", queue=LETTERS, retry=WhenAsked())
def send_letter(letter_id):
    letters.send_letter(letter_id=letter_id)


@app.periodic(cron="17 * * * *")
@app.task(name="organisations.jobs.look_after_letters", queue=HOUSEKEEPING)
def look_after_letters(timestamp):
    letters.find_lost_letters()
    letters.forget_old_letters()


@app.periodic(cron="50 3 * * *")
@app.task(name="organisations.jobs.purge_imports", queue=HOUSEKEEPING)
def purge_imports(timestamp):
    importing.purge_imports()


@app.periodic(cron="55 3 * * *")
@app.task(name="organisations.jobs.forget_unconfirmed", queue=HOUSEKEEPING)
def forget_unconfirmed(timestamp):
    registration.forget_unconfirmed()


@app.periodic(cron="5 4 * * *")
@app.task(name="organisations.jobs.forget_people", queue=HOUSEKEEPING)
def forget_people(timestamp):
    people.forget_people()


@app.periodic(cron="15 4 * * *")
@app.task(name="organisations.jobs.forget_sessions", queue=HOUSEKEEPING)
def forget_sessions(timestamp):
    people.forget_sessions()


@app.task(name="organisations.jobs.post_link", queue=LETTERS, retry=3)
def post_link(organisation_id):
    registration.post_link(organisation_id=organisation_id)


@app.periodic(cron="20 4 * * *")
@app.task(name="organisations.jobs.forget_claims", queue=HOUSEKEEPING)
def forget_claims(timestamp):
    representation.forget_claims()


# By day, since a mail at night looks like no letter from people.
@app.periodic(cron="40 9 * * 1-5")
@app.task(name="organisations.jobs.ask_annually", queue=HOUSEKEEPING)
def ask_annually(timestamp):
    annual.ask_due()
    annual.remind_silent()


@app.periodic(cron="*/10 * * * *")
@app.task(name="organisations.jobs.count_regions", queue=HOUSEKEEPING)
def count_regions(timestamp):
    coverage.count_regions()


@app.task(name="organisations.jobs.count_region", queue=HOUSEKEEPING)
def count_region(region_id):
    coverage.count_region(Region.objects.get(pk=region_id))
