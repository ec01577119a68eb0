from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.db.models.base import ModelBase
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.i18n import JavaScriptCatalog

# Nobody has a password to change.
PASSWORD_PAGES = {"password_change", "password_change_done"}
# It would tell the address of any row of any region; our admin pages link straight to theirs.
ANY_ROW = {"view_on_site"}
# Keys of sessions and seeds of second factors are for nobody's eyes; rights follow from assignments;
# jobs are the worker's, and what they do to letters is told there.
LEFT_OUT = {"auth", "account", "mfa", "usersessions", "procrastinate"}

# What is worked with comes first, what hardly ever changes last.
ORDER = ["Organisation", "Double", "ImportBatch", "Representative", "Letter", "Assignment", "User"]
ORDER += ["Region", "Merge", "PersonRequest", "DocumentApproval", "PurgeRun"]


class ScriptWords(JavaScriptCatalog):
    """Django's Swedish calls what is chosen "choose", and leaves the search box in English."""

    def get_catalog(self):
        own = {"Chosen %s": gettext("Chosen: %s"), "Filter": gettext("Search in the list")}
        return super().get_catalog() | own


class KickAdminSite(AdminSite):
    """Django's admin behind our own door: no password form, no way round the second factor."""

    site_title = site_header = _("Kick, the back office")
    index_title = _("What would you like to do?")
    site_url = "/"

    def register(self, model_or_iterable, admin_class=None, **options):
        is_one = isinstance(model_or_iterable, ModelBase)
        models = [model_or_iterable] if is_one else model_or_iterable
        shown = [model for model in models if model._meta.app_label not in LEFT_OUT]
        super().register(shown, admin_class, **options)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        # Whoever is signed in already would be sent here and back for ever; to others it is missing.
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=in_order)
        return apps

    def i18n_javascript(self, request, extra_context=None):
        return ScriptWords.as_view(packages=["django.contrib.admin"])(request)

    def get_urls(self):
        left_out = PASSWORD_PAGES | ANY_ROW
        return [url for url in super().get_urls() if getattr(url, "name", "") not in left_out]


def in_order(model):
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)
