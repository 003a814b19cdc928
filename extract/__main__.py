"""`python -m extract` is the same as `onrecord`."""

import sys

from extract.cli import main

sys.exit(main())
