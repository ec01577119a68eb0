import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from kick.lib import dates
from kick.lib.markdown import kept_html, to_html
from kick.lib.swedish import in_swedish

register = template.Library()

CLOCK = re.compile(r"(?:kl\. |klo )?\d{1,2}[.:]\d\d(?:–\d{1,2}[.:]\d\d)?")


@register.filter
def swedish_day(value):
    return dates.day_text(value) if value else ""


@register.filter
def short_day(value):
    return dates.short_day_text(value) if value else ""


@register.filter
def long_day(value):
    return dates.long_day_text(value) if value else ""


@register.filter
def swedish_time(value):
    return dates.time_text(value) if value else ""


@register.filter(needs_autoescape=True)
def swedish_span(start, end=None, autoescape=True):
    """On a page the clock times stay on one line; a letter in plain text gets no markup."""
    span = dates.span_text(start, end) if start else ""
    if not autoescape:
        return span
    return _with_unbroken_clocks(span)


@lru_cache(maxsize=2048)
def _with_unbroken_clocks(span):
    return mark_safe(CLOCK.sub(r'<span class="text-nowrap">\g<0></span>', conditional_escape(span)))


@register.filter
def calendar_leaf(value):
    """The day, big, with its month and year under it."""
    return format_html("<b>{}</b>{}", *dates.leaf_text(value)) if value else ""


@register.filter
def number(value):
    """Thousands parted by a space that does not break: 3 200."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}") if value is not None else ""


register.filter(in_swedish)


@register.filter
def full_stop(title):
    """A title as the end of a sentence: one that asks has its own sign there."""
    return title if title.endswith((".", "?", "!", "…")) else f"{title}."


@register.filter
def share_of(part, whole):
    """Part of whole in percent, 0 to 100, for the length of a bar."""
    return min(100, round(100 * part / whole)) if whole else 0


@register.filter
def markdown(text, headings_from=3):
    """What somebody wrote in Markdown; its own headings come below the page's."""
    return to_html(text, headings_from=headings_from)


@register.filter
def section_html(text, level):
    """Markdown under a heading of the plan or the guide, whose chapters stand as h2."""
    return kept_html(text, headings_from=min(level + 2, 6))


@register.filter
def in_that_language(name):
    """How a Finn says it: not the language, "Suomi", but in it, "Suomeksi"."""
    return {"suomi": "Suomeksi"}.get(name, capfirst(name))


@register.simple_tag
def icon(name):
    """A drawing beside words that say the same; it is hidden from screen readers."""
    return _drawn(name)


@lru_cache(maxsize=100)
def _drawn(name):
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def current(context, url):
    """`aria-current` for a link of the menu: this page, or a page below it."""
    path = context["request"].path if "request" in context else ""
    if not url or not path.startswith(url):
        return ""
    return mark_safe('aria-current="page"' if path == url else 'aria-current="true"')
