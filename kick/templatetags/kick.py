import re
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.base import token_kwargs
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

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
    if not autoescape:
        return dates.span_text(start, end) if start else ""
    return _unbroken_span(get_language(), start, end) if start else ""


# Kept by language, since a list writes the same days and times at every request.
@lru_cache(maxsize=2048)
def _unbroken_span(language, start, end):
    span = conditional_escape(dates.span_text(start, end))
    return mark_safe(CLOCK.sub(r'<span class="text-nowrap">\g<0></span>', span))


@register.filter
def calendar_leaf(value):
    """The day, big, with its month and year under it."""
    return _leaf(get_language(), value) if value else ""


@lru_cache(maxsize=2048)
def _leaf(language, value):
    return format_html("<b>{}</b>{}", *dates.leaf_text(value))


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
def status(text, kind="off"):
    """components/status.html for the rows of a list, where few words stand many times."""
    return _status(conditional_escape(text), kind)


@lru_cache(maxsize=1_000)
def _status(escaped, kind):
    words = {"text": mark_safe(escaped), "kind": kind}
    return mark_safe(render_to_string("components/status.html", words).strip())


@register.simple_tag
def site_languages():
    """Those that pages can be read in, each with code and name_local."""
    return [get_language_info(code) for code, _name in settings.LANGUAGES]


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


@register.simple_tag
def current(path, url):
    """`aria-current` for a link of the menu: this page, or a page below it."""
    if not path or not url or not path.startswith(url):
        return ""
    return mark_safe('aria-current="page"' if path == url else 'aria-current="true"')


@register.tag
def kept(parser, token):
    """`{% kept slug=region.slug %}…{% endkept %}`: what depends on these words and nothing else is
    made once by each process, for each language.

    Inside are the words alone: no request, no reader, no form token. So what is kept can hold
    nothing of the reader's. A word is a text, a number, a time, true, false or nothing, or a row of
    such. Two times that are equal are printed alike, as all pages show Swedish time.
    """
    bits = token.split_contents()[1:]
    words = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("kept takes words as name=value")
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return Kept(words, nodes)


class Kept(template.Node):
    child_nodelists = ("nodes",)
    most = 500
    most_characters = 1_000_000

    def __init__(self, words, nodes):
        self.words, self.nodes = words, nodes
        self.made, self.characters = {}, 0

    def render(self, context):
        words = {name: plain(value.resolve(context)) for name, value in self.words.items()}
        # 1 is True and a safe text equals an unsafe one, but they are not printed alike.
        key = get_language(), *((type(word), word) for word in words.values())
        html = self.made.get(key)
        if html is None:
            html = self.make(words, context)
            if len(self.made) >= self.most or self.characters > self.most_characters:
                self.made, self.characters = {}, 0
            self.made[key] = html
            self.characters += len(html)
        return html

    def make(self, words, context):
        inside = template.Context(words, autoescape=context.autoescape)
        with inside.bind_template(context.template):
            return self.nodes.render(inside)


def is_plain(word):
    """Whether all of it is printed alike wherever it is equal: no text that is marked as safe."""
    if isinstance(word, tuple):
        return all(map(is_plain, word))
    return word is None or type(word) in {str, int, bool, datetime, date}


def plain(word):
    word = str(word) if isinstance(word, Promise) else word
    if word is None or isinstance(word, str | int | date):
        return word
    if isinstance(word, tuple):
        if not is_plain(word):
            raise TypeError(
                "a row that is kept holds unmarked texts, numbers, times, true and false"
            )
        return word
    raise TypeError(f"kept takes plain words, not {type(word).__name__}")


@register.filter
def menu_place(path):
    """As much of a page's path as the menu asks for: /jonkoping/moten/, and then whether it is below."""
    steps = path.split("/", 3)
    return path if len(steps) < 4 or not steps[3] else "/".join([*steps[:3], "…"])
