"""The store beside its model: a short run each time, a long one by `pytest -m long`."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.store.machine import StoreMachine

EITHER = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))


def test_whatever_people_do_the_store_is_what_they_did() -> None:
    run_state_machine_as_test(StoreMachine, settings=settings(EITHER, max_examples=12, stateful_step_count=15))


@pytest.mark.long
def test_whatever_people_do_for_long_the_store_is_what_they_did() -> None:
    run_state_machine_as_test(StoreMachine, settings=settings(EITHER, max_examples=400, stateful_step_count=40))
