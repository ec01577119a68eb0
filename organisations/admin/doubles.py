"""Pairs that may be one association: looked at side by side, merged or told apart; and the way back."""

from django.contrib import admin, messages
from django.db import OperationalError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.actions import doubles, merging
from organisations.admin.scoped import BoundedPaginator, ScopedAdmin
from organisations.forms.merging import ApartForm, MergeForm, same_facts
from organisations.models import Double, DoubleSearch, Merge, Organisation, Region, Verdict

PAGE = 50
KEPT = "behall"


class LevelFilter(admin.SimpleListFilter):
    title = _("how sure")
    parameter_name = "sakerhet"

    def lookups(self, request, model_admin):
        return [("trolig", _("Likely")), ("mojlig", _("Possible"))]

    def queryset(self, request, queryset):
        match self.value():
            case "trolig":
                return queryset.likely()
            case "mojlig":
                return queryset.possible()
        return queryset


class RegionFilter(admin.SimpleListFilter):
    title = _("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        regions = Region.objects.active().led_by(request.user).by_name()
        return [(region.slug, region.name) for region in regions]

    def queryset(self, request, queryset):
        region = Region.objects.filter(slug=self.value() or "").first()
        return queryset.in_region(region) if region else queryset


class VerdictFilter(admin.SimpleListFilter):
    """Without a choice what is to be looked at."""

    title = _("verdict")
    parameter_name = "besked"

    def lookups(self, request, model_admin):
        return [("olika", Verdict.DIFFERENT.label)]

    def queryset(self, request, queryset):
        return queryset.different() if self.value() == "olika" else queryset.open()


@admin.register(Double)
class DoubleAdmin(ScopedAdmin):
    """The list of pairs, and each pair side by side."""

    list_display = ["pair", "seats", "level", "why"]
    list_filter = [LevelFilter, RegionFilter, VerdictFilter]
    list_per_page = PAGE
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["first__name"]
    search_help_text = _("Name of one of the two, part of a name, or organisation number")

    def get_queryset(self, request):
        return super().get_queryset(request).current().with_parts()

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term) if search_term else queryset, False

    def get_urls(self):
        own = [
            self._path("<int:pk>/different/", "different", self.different_view),
            self._path("<int:pk>/ask-again/", "ask_again", self.ask_again_view),
            self._path("search/", "search", self.search_view),
        ]
        return own + super().get_urls()

    def _path(self, route, name, view):
        view = self.admin_site.admin_view(view)
        return path(route, view, name=f"organisations_double_{name}")

    @admin.display(description=_("the two"))
    def pair(self, double):
        return f"{double.first.name} – {double.second.name}"

    @admin.display(description=_("municipality"))
    def seats(self, double):
        places = [double.first.municipality.name, double.second.municipality.name]
        return ", ".join(dict.fromkeys(places))

    @admin.display(description=_("how sure"), ordering="score")
    def level(self, double):
        return _("Likely") if double.is_likely else _("Possible")

    @admin.display(description=_("why"))
    def why(self, double):
        return ", ".join(str(word) for word in double.reason_words)

    def changelist_view(self, request, extra_context=None):
        words = {"search": DoubleSearch.objects.first()}
        return super().changelist_view(request, words | (extra_context or {}))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def change_view(self, request, object_id, form_url="", extra_context=None):
        if done := self.merged_already(request, object_id):
            return redirect(done)
        double = self.get_object(request, object_id)
        kept, other = self.sides(request, double)
        form = MergeForm(request.POST or None, kept=kept, other=other)
        if form.is_valid():
            return self.merge(request, double, kept, other, form)
        return self.compare(request, double, kept, other, form, 422 if form.is_bound else 200)

    def merged_already(self, request, object_id):
        """Where a second press of the same button leads, and an old address of the pair."""
        is_key = object_id.isdecimal()
        double = is_key and Double.objects.run_by(request.user).filter(pk=object_id).first()
        keys = [double.first_id, double.second_id] if double else []
        merge = Merge.objects.standing().filter(survivor__in=keys, absorbed__in=keys).first()
        return reverse("admin:organisations_merge_change", args=[merge.pk]) if merge else None

    def sides(self, request, double):
        """The one that is kept first: the one asked for, else the one that has said most itself."""
        both = [double.first, double.second]
        asked = request.POST.get(KEPT) or request.GET.get(KEPT, "")
        both.sort(key=lambda one: (str(one.pk) != asked, one.confirmed_at is None, one.pk))
        return both

    def merge(self, request, double, kept, other, form):
        try:
            merge = merging.merge_organisations(
                survivor=kept,
                absorbed=other,
                choices=form.choices,
                by=request.user,
                seen=form.cleaned_data["seen"],
            )
        except merging.LookAgain:
            text = _("Something has changed since you opened the page. Look once more, then merge.")
        except merging.SpeaksBothWays:
            text = _(
                "A person who represents %(name)s works for the region where the other has its seat,"
                " and may not represent an association there. End that first."
            ) % {"name": other.name}
        except (merging.NotToMerge, OperationalError):
            text = _("One of the two is being changed or has left the list. Nothing was merged.")
        else:
            text = _("%(other)s is merged into %(kept)s. It can be undone for a year.")
            messages.success(request, text % {"other": other.name, "kept": kept.name})
            return redirect("admin:organisations_merge_change", merge.pk)
        messages.error(request, text)
        return self.compare(request, double, kept, other, form, 409)

    def compare(self, request, double, kept, other, form, status=200):
        shown = merging.preview(survivor=kept, absorbed=other)
        words = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Are these two the same?"),
            "double": double,
            "kept": kept,
            "other": other,
            "form": form,
            "seen": shown.seen,
            "apart_form": ApartForm(),
            "same": same_facts(kept, other),
            "follows": worded(shown.follows),
            "stays": worded(shown.stays),
            "swap": f"?{KEPT}={other.pk}",
        }
        name = "admin/organisations/double/compare.html"
        return TemplateResponse(request, name, words, status=status)

    @method_decorator(require_POST)
    def different_view(self, request, pk):
        double = self.get_object(request, str(pk))
        form = ApartForm(request.POST)
        if not form.is_valid():
            kept, other = self.sides(request, double)
            page = self.compare(
                request, double, kept, other, MergeForm(kept=kept, other=other), 422
            )
            page.context_data["apart_form"] = form
            return page
        doubles.tell_apart(double=double, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, _("Noted: they are two. You will not be asked again."))
        return redirect("admin:organisations_double_changelist")

    @method_decorator(require_POST)
    def ask_again_view(self, request, pk):
        double = self.get_object(request, str(pk))
        doubles.ask_again(double=double)
        messages.success(request, _("The pair is in the list again."))
        return redirect("admin:organisations_double_change", double.pk)

    @method_decorator(require_POST)
    def search_view(self, request):
        try:
            doubles.start_search(by=request.user)
        except doubles.SearchGoesOn:
            messages.info(request, _("The search goes on already."))
        else:
            messages.success(request, _("The whole register is being searched for doubles."))
        return redirect("admin:organisations_double_changelist")


@admin.register(Merge)
class MergeAdmin(ScopedAdmin):
    """What was merged, and the button that undoes it."""

    list_display = ["absorbed", "survivor", "merged_at", "merged_by", "undone_at"]
    list_filter = [("undone_at", admin.EmptyFieldListFilter)]
    list_per_page = PAGE
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["survivor__name", "absorbed__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_parts().defer("rows")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undo_view)
        own = [path("<int:pk>/undo/", view, name="organisations_merge_undo")]
        return own + super().get_urls()

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        merge = self.get_object(request, object_id)
        words = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("%(other)s, merged into %(kept)s")
            % {"other": merge.absorbed.name, "kept": merge.survivor.name},
            "merge": merge,
            "can_be_undone": merge.undone_at is None and merge.forgotten_at is None,
            "follows": worded(merging.followed(merge, "moved")),
            "stays": worded(merging.followed(merge, "stayed")),
            "new": worded(merging.new_since(merge)),
            "kept_fields": [
                Organisation._meta.get_field(name.removesuffix("_id")).verbose_name
                for name in merge.left.get("fields", [])
            ],
        }
        return TemplateResponse(request, "admin/organisations/merge/merge.html", words)

    @method_decorator(require_POST)
    def undo_view(self, request, pk):
        merge = self.get_object(request, str(pk))
        if text := undo_problem(merge, request.user):
            messages.error(request, text)
        else:
            messages.success(request, _("They are two again, as before."))
        return redirect("admin:organisations_merge_change", merge.pk)


def undo_problem(merge, user):
    """Undo; what to say when it cannot be done, else nothing. Pressed twice it is undone all the same."""
    try:
        merging.undo_merge(merge=merge, by=user)
    except merging.UndoTheLaterFirst:
        return _("The one that was kept has been merged once more since. Undo that first.")
    except merging.NumberTaken:
        return _("Another organisation has the organisation number now. Change that first.")
    except merging.NotToUndo:
        if Merge.objects.standing().filter(pk=merge.pk).exists():
            return _("This cannot be undone any more: the old facts are deleted.")
    return None


def worded(rows):
    """(what, how many) of (relation, how many)."""
    return [(named(relation.model._meta, number), number) for relation, number in rows]


def named(options, number):
    return options.verbose_name if number == 1 else options.verbose_name_plural
