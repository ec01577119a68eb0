"""The method tool as four regions use it: one consultation worked through, cases, and what they said of it."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import Consultation
from kick.demo import data
from organisations.models import Region
from studyguide.actions import method as actions
from studyguide.models import Case, CaseStatus, Chapter, GuideVersion, ToolTrial
from studyguide.reading import METHOD_TOOL

CELLS = {
    "agenda": (1, "Vi skrev om arbetet i vårt nyhetsbrev."),
    "drafting": (3, "Fyra möten, varav ett med unga, och en arbetsgrupp mellan dem."),
    "decision": (1, "Nämndens möte sändes på nätet."),
    "implementation": (0, ""),
    "monitoring": (2, "Återkopplingskväll i Exempelbygden."),
}
VIEWS = {
    "independence": (3, "Ingen sade emot oss. Vi vet inte om det var bra."),
    "dialogue": (4, "Vi talade en fjärdedel av tiden."),
    "quality": (3, "Frågorna var för många."),
    "continuity": (2, "Dagen för svaret flyttades en gång."),
    "openness": (3, ""),
    "diversity": (2, "Få under 30 år."),
}
MARKS = {
    "forra-svaren": {"who": "Kulturstrategen", "is_done": True},
    "vad-det-blev": {"who": "Kulturstrategen", "is_done": True},
    "syfte": {"who": "Chefen", "is_done": True},
    "unga": {"who": "Ungdomsstrategen"},
    "resor": {"who": "Registratorn", "is_done": True},
}
CASES = [
    (
        "kronoberg",
        "Samråd i en replokal",
        (
            "Vi frågade tre band om vi fick komma en torsdag när de ändå övade. Vi hade tre frågor på ett"
            " papper och en påse bullar."
        ),
        (
            "Elva unga i stället för de två som brukar komma till regionhuset. Två frågor hann vi med."
            " Den tredje svarade de på i en chatt efteråt."
        ),
        "Gå dit någon redan är. Skriv ner allt på plats, på väggen.",
    ),
    (
        "jonkoping",
        "Förmöte utan oss",
        "Föreningarna fick en bygdegård och fika veckan före samrådet. Vi var inte där.",
        "De kom med en lista som de var överens om. Mötet blev en timme kortare.",
        "",
    ),
]
TRIALS = [
    ("jonkoping", "planering", "templates", 4, 20, "Inbjudan var klar på tio minuter."),
    ("jonkoping", "uppfoljning", "matrix", 3, 6, "Bra bild. Svårt att veta vad som är dialog."),
    ("kronoberg", "forberedelse", "checklist", 3, 15, "Vi hade glömt att läsa de förra svaren."),
    ("blekinge", None, "text", 2, 12, "Bra, men vi ville ha mer om digitala möten."),
]


def load_method(users):
    """What everybody may see of the answered consultation, and what the regions tell each other."""
    officer = users[data.OFFICER.email]
    consultation = Consultation.objects.get(region__slug="jonkoping", slug="utgangspunkter")
    actions.tick_off(consultation=consultation, marks=MARKS, by=officer)
    actions.let_in(consultation=consultation, rows=CELLS)
    actions.judge(consultation=consultation, rows=VIEWS)
    actions.publish_work(consultation=consultation, by=officer)
    regions = {region.slug: region for region in Region.objects.all()}
    for days_ago, (slug, title, did, went, advice) in enumerate(CASES, 10):
        Case.objects.create(
            region=regions[slug],
            title=title,
            what_we_did=did,
            how_it_went=went,
            advice=advice,
            status=CaseStatus.PUBLISHED,
            published_at=timezone.now() - timedelta(days=days_ago),
        )
    chapters = {row.key: row for row in Chapter.objects.filter(guide__key=METHOD_TOOL)}
    version = GuideVersion.objects.of_guide(METHOD_TOOL).newest_first().first()
    for slug, chapter, part, rating, days_ago, words in TRIALS:
        ToolTrial.objects.create(
            region=regions[slug],
            chapter=chapters.get(chapter),
            part=part,
            rating=rating,
            words=words,
            used_on=timezone.localdate() - timedelta(days=days_ago),
            version=version,
        )
