from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

# Nobody has a password to change.
PASSWORD_PAGES = {"password_change", "password_change_done"}


class KickAdminSite(AdminSite):
    """Django's admin behind our own door: no password form, no way round the second factor."""

    site_title = site_header = _("Kick, the back office")
    index_title = _("What would you like to do?")
    site_url = "/"

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        # Whoever is signed in already would be sent here and back for ever; to others it is missing.
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", "") not in PASSWORD_PAGES]
