"""`python -m smdesk`."""

import sys

from smdesk.cli import main

sys.exit(main())
