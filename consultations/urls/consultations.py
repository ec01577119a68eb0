from django.urls import path

from consultations.views import consultation

urlpatterns = [
    path("<slug:region>/samrad/", consultation.consultation_list, name="consultation_list"),
    path(
        "<slug:region>/samrad/<slug:slug>/",
        consultation.consultation_detail,
        name="consultation_detail",
    ),
    path(
        "<slug:region>/samrad/<slug:slug>/synpunkter/",
        consultation.consultation_voices,
        name="consultation_voices",
    ),
    path("<slug:region>/vad-blev-det/", consultation.what_became, name="what_became"),
]
