from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from consultations.models import Meeting
from kick.demo import data, lists, load, mail
from organisations.models import Organisation, User


@login_not_required
@require_safe
@never_cache
def demo(request):
    """What one can play, who one can be, and every mail that was sent."""
    users = {
        user.email: user
        for user in User.objects.filter(email__in=[person.email for person in data.PERSONS])
    }
    persons = [
        (user, user.assignments.select_related("region").first(), *load.current_code(user))
        for person in data.PERSONS
        if (user := users.get(person.email))
    ]
    words = {
        "persons": persons,
        "seconds": next((seconds for *_, seconds in persons if seconds), 0),
        "mails": mail.sent_mails(),
        "lists": list(lists.LISTS),
        "organisation_count": Organisation.objects.count(),
        "meeting": Meeting.objects.taking_place().upcoming().by_time().with_parts().first(),
    }
    return render(request, "kick/demo/demo.html", words)


@login_not_required
@require_safe
@never_cache
@csp_update({"frame-src": [SELF]})
def demo_mail(request, name, number):
    return render(request, "kick/demo/demo_mail.html", {"mail": found(name, number)})


@login_not_required
@require_safe
@never_cache
@xframe_options_sameorigin
@csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": ["data:"],
        "frame-ancestors": [SELF],
    }
)
def demo_mail_html(request, name, number):
    """The mail's own page in a frame; its links open outside of the frame."""
    html = found(name, number).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@login_not_required
@require_safe
@never_cache
def demo_mail_file(request, name, number, place):
    files = found(name, number).files
    if place >= len(files):
        raise Http404
    part = files[place]
    response = HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type())
    filename = part.get_filename() or "mote.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@login_not_required
@require_safe
def demo_list(request, name):
    if name not in lists.LISTS:
        raise Http404
    make, content_type = lists.LISTS[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(), content_type=content_type, headers=headers)


def found(name, number):
    mail_found = mail.find_mail(name, number)
    if mail_found is None:
        raise Http404
    return mail_found
