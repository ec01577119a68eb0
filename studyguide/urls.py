from django.urls import path

from studyguide.views import guide as views

app_name = "studyguide"

urlpatterns = [
    path("", views.guide, name="guide"),
    path("ordlista/", views.glossary, name="glossary"),
    path("utskrift/", views.guide_print, name="guide_print"),
    path("sprak/<slug:language>/", views.guide_language, name="guide_language"),
    path("<slug:chapter>/", views.chapter, name="chapter"),
    path("<slug:chapter>/lattlast/", views.chapter_easy, name="chapter_easy"),
]
