#!/usr/bin/env python
import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

CHECKOUT = Path(__file__).resolve().parent


def belongs_to_make_run():
    """Nothing says where Kick lives, but `make run` has made a database here: that one is meant."""
    is_told = "SITE_URL" in os.environ or "KICK_ENV_FILE" in os.environ
    return not is_told and not (CHECKOUT / ".env").exists() and (CHECKOUT / "var/secrets").exists()


if __name__ == "__main__":
    if belongs_to_make_run():
        within = [sys.executable, str(CHECKOUT / "bin/within"), str(CHECKOUT / "manage.py")]
        os.execv(sys.executable, within + sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kick.settings")
    execute_from_command_line(sys.argv)
