from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kick.lib import sealing, smtp
from organisations.actions import sealed_mail
from organisations.models import Letter, SealedMail
from tests.factories import UserFactory
from tests.organisations.codes import ask_for_code, work_off

pytestmark = pytest.mark.django_db


def test_account_mail_waits_sealed_and_its_job_knows_only_the_id(client):
    UserFactory(email="anna@exempel.se")

    ask_for_code(client, "anna@exempel.se")

    [sealed] = SealedMail.objects.all()
    assert mail.outbox == []
    assert Letter.objects.count() == 0
    assert b"anna" not in bytes(sealed.sealed)
    assert sealed.expires_at - timezone.now() <= timedelta(minutes=10)
    [job] = ProcrastinateJob.objects.filter(task_name="organisations.jobs.send_sealed_mail")
    assert (job.queue_name, job.args) == ("codes", {"sealed_mail_id": sealed.pk})


def test_sealed_mail_is_gone_when_it_is_sent(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    [sealed] = SealedMail.objects.all()

    sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)
    sealed_mail.send_sealed_mail(sealed_mail_id=sealed.pk)

    [message] = mail.outbox
    assert message.to == ["anna@exempel.se"]
    assert message.extra_headers["Message-ID"] == f"<{sealed.uuid}@localhost>"
    assert SealedMail.objects.count() == 0


def test_sealed_mail_that_is_too_old_is_not_sent(client, caplog):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    [sealed] = SealedMail.objects.all()

    sealed_mail.send_sealed_mail(
        sealed_mail_id=sealed.pk, at=timezone.now() + timedelta(minutes=10)
    )

    assert mail.outbox == []
    assert SealedMail.objects.count() == 0
    assert "anna" not in caplog.text


def test_purge_takes_what_no_job_came_for(client):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")

    assert sealed_mail.purge_sealed_mail() == 0
    assert sealed_mail.purge_sealed_mail(at=timezone.now() + timedelta(minutes=10)) == 1


def test_sealed_mail_stays_when_nobody_answers(client, settings):
    UserFactory(email="anna@exempel.se")
    ask_for_code(client, "anna@exempel.se")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(smtp.NotNow):
        work_off()

    assert SealedMail.objects.count() == 1


def test_sealed_content_opens_for_its_purpose_only():
    sealed = sealing.seal("one", b"secret")

    assert sealing.unseal("one", sealed) == b"secret"
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal("another", sealed)


def test_new_secret_key_opens_what_the_old_one_sealed(settings):
    sealed = sealing.seal("one", b"secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert sealing.unseal("one", sealed) == b"secret"
