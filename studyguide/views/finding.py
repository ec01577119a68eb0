"""The page where a reader looks for something in the guide."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from studyguide.models import PassageText, TextLanguage
from studyguide.reading import STUDY_GUIDE
from studyguide.search import find, shown
from studyguide.views.guide import sought_in
from studyguide.wishes import Wishes

HITS_A_PAGE = 20


@login_not_required
@require_safe
def search(request):
    """Every hit, some a page; in the easy text when that is chosen, with the region that was chosen before."""
    sought, wishes = sought_in(request), Wishes.of(request)
    found = find(sought, language=TextLanguage.EASY if wishes.is_easy else get_language())
    page = Paginator(found.hits, HITS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = shown(page.object_list, found, wishes)
    easy = PassageText.objects.written_in(TextLanguage.EASY).of_guide(STUDY_GUIDE)
    words = {
        "sought": sought,
        "found": found,
        "page": page,
        "wishes": wishes,
        "has_easy": easy.exists(),
        "query": f"{urlencode([('q', sought), *wishes.fields])}&",
    }
    return render(request, "studyguide/search.html", words)
