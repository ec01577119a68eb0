"""Every table of the database says what it tells of persons, how long, and what erasure does to it."""

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import timezone

from kick.lib import datasets, erasure, retention
from kick.lib.personal_data import BARE_TABLES, all_models, events_of, our_models, privacy_of
from kick.lib.privacy import ERASED, Privacy

MODELS = list(all_models())
OWN = our_models()


def label(model):
    return model._meta.label


def personal(models):
    return [model for model in models if privacy_of(model).about_persons]


@pytest.mark.django_db
def test_every_table_is_declared():
    known = {model._meta.db_table for model in MODELS} | set(BARE_TABLES)

    assert set(connection.introspection.table_names()) == known
    assert [label(model) for model in MODELS if not isinstance(privacy_of(model), Privacy)] == []


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_every_field_has_one_class_and_every_model_a_dataset(model):
    privacy = privacy_of(model)
    own = [field.name for field in [*model._meta.fields, *model._meta.local_many_to_many]]

    assert sorted(name for names in privacy.classes.values() for name in names) == sorted(own)
    assert privacy.dataset in datasets.BY_KEY
    assert privacy.kept


def test_every_dataset_is_used():
    used = {privacy_of(model).dataset for model in MODELS}

    assert used == set(datasets.BY_KEY)


@pytest.mark.parametrize("model", personal(MODELS), ids=label)
def test_what_is_personal_says_when_it_goes(model):
    privacy = privacy_of(model)

    assert privacy.purges or privacy.goes_with or privacy.stays
    assert datasets.BY_KEY[privacy.dataset].is_personal
    if privacy.goes_with:
        model._meta.get_field(privacy.goes_with)


# Of one rule's rows it is the database's own clock that has dated them.
@pytest.mark.real_time
@pytest.mark.django_db
@pytest.mark.parametrize("rule", list(retention.rules()), ids=lambda rule: rule.key)
def test_every_rule_says_what_is_old_in_one_way_and_works(rule):
    ways = [bool(way) for way in (rule.purge.since, rule.purge.rows, rule.purge.action)]
    names = {field.name for field in rule.model._meta.concrete_fields}

    assert sum(ways) == 1
    assert set(rule.purge.blanked) <= names
    assert retention.carry_out(rule, at=timezone.now()) == 0


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_who_is_found_is_erased_or_kept_on_a_ground(model):
    privacy = privacy_of(model)
    names = {field.name for field in model._meta.fields}

    assert bool(privacy.found_by) == bool(privacy.erased)
    assert not privacy.erased or (
        privacy.erased in ERASED or hasattr(model._default_manager.all(), privacy.erased)
    )
    assert set(privacy.blanked) - {f.name for f in model._meta.many_to_many} <= names


@pytest.mark.parametrize("model", OWN, ids=label)
def test_every_key_to_an_account_is_found_by_or_emptied(model):
    """Somebody's account can always go: what hangs on it is hers, or forgets who did it."""
    privacy = privacy_of(model)
    held = {
        field.name: field.remote_field.on_delete
        for field in erasure.keys_to_accounts(model)
        if field.name not in privacy.found_by
    }

    assert {name: on for name, on in held.items() if on is not models.SET_NULL} == {}


@pytest.mark.parametrize("model", OWN, ids=label)
def test_every_address_finds_its_person(model):
    """A mail address in a model of ours is a way to a person, or the model says that it is nobody's."""
    addresses = {
        field.name for field in model._meta.fields if isinstance(field, models.EmailField)
    } - NOBODYS.get(label(model), set())

    assert addresses <= set(privacy_of(model).found_by)


NOBODYS = {"organisations.Region": {"registry_email"}}


@isolate_apps("organisations")
def test_an_undeclared_model_is_noticed():
    class Unsaid(models.Model):
        class Meta:
            app_label = "organisations"

        def __str__(self):
            return "unsaid"

    assert privacy_of(Unsaid) is None


def test_the_record_of_processing_is_as_the_models_say():
    """Else: manage.py list_personal_data --write."""
    call_command("list_personal_data", "--check")


def test_history_follows_the_model_that_it_tells_of():
    tracked = [model for model in OWN if events_of(model)]

    assert tracked
    for model in tracked:
        own, told = privacy_of(model), privacy_of(events_of(model))
        assert told.dataset == own.dataset
        assert told.about_persons <= own.about_persons
        assert told.about_persons or not own.about_persons & {f.name for f in model._meta.fields}
