"""``python -m houqin.cli``: the same as the ``houqin`` command."""

import sys

from houqin.cli.main import main

sys.exit(main())
