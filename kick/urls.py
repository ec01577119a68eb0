from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from kick import views

urlpatterns = [
    path("", views.front, name="front"),
    path("healthz", views.healthz, name="healthz"),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("om/", views.about, name="about"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("tillganglighet/tack/", views.accessibility_thanks, name="accessibility_thanks"),
    path("integritet/", views.privacy, name="privacy"),
    path("kontakt/", views.contact, name="contact"),
    path("mitt/", views.my_page, name="my_page"),
    path("komponenter/", views.components, name="components"),
    path("konto/", include("organisations.account_urls")),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("kick.demo.urls"))]
urlpatterns += [
    path("studiehandledning/", include("studyguide.urls.guide")),
    path("", include("studyguide.urls.method")),
    path("cirkel/", include("studyguide.urls.circles")),
    path("", include("organisations.urls")),
    path("", include("consultations.urls")),
    path("<slug:region>/", views.region, name="region"),
]

handler400 = "kick.views.bad_request"
handler403 = "kick.views.permission_denied"
handler404 = "kick.views.page_not_found"
handler500 = "kick.views.server_error"
