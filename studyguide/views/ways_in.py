"""Two ways to the same pages of a circle: by an account, and by a member's own link."""

from dataclasses import dataclass

from django.urls import reverse

from studyguide.models import Circle, CircleMember


@dataclass(frozen=True)
class Account:
    is_own_link = False

    circle: Circle
    member: CircleMember

    @property
    def home(self):
        return self.circle.get_absolute_url()

    def talk(self, chapter):
        return reverse("circles:circle_talk", args=[self.circle.uuid, chapter.key])

    def question(self, question):
        words = [self.circle.uuid, question.chapter.key, question.key]
        return reverse("circles:circle_question", args=words)

    def wordings(self, question):
        words = [self.circle.uuid, question.chapter.key, question.key]
        return reverse("circles:circle_wordings", args=words)

    @property
    def proposals(self):
        return reverse("circles:circle_proposals", args=[self.circle.uuid])

    def lift(self, question):
        words = [self.circle.uuid, question.chapter.key, question.key]
        return reverse("circles:circle_lift", args=words)

    def withdraw(self, proposal):
        return reverse("circles:circle_withdraw", args=[self.circle.uuid, proposal.uuid])


@dataclass(frozen=True)
class OwnLink:
    is_own_link = True

    circle: Circle
    member: CircleMember

    @property
    def home(self):
        return reverse("circles:own_circle", args=[self.member.token])

    def talk(self, chapter):
        return reverse("circles:own_talk", args=[self.member.token, chapter.key])

    def question(self, question):
        words = [self.member.token, question.chapter.key, question.key]
        return reverse("circles:own_question", args=words)

    def wordings(self, question):
        words = [self.member.token, question.chapter.key, question.key]
        return reverse("circles:own_wordings", args=words)

    @property
    def proposals(self):
        return reverse("circles:own_proposals", args=[self.member.token])

    def lift(self, question):
        words = [self.member.token, question.chapter.key, question.key]
        return reverse("circles:own_lift", args=words)

    def withdraw(self, proposal):
        return reverse("circles:own_withdraw", args=[self.member.token, proposal.uuid])
