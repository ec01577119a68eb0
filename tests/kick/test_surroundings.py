import os
from pathlib import Path


def test_a_run_of_the_tests_has_one_place_and_one_cluster():
    """`make test` and pytest both prepare it, one inside the other."""
    state = Path(os.environ["KICK_STATE"])

    assert state.name == "test"
    assert state.parent.name != "test"
