from django.conf import settings
from django.utils.translation import get_language_info


def site(request):
    """What every page's frame needs."""
    return {
        "SITE_NAME": "Kick",
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "languages": [get_language_info(code) for code, _name in settings.LANGUAGES],
    }
