"""What languages are called, for every list of choices: the site's own, then those of the Nordic
minorities as the law on national minorities names them (SFS 2009:724)."""

from django.utils.translation import gettext_lazy as _

LANGUAGE_NAMES = {
    "sv": _("Swedish"),
    "fi": _("Finnish"),
    "en": _("English"),
    "se": _("Northern Sami"),
    "smj": _("Lule Sami"),
    "sma": _("Southern Sami"),
    "fit": _("Meänkieli"),
    "rom": _("Romani Chib"),
    "yi": _("Yiddish"),
}
