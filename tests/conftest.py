"""How every property is tried: by no clock (a busy machine draws slowly, too), and what fails says how to try it again.

Examples are drawn anew in each run. A failure prints the example, shrunk, and a line `@reproduce_failure(…)`; the order
of the tests is that of `pytest -p randomly -p "randomly_seed=…"`, whose seed the head of each run tells.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("usual", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
