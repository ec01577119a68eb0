from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations import reading
from consultations.models import Contribution
from kick.lib.paging import page_of
from organisations.models import Region

VOICES_A_PAGE = 20


@login_not_required
@require_safe
def plan_detail(request, region):
    """The region's current published version, open at its first chapter."""
    versions = reading.versions_in(region, request.user)
    region = region_of(versions, region)
    version = next((version for version in versions if not version.is_draft), None)
    words = {"region": region, "versions": versions}
    if version:
        words |= chapter_words(version, versions)
    return render(request, "consultations/plan_detail.html", words)


def region_of(versions, slug):
    """Read with its versions, where it takes part and has any."""
    if versions and versions[0].plan.region.is_active:
        return versions[0].plan.region
    return get_object_or_404(Region.objects.active(), slug=slug)


@login_not_required
@require_safe
def plan_version(request, region, plan, version):
    version, versions = find_version(request, region, plan, version)
    words = chapter_words(version, versions)
    return render(request, "consultations/plan_version.html", words)


@login_not_required
@require_safe
def plan_section(request, region, plan, version, chapter):
    """One chapter with its subsections, and what is said beside each."""
    version, versions = find_version(request, region, plan, version)
    words = chapter_words(version, versions, chapter)
    return render(request, "consultations/plan_section.html", words)


@login_not_required
@require_safe
def plan_whole(request, region, plan, version):
    """The whole text on one page, for paper and for searching in."""
    version, versions = find_version(request, region, plan, version)
    words = version_words(version, versions)
    words["sections"] = words["text"]
    return render(request, "consultations/plan_whole.html", words)


@login_not_required
@require_safe
def plan_voices(request, region, plan, version, chapter, key):
    """All that is said about one section, and what the region answered."""
    version, versions = find_version(request, region, plan, version)
    words = chapter_words(version, versions, chapter, with_voices=False)
    passage = next((it for it in words["passages"] if it.section.key == key), None)
    if passage is None:
        raise Http404
    voices = Contribution.objects.public().saying_something().up_to(version, [key])
    page = page_of(request, voices.newest_wording_first().with_answer(), size=VOICES_A_PAGE)
    words |= {"section": passage.section, "page": page}
    return render(request, "consultations/plan_voices.html", words)


def find_version(request, region, plan, number):
    """The version with all that the reader may see in the region; a foreign draft is missing: 404."""
    versions = reading.versions_in(region, request.user)
    for version in versions:
        if (version.plan_id, version.number) == (plan, number):
            return version, versions
    raise Http404


def version_words(version, versions):
    text = reading.text_of(version)
    consultation = reading.consultation_on(version)
    return {
        "region": version.plan.region,
        "plan": version.plan,
        "version": version,
        "versions": versions,
        "newer": next((it for it in versions if it.follows(version)), None),
        "consultation": consultation,
        "answered_at": consultation.slug
        if consultation and consultation.takes_statements()
        else "",
        "text": text,
        "chapters": reading.chapters_of(text),
        "contents": reading.contents_of(version, text),
    }


def chapter_words(version, versions, key=None, *, with_voices=True):
    """What a page with one chapter needs: the first without a key; Http404 when there is none such."""
    words = version_words(version, versions)
    chapters = words["chapters"]
    places = [n for n, chapter in enumerate(chapters) if key in (None, chapter.key)]
    if key and not places:
        raise Http404
    if places:
        here = places[0]
        sections = reading.sections_of(words["text"], chapters[here])
        passages = reading.passages(version, sections, with_voices=with_voices)
        words |= {
            "chapter": sections[0],
            "passages": passages,
            "reads": tuple(passage.words for passage in passages),
            "previous": chapters[here - 1] if here else None,
            "next": chapters[here + 1] if here + 1 < len(chapters) else None,
        }
    return words
