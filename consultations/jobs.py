from procrastinate.contrib.django import app

from consultations.actions import earlier_rounds, forgetting, invitations, replies, seats


@app.task(name="consultations.jobs.confirm_reply", queue="default", retry=5)
def confirm_reply(*, reply_id, changes):
    replies.confirm_by_letter(reply_id=reply_id, changes=changes)


@app.task(name="consultations.jobs.invite_anew", queue="default", retry=5)
def invite_anew(*, organisation_id):
    invitations.invite_anew(organisation_id=organisation_id)


# The job of each held reply does it at its minute; once an hour catches what a lost one left.
@app.periodic(cron="17 * * * *")
@app.task(name="consultations.jobs.release_holds", queue="default", retry=5)
def release_holds(timestamp=None):
    seats.release_holds()


@app.periodic(cron="40 3 * * *")
@app.task(name="consultations.jobs.forget_meeting_people", queue="default", retry=5)
def forget_meeting_people(timestamp=None):
    forgetting.forget_meeting_people()


@app.periodic(cron="45 3 * * *")
@app.task(name="consultations.jobs.forget_drafts", queue="default", retry=5)
def forget_drafts(timestamp=None):
    forgetting.forget_drafts()


@app.periodic(cron="35 3 * * *")
@app.task(name="consultations.jobs.purge_earlier_rounds", queue="default", retry=5)
def purge_earlier_rounds(timestamp=None):
    earlier_rounds.purge_waiting()
