"""``python -m builder`` is ``recoupe``."""

import sys

from builder.cli import main

sys.exit(main())
