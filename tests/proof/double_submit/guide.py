"""What a reader of the study guide says of a passage."""

import time
from uuid import uuid4

from kick.lib import traps
from studyguide.models import Feedback, Passage
from tests.guide import our_guide
from tests.proof.double_submit.press import browser

KEY = "0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11"


def give():
    our_guide()
    fields = {"key": KEY, "drawn": traps.stamp(time.time() - 60), "no": "malen"}
    return browser(), "/studiehandledning/traff-1/svar/", fields


def say_why():
    our_guide()
    row = Feedback.objects.create(
        uuid=uuid4(), passage=Passage.objects.get(key="malen"), language="sv", is_useful=False
    )
    return browser(), f"/studiehandledning/svar/{row.uuid}/", {"words": "För långt."}


FORMS = {
    "studyguide:feedback_give": [give],
    "studyguide:feedback_detail": [say_why],
}
