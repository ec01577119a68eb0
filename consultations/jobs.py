from procrastinate.contrib.django import app

from consultations.actions import changes, invitations, printing, reminders, replies, seats


@app.task(name="consultations.jobs.confirm_reply", queue="default", retry=5)
def confirm_reply(*, reply_id, changes):
    replies.confirm_by_letter(reply_id=reply_id, changes=changes)


@app.task(name="consultations.jobs.invite_anew", queue="default", retry=5)
def invite_anew(*, organisation_id):
    invitations.invite_anew(organisation_id=organisation_id)


@app.task(name="consultations.jobs.make_print", queue="default", retry=2)
def make_print(*, run_id):
    printing.make_print(run_id=run_id)


@app.task(name=changes.WRITE, queue="default", retry=5)
def write_to_concerned(*, notice_id):
    changes.write_letters(notice_id=notice_id)


# The job of each held reply does it at its minute; once an hour catches what a lost one left.
@app.periodic(cron="17 * * * *")
@app.task(name="consultations.jobs.release_holds", queue="default", retry=5)
def release_holds(timestamp=None):
    seats.release_holds()


@app.periodic(cron="*/5 * * * *")
@app.task(name="consultations.jobs.remind_those_who_come", queue="default", retry=5)
def remind_those_who_come(timestamp=None):
    reminders.remind_those_who_come()
