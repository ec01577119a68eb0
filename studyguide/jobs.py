from procrastinate.contrib.django import app

from studyguide.actions import circle_verdicts


# Publishing is an action of the consultations, which know of no circle.
@app.periodic(cron="*/5 * * * *")
@app.task(name="studyguide.jobs.tell_of_verdicts", queue="default", retry=5)
def tell_of_verdicts(timestamp=None):
    circle_verdicts.tell_of_verdicts()
