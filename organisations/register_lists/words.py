"""What the words in municipalities' lists mean: which art form, and whether it is culture at all."""

import re

from organisations.models import ActivityWord, ArtForm, Culture

LONGEST_WORD = 100
JOINED = re.compile(r"\s+(?:och|&|samt|\+)\s+|\s*[&+]\s*")
# A word in a name: "hembygdsförening" begins with hembygd, "barnteater" ends in teater.
SHORTEST_BEGINNING = 5
SHORTEST_END = 6
SOCIETY = r"s?(?:förening|klubb|lag|grupp|sällskap|gille|cirkel|studio|kår)(?:en|et)?"


class WordBook:
    """The words as they are now: those that somebody has decided, then the taxonomy's own."""

    def __init__(self):
        forms = list(ArtForm.objects.all())
        by_pk = {form.pk: form for form in forms}
        self.form_of_word = words_of(forms)
        self.culture_of_word = dict.fromkeys(self.form_of_word, Culture.YES)
        for word, culture, form in ActivityWord.objects.values_list(
            "word", "culture", "art_form_id"
        ):
            self.culture_of_word[word] = culture
            if form or culture != Culture.YES:
                self.form_of_word[word] = by_pk.get(form)
        self._in_names = {}

    def forms_of(self, words):
        """Art forms that the words name, each once, in the taxonomy's order."""
        forms = {self.form_of_word.get(part) for word in words for part in self.parts_of(word)} - {
            None
        }
        return sorted(forms, key=lambda form: (form.position, form.pk))

    def parts_of(self, word):
        """The word if it is known whole, and else what "och" joins in it."""
        folded = key_of(word)
        if folded in self.culture_of_word:
            return [folded]
        return [part for part in JOINED.split(folded) if part]

    def culture_of(self, word):
        known = {self.culture_of_word.get(part, Culture.UNSURE) for part in self.parts_of(word)}
        return clearest(known)

    def culture_of_row(self, values):
        """By the source's words; by the name where they say nothing, or say that it is none."""
        by_words = clearest({self.culture_of(word) for word in values.get("activities", [])})
        if by_words == Culture.YES:
            return by_words
        by_name = self.culture_of_name(values.get("name", ""))
        if by_words == Culture.NO and by_name == Culture.YES:
            return Culture.UNSURE
        return by_name if by_words == Culture.UNSURE else by_words

    def culture_of_name(self, name):
        found = {self._of_token(token) for token in re.findall(r"\w+", name.casefold())}
        return Culture.UNSURE if {Culture.YES, Culture.NO} <= found else clearest(found)

    def _of_token(self, token):
        if token not in self._in_names:
            self._in_names[token] = self._read_token(token)
        return self._in_names[token]

    def _read_token(self, token):
        if token in self.culture_of_word:
            return self.culture_of_word[token]
        # The longest word that fits knows best: konståkning is no konst.
        for length in range(len(token) - 1, 2, -1):
            start, end = token[:length], token[-length:]
            fits = length >= SHORTEST_BEGINNING or re.fullmatch(SOCIETY, token[length:])
            if fits and start in self.culture_of_word:
                return self.culture_of_word[start]
            if length >= SHORTEST_END and end in self.culture_of_word:
                return self.culture_of_word[end]
        return Culture.UNSURE


def clearest(verdicts):
    """One verdict of several: culture when anything is, and otherwise not when anything is not."""
    return next((v for v in (Culture.YES, Culture.NO) if v in verdicts), Culture.UNSURE)


def words_of(forms):
    """Small word to art form: its own name, and the words that registers use."""
    words = {}
    for form in forms:
        for word in [form.name, *form.words.splitlines()]:
            words.setdefault(key_of(word), form)
    words.pop("", None)
    return words


def key_of(word):
    return " ".join(word.casefold().split())
