import logging

from kick.lib.logs import WithoutSecrets


def said(message, *words):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, words, None)
    assert WithoutSecrets().filter(record) is True
    return record.getMessage()


def test_personal_links_stay_out_of_the_log():
    assert (
        said("%s: %s", "Not Found", "/i/Jx3-secret_9/kalender.ics")
        == "Not Found: /i/…/kalender.ics"
    )
    assert (
        said("Error handling request /i/Jx3-secret_9?page=2")
        == "Error handling request /i/…?page=2"
    )
    assert said("GET http://localhost:8000/i/Jx3-secret_9/") == "GET http://localhost:8000/i/…/"


def test_other_lines_are_left_alone():
    assert said("Not Found: %s", "/jonkoping/moten/startmote/") == (
        "Not Found: /jonkoping/moten/startmote/"
    )
