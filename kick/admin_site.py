from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class KickAdminSite(AdminSite):
    """Django's admin behind our own door: no password form, no way round the second factor."""

    site_title = site_header = _("Kick, the back office")
    index_title = _("What would you like to do?")
    site_url = "/"

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        return redirect_to_login(request.GET.get("next", "/admin/"))
