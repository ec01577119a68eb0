from django.conf import settings


def site(request):
    """What every page's frame needs."""
    return {
        "SITE_NAME": "Kick",
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
    }
