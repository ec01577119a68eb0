"""The PostgreSQL that this machine has, and the account that may run it."""

import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_MAJOR = 15
APT_SETTINGS = Path("/etc/postgresql-common/createcluster.d/kick.conf")
EXTENSIONS = ["btree_gist", "pg_trgm", "unaccent"]


class ClusterProblem(Exception):
    """One line for the person at the terminal: what is wrong and what to do about it."""


def find_binaries(major: int | None = None) -> Path:
    """The newest PostgreSQL from 15 on, or exactly `major`; installed by apt when there is none.

    Raises ClusterProblem when it neither is there nor can be installed.
    """
    binaries = _newest_binaries(major)
    if binaries is None and major is None:
        _install()
        binaries = _newest_binaries(major)
    if binaries is None:
        wanted = major or f"{OLDEST_MAJOR} or newer"
        raise ClusterProblem(
            f"PostgreSQL {wanted} is needed (server and contrib) and was not found; "
            "install it, or set DATABASE_URL to a database that you have."
        )
    return binaries


def _newest_binaries(major: int | None) -> Path | None:
    places = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
    ]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    found = {_major_of(place): place for place in places}
    if major is not None:
        return found.get(major)
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST_MAJOR else None


def _major_of(place: Path) -> int:
    if not all((place / name).exists() for name in ["initdb", "postgres", "psql"]):
        return 0
    answer = subprocess.run(
        [place / "postgres", "--version"], check=False, capture_output=True, text=True
    )
    match = re.search(r"\) (\d+)", answer.stdout)
    return int(match[1]) if match else 0


def _install() -> None:
    advice = "PostgreSQL is missing; install it (Debian, Ubuntu: apt-get install postgresql)"
    if not shutil.which("apt-get"):
        raise ClusterProblem(f"{advice} or set DATABASE_URL to a database that you have.")
    print("Installing PostgreSQL", file=sys.stderr, flush=True)
    # Debian would otherwise start a server of its own on port 5432.
    as_root(["mkdir", "-p", str(APT_SETTINGS.parent)], advice)
    as_root(["tee", str(APT_SETTINGS)], advice, given="create_main_cluster = false\n")
    apt_install("postgresql")


def apt_install(package: str) -> None:
    """Install a Debian package as root or by sudo. Raises ClusterProblem when that fails."""
    advice = f"`apt-get install {package}` did not work here; install {package} by hand"
    as_root(["apt-get", "update", "-q"], advice)
    options = [
        "-qy",
        "--no-install-recommends",
        "-o",
        "Dpkg::Options::=--force-confold",
    ]
    settings = ["env", "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1"]
    as_root([*settings, "apt-get", "install", *options, package], advice)


def as_root(command: list[str], advice: str, given: str = "") -> None:
    """Run a command as root, by sudo if need be; its output goes to standard error.

    Raises ClusterProblem with the advice when there is no way or the command fails.
    """
    if os.geteuid():
        if not shutil.which("sudo"):
            raise ClusterProblem(f"{advice}.")
        command = [
            "sudo",
            *([] if sys.stdin and sys.stdin.isatty() else ["-n"]),
            *command,
        ]
    result = subprocess.run(
        command,
        check=False,
        input=given,
        text=True,
        stdout=2 if "tee" not in command else subprocess.DEVNULL,
    )
    if result.returncode:
        raise ClusterProblem(f"{advice}.")


def account_for(checkout: Path) -> pwd.struct_passwd:
    """Who runs the server: we, or when we are root (which it refuses) somebody ordinary."""
    try:
        if os.geteuid():
            return pwd.getpwuid(os.geteuid())
    except KeyError:
        raise ClusterProblem(
            f"User number {os.geteuid()} has no name in /etc/passwd, and PostgreSQL wants one."
        ) from None
    for name in [_owner_name(checkout), "postgres", "nobody"]:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        if account.pw_uid:
            return account
    raise ClusterProblem("PostgreSQL does not run as root, and there is no other account.")


def _owner_name(checkout: Path) -> str:
    try:
        return checkout.owner()
    except KeyError:
        return ""


def as_account(account: pwd.struct_passwd) -> dict:
    """What subprocess needs to run a command as that account, from a folder it may be in."""
    words: dict = {"cwd": "/"}
    if os.geteuid() == 0:
        groups = os.getgrouplist(account.pw_name, account.pw_gid)
        words |= {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": groups,
        }
    return words


def can_reach(account: pwd.struct_passwd, folder: Path) -> bool:
    return not subprocess.run(["test", "-x", folder], check=False, **as_account(account)).returncode


def become_owner_of(checkout: Path) -> None:
    """Root working in somebody's own checkout goes on as that person, for good.

    Otherwise that person could neither use nor delete what root leaves behind.
    """
    owner = _owner_name(checkout)
    if os.geteuid() or owner in ("", "root"):
        return
    account = pwd.getpwnam(owner)
    if not can_reach(account, checkout):
        return
    os.initgroups(account.pw_name, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ |= {
        "HOME": account.pw_dir,
        "USER": account.pw_name,
        "LOGNAME": account.pw_name,
    }
