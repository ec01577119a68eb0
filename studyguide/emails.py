"""The letters of a circle: each function gives what `post_letter` wants. Never a word of a note."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kick.lib import dates
from organisations.models import Purpose
from studyguide.models import QuestionText

# Where a question's page tells what became of what the group proposed.
BECAME = "vad-det-blev"
# A letter that leads to more than that is no help.
MOST_QUESTIONS = 6


def circle_link(*, member, occasion):
    """Her own way in, to one who has joined or was written down by the leader."""
    return _letter(
        "studyguide/emails/circle_link.txt",
        member=member,
        occasion=occasion,
        subject=lambda: _("Your link to %(circle)s") % {"circle": member.circle.name},
    )


def after_gathering(*, gathering, member, following):
    """After a gathering: where the notes are, and when the next one is."""
    return _letter(
        "studyguide/emails/after_gathering.txt",
        member=member,
        occasion=f"after:{gathering.pk}",
        subject=lambda: (
            _("Thank you for %(day)s: %(circle)s")
            % {"day": dates.short_day_text(gathering.starts_at), "circle": member.circle.name}
        ),
        gathering=gathering,
        following=following,
    )


def proposals_offered(*, circle, organisation, user, day):
    """To one who speaks for an association that takes part: that the circle proposes something, and
    where. Of no region, so that no project lead's list of letters shows that it may come."""
    with override(user.language):
        return {
            "purpose": Purpose.CIRCLE,
            "recipient": user.email,
            "about": f"circle:{circle.uuid}",
            "occasion": f"offered:{organisation.pk}:{day:%Y-%m-%d}",
            "subject": _("Proposals from your circle"),
            "body": render_to_string(
                "studyguide/emails/proposals_offered.txt",
                {"circle": circle, "organisation": organisation, "site_url": settings.SITE_URL},
            ),
            "language": user.language,
        }


def about_verdicts(*, circle, consultation):
    """What such a letter is known by: one for each circle and publication."""
    return {"about": f"circle:{circle.uuid}", "occasion": f"verdicts:{consultation.pk}"}


def verdicts_on_proposals(*, member, consultation, questions):
    """The region has answered what began in the circle; what it answered stands on the page of each of the
    `questions` (their ids), to which the letter leads."""
    consultation.forget_text()
    texts = QuestionText.objects.filter(question__in=questions).read_in(member.circle.language)
    asked = {row.question_id: row for row in texts.select_related("question__chapter")}
    places = [(asked[pk], way_on(asked[pk].question)) for pk in questions if pk in asked]
    letter = _letter(
        "studyguide/emails/verdicts_on_proposals.txt",
        member=member,
        occasion="",
        subject=lambda: (
            _("The region has answered what you proposed in %(circle)s")
            % {"circle": member.circle.name}
        ),
        consultation=consultation,
        places=places[:MOST_QUESTIONS],
        is_all=0 < len(places) <= MOST_QUESTIONS,
    )
    about = about_verdicts(circle=member.circle, consultation=consultation)
    return letter | about | {"purpose": Purpose.CIRCLE_VERDICTS}


def way_on(question):
    """From a member's own page to what became of it, at the question where it began."""
    home = reverse("circles:own_circle", args=["-"])
    page = reverse("circles:own_question", args=["-", question.chapter.key, question.key])
    return f"{page.removeprefix(home)}#{BECAME}"


def _letter(template, *, member, occasion, subject, **words):
    circle = member.circle
    # A circle may read in a language that Kick does not write letters in.
    language = circle.language if circle.language in dict(settings.LANGUAGES) else "sv"
    with override(language):
        return {
            "purpose": Purpose.CIRCLE,
            "recipient": member.email,
            "about": f"circle:{circle.uuid}",
            "occasion": occasion,
            "subject": subject(),
            "body": render_to_string(
                template,
                {"member": member, "circle": circle, "site_url": settings.SITE_URL, **words},
            ),
            "links": [member.link_reference],
            "language": language,
        }
