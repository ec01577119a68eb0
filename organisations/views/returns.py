"""A municipality that gave a list gets it back: what has changed since."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import export, links
from kick.lib.personal_page import personal_page
from organisations import exports
from organisations.actions.registration import OWN_WORD
from organisations.forms.calls import ListReturnForm
from organisations.models import ListReturn, Organisation
from organisations.views.claims import insist_on_staff


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_returns(request):
    """Choose a municipality and its list; those that have a link already stand below."""
    insist_on_staff(request)
    sources = list(Organisation.objects.run_by(request.user).sources(besides=OWN_WORD))
    form = ListReturnForm(request.POST or None, sources=sources)
    if form.is_valid():
        made = form.save(by=request.user)
        return redirect("organisations:desk_return", made.uuid)
    made = ListReturn.objects.run_by(request.user).with_parts()
    words = {"form": form, "returns": list(made), "has_lists": bool(sources)}
    status = 422 if form.errors else 200
    return render(request, "organisations/desk_returns.html", words, status=status)


def find_return(request, uuid):
    insist_on_staff(request)
    return get_object_or_404(ListReturn.objects.run_by(request.user).with_parts(), uuid=uuid)


@never_cache
@require_safe
def desk_return(request, uuid):
    """What the official sees, and the link to send."""
    list_return = find_return(request, uuid)
    words = _words(list_return) | {"link": links.url_for(*list_return.link_reference)}
    return render(request, "organisations/desk_return.html", words)


@require_POST
def desk_return_withdraw(request, uuid):
    """The link that was sent opens nothing any more; a new one stands on the page."""
    find_return(request, uuid).withdraw_links()
    messages.success(request, _("The old link is withdrawn. Here is a new one."))
    return redirect("organisations:desk_return", uuid)


def find_by_token(token):
    found = ListReturn.objects.with_token(token).with_parts().first()
    if found is None:
        raise Http404
    return found


@personal_page
@require_safe
def list_return(request, token):
    words = _words(find_by_token(token)) | {"token": token}
    return render(request, "organisations/list_return.html", words)


@personal_page
@require_safe
def list_return_export(request, token, format):
    """The same rows; a link, since it holds only what everybody may see, and reading notes nothing."""
    found = find_by_token(token)
    if format not in export.FORMATS:
        raise Http404
    filename = f"andringar-{found.municipality_id}"
    return export.respond(format, exports.CHANGES, exports.changes_since(found), filename)


def _words(found):
    return {
        "list_return": found,
        "region": found.municipality.region,
        "changes": exports.changes_since(found),
    }
