from functools import wraps

from django.contrib.auth.decorators import login_not_required


def personal_page(view):
    """A page whose address is the secret: open to its holder, kept nowhere, named to nobody.

    `strict-origin` and not `no-referrer`: with the latter browsers send "Origin: null" with the
    form, which Django's CSRF check refuses. Either way the path stays out of every Referer.
    """

    @login_not_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
