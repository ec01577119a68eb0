from django.db import migrations

from consultations.plan_parts import part_of


def propose(apps, schema_editor):
    """For the sections that are there; the trigger lets this column through."""
    Section = apps.get_model("consultations", "Section")
    for section in Section.objects.prefetch_related("texts"):
        parts = [part_of(text.heading) for text in section.texts.all()]
        Section.objects.filter(pk=section.pk).update(plan_part=next(filter(None, parts), ""))


class Migration(migrations.Migration):
    dependencies = [("consultations", "0010_parts_of_the_plan_and_letters_by_the_worker")]

    operations = [migrations.RunPython(propose, migrations.RunPython.noop)]
