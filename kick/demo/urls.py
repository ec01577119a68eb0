"""Mounted only in a demo. The second factor's middleware knows these names."""

from django.urls import path

from kick.demo import views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("post/<slug:name>/<int:number>/", views.demo_mail, name="demo_mail"),
    path("post/<slug:name>/<int:number>/html/", views.demo_mail_html, name="demo_mail_html"),
    path(
        "post/<slug:name>/<int:number>/bilaga/<int:place>/",
        views.demo_mail_file,
        name="demo_mail_file",
    ),
    path("listor/<str:name>", views.demo_list, name="demo_list"),
]
