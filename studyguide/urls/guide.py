from django.urls import path

from studyguide.views import finding, taking_away, usefulness
from studyguide.views import guide as views

app_name = "studyguide"

urlpatterns = [
    path("", views.guide, name="guide"),
    path("ordlista/", views.glossary, name="glossary"),
    path("utskrift/", views.guide_print, name="guide_print"),
    path("sok/", finding.search, name="search"),
    path("svar/tack/", usefulness.feedback_thanks, name="feedback_thanks"),
    path("svar/<uuid:uuid>/", usefulness.feedback_detail, name="feedback_detail"),
    path("pdf/", taking_away.guide_pdf, name="guide_pdf"),
    path("offline/", taking_away.guide_offline, name="guide_offline"),
    path("sprak/<slug:language>/", views.guide_language, name="guide_language"),
    path("<slug:chapter>/", views.chapter, name="chapter"),
    path("<slug:chapter>/lattlast/", views.chapter_easy, name="chapter_easy"),
    path("<slug:chapter>/pdf/", taking_away.chapter_pdf, name="chapter_pdf"),
    path("<slug:chapter>/svar/", usefulness.feedback_give, name="feedback_give"),
]
