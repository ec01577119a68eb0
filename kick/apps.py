from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KickConfig(AppConfig):
    name = "kick"


class KickAdminConfig(AdminConfig):
    default_site = "kick.admin_site.KickAdminSite"
