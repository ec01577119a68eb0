"""An alliance as everybody sees it, and an association's way into it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.actions import alliances
from organisations.forms.alliance import JoinForm
from organisations.models import (
    CIVIL_SOCIETY,
    Alliance,
    AllianceMember,
    Kind,
    Organisation,
    Region,
    Stage,
)

STAGES = [stage for stage in Stage if stage != Stage.DORMANT]


def find_alliance(slug):
    return get_object_or_404(Alliance.objects.with_parts(), slug=slug)


def joining(user):
    """Those that the user represents and that an alliance may have as members."""
    organisations = Organisation.objects.represented_by(user).current()
    return organisations.filter(kind__in=CIVIL_SOCIETY).exclude(kind=Kind.ALLIANCE).by_name()


def stages_of(alliance):
    """The way from interest to a formed association, for `components/way.html`."""
    if alliance.status == Stage.DORMANT:
        return []
    here = STAGES.index(Stage(alliance.status))
    states = ["done"] * here + ["here"] + [""] * (len(STAGES) - here - 1)
    if alliance.is_formed:
        states[-1] = "done"
    return [
        {"title": stage.label, "state": state} for stage, state in zip(STAGES, states, strict=True)
    ]


@login_not_required
@require_safe
def alliance_list(request, region):
    region = get_object_or_404(Region.objects.active(), slug=region)
    found = Alliance.objects.in_region(region).with_parts().by_name()
    return render(
        request, "organisations/alliance_list.html", {"region": region, "alliances": found}
    )


@login_not_required
@require_safe
def alliance_detail(request, slug):
    alliance = find_alliance(slug)
    members = alliance.members.all()
    ours = members.of(request.user).by_name() if request.user.is_authenticated else []
    is_in = any(member.takes_part for member in ours)
    documents = alliance.documents.newest_first()
    words = {
        "alliance": alliance,
        "regions": alliance.regions.all(),
        "steps": stages_of(alliance),
        "members": members.shown_publicly().by_name(),
        "number": members.taking_part().count(),
        "board": alliance.board_seats.current().of_the_board().by_task(),
        "group": alliance.board_seats.current().of_the_group().by_task(),
        "documents": documents if is_in else documents.public(),
        "criteria": alliance.criteria.all(),
        "ours": ours,
        "runs": Alliance.objects.run_by(request.user).filter(pk=alliance.pk).exists(),
    }
    return render(request, "organisations/alliance_detail.html", words)


@login_not_required
@require_safe
def alliance_document(request, slug, pk):
    """Open to all, or to those who take part or run the alliance."""
    alliance = find_alliance(slug)
    documents = alliance.documents.all()
    if not _reads_everything(request.user, alliance):
        documents = documents.public()
    document = get_object_or_404(documents, pk=pk)
    words = {"alliance": alliance, "document": document}
    return render(request, "organisations/alliance_document.html", words)


def _reads_everything(user, alliance):
    if not user.is_authenticated:
        return False
    is_in = alliance.members.taking_part().of(user).exists()
    return is_in or Alliance.objects.run_by(user).filter(pk=alliance.pk).exists()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alliance_join(request, slug):
    alliance = find_alliance(slug)
    if alliance.status == Stage.DORMANT:
        raise Http404
    organisations = joining(request.user)
    form = JoinForm(request.POST or None, alliance=alliance, organisations=organisations)
    if form.is_valid():
        return _join(request, alliance, form.cleaned_data)
    words = {"alliance": alliance, "form": form, "organisations": organisations}
    status = 422 if form.errors else 200
    return render(request, "organisations/alliance_join.html", words, status=status)


def _join(request, alliance, said):
    organisation = said["organisation"]
    if alliance.is_formed:
        alliances.apply(
            alliance=alliance,
            organisation=organisation,
            met=said.get("met", []),
            word=said.get("word", ""),
        )
        text = _("The application of %(name)s is with the board. You get the answer by mail.")
    else:
        alliances.take_part(alliance=alliance, organisation=organisation)
        text = _("%(name)s takes part. You are told when something happens.")
    messages.success(request, text % {"name": organisation.name})
    return redirect(alliance)


@require_POST
def alliance_leave(request, slug, pk):
    """One's own association; pressed twice it has left all the same."""
    alliance = find_alliance(slug)
    ours = AllianceMember.objects.filter(alliance=alliance).of(request.user)
    member = get_object_or_404(ours, pk=pk)
    if alliances.leave(member=member):
        text = _("%(name)s has left %(alliance)s.")
        names = {"name": member.organisation.name, "alliance": alliance.name}
        messages.success(request, text % names)
    return redirect(alliance)
