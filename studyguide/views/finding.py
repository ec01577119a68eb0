"""The page where a reader looks for something in the guide."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kick.lib import text
from studyguide.search import find
from studyguide.views.guide import LONGEST_SEARCH


@login_not_required
@require_safe
def search(request):
    sought = text.clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
    words = {"sought": sought, "found": find(sought, language=get_language())}
    return render(request, "studyguide/search.html", words)
