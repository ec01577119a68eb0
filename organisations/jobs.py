"""What the worker runs: each a thin call to an action, found in the queue by its name."""

import contextlib

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kick.lib import smtp
from kick.lib.queue import CODES, HOUSEKEEPING, LETTERS, WhenAsked
from organisations.actions import (
    annual,
    approvals,
    coverage,
    doubles,
    importing,
    letters,
    purging,
    registration,
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


@app.periodic(cron="40 3 * * *")
@app.task(name="organisations.jobs.purge", queue=HOUSEKEEPING)
def purge(timestamp):
    purging.purge()


@app.task(name="organisations.jobs.write_list", queue=HOUSEKEEPING, retry=WhenAsked())
def write_list(batch_id):
    importing.write_ordered(batch_id=batch_id)


@app.task(name="organisations.jobs.take_back_list", queue=HOUSEKEEPING, retry=WhenAsked())
def take_back_list(batch_id):
    importing.take_back_ordered(batch_id=batch_id)


@app.task(name="organisations.jobs.post_link", queue=LETTERS, retry=3)
def post_link(organisation_id):
    registration.post_link(organisation_id=organisation_id)


# By day, since a mail at night looks like no letter from people.
@app.periodic(cron="40 9 * * 1-5")
@app.task(name="organisations.jobs.ask_annually", queue=HOUSEKEEPING)
def ask_annually(timestamp):
    # Until the documents on personal data are approved nobody is asked.
    with contextlib.suppress(approvals.NotApproved):
        annual.ask_due()
        annual.remind_silent()


@app.periodic(cron="*/10 * * * *")
@app.task(name="organisations.jobs.count_regions", queue=HOUSEKEEPING)
def count_regions(timestamp):
    coverage.count_regions()


@app.task(name="organisations.jobs.count_region", queue=HOUSEKEEPING)
def count_region(region_id):
    coverage.count_region(Region.objects.get(pk=region_id))


@app.task(name="organisations.jobs.search_doubles", queue=HOUSEKEEPING, retry=3)
def search_doubles(search_id):
    doubles.go_on_searching(search_id=search_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="organisations.jobs.search_new_doubles", queue=HOUSEKEEPING)
def search_new_doubles(timestamp):
    doubles.search_what_is_new()
