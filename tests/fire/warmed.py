"""What the process is that others are forked from: it has loaded all that they need."""

from tests.fire.ingesting import warm

warm()
