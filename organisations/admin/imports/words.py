"""Words in lists and what they mean, for those who lead every region."""

from django.contrib import admin

from organisations.admin.people import NationalEdits
from organisations.admin.scoped import ScopedAdmin
from organisations.models import ActivityWord


@admin.register(ActivityWord)
class ActivityWordAdmin(NationalEdits, ScopedAdmin):
    scope = ""
    may_add = may_change = True
    list_display = ["word", "culture", "art_form"]
    list_filter = ["culture"]
    list_select_related = ["art_form"]
    search_fields = ["word"]
