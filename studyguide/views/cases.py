"""Cases that regions write for each other: read by everybody, written on the region's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import kept_words
from kick.lib.paging import page_of
from organisations.models import Region, WrongMove
from studyguide.actions import method as actions
from studyguide.forms.method import CaseForm
from studyguide.models import Case

FORM = require_http_methods(["GET", "HEAD", "POST"])
WORDS = ("title", "what_we_did", "how_it_went", "advice")


@login_not_required
@require_safe
def case_list(request):
    cases = Case.objects.published().with_region().in_order()
    return render(request, "studyguide/method/case_list.html", {"page": page_of(request, cases)})


@login_not_required
@require_safe
def case_detail(request, uuid):
    case = get_object_or_404(Case.objects.visible_to(request.user).with_region(), uuid=uuid)
    words = {"case": case, "is_ours": case.region_id in ids_of(request.user)}
    return render(request, "studyguide/method/case_detail.html", words)


def ids_of(user):
    return user.authority_region_ids if user.is_authenticated else set()


def find_written(request, uuid):
    return get_object_or_404(Case.objects.written_by(request.user).with_region(), uuid=uuid)


@never_cache
@FORM
def desk_case_new(request):
    if not request.user.authority_region_ids:
        raise Http404
    regions = Region.objects.filter(pk__in=request.user.authority_region_ids).by_name()
    kept = kept_words.take(request.session, request.path)
    form = CaseForm(request.POST or None, regions=regions, initial=kept)
    if form.is_valid():
        try:
            case = actions.write_case(
                key=form.cleaned_data["key"],
                region=form.chosen_region,
                by=request.user,
                words=form.written,
            )
            messages.success(request, _("The case is saved as a draft. Only your region sees it."))
            return redirect(case)
        except actions.TakenKey:
            raise Http404 from None
    return show(request, form)


@never_cache
@FORM
def desk_case(request, uuid):
    case = find_written(request, uuid)
    kept = kept_words.take(request.session, request.path)
    initial = {name: getattr(case, name) for name in WORDS} | kept
    form = CaseForm(request.POST or None, region=case.region, initial=initial)
    if form.is_valid():
        actions.change_case(case=case, words=form.written)
        messages.success(request, _("Saved."))
        return redirect(case)
    return show(request, form, case=case)


def show(request, form, case=None):
    status = 422 if form.errors else 200
    words = {"form": form, "case": case, "region": form.region}
    return render(request, "studyguide/method/desk_case.html", words, status=status)


@require_POST
def desk_case_publish(request, uuid):
    case = find_written(request, uuid)
    try:
        case.publish()
        messages.success(request, _("Everybody can read the case now."))
    except WrongMove:
        messages.info(request, _("The case was published already."))
    return redirect(case)


@require_POST
def desk_case_withdraw(request, uuid):
    case = find_written(request, uuid)
    try:
        case.withdraw()
        messages.success(request, _("Only your region reads the case now."))
    except WrongMove:
        messages.info(request, _("The case is not published."))
    return redirect(case)
