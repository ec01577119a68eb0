"""Words in lists and what they mean, for those who lead every region."""

from django import forms
from django.contrib import admin

from kick.lib.fields import LineField
from organisations.admin.people import NationalEdits
from organisations.admin.scoped import ScopedAdmin
from organisations.models import ActivityWord


class ActivityWordForm(forms.ModelForm):
    class Meta:
        field_classes = {"word": LineField}


@admin.register(ActivityWord)
class ActivityWordAdmin(NationalEdits, ScopedAdmin):
    form = ActivityWordForm
    scope = ""
    may_add = may_change = True
    list_display = ["word", "culture", "art_form"]
    list_filter = ["culture"]
    list_select_related = ["art_form"]
    search_fields = ["word"]
