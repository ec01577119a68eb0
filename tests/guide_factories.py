"""Rows of the study guide, each as small as it may be."""

import factory

from studyguide.models import Chapter, Guide, Passage, Question, Term


class GuideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guide

    key = factory.Sequence(lambda n: f"egen-handledning-{n}")
    audience = "associations"


class ChapterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chapter

    guide = factory.SubFactory(GuideFactory)
    key = factory.Sequence(lambda n: f"egen-traff-{n}")
    position = 1


class PassageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Passage

    chapter = factory.SubFactory(ChapterFactory)
    key = factory.Sequence(lambda n: f"egen-del-{n}")
    kind = "reading"
    position = 1


class GuideQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    chapter = factory.SubFactory(ChapterFactory)
    key = factory.Sequence(lambda n: f"egen-fraga-{n}")
    position = 1


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    key = factory.Sequence(lambda n: f"eget-ord-{n}")
