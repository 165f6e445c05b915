"""Start the program: `python main.py --help` shows the options."""

import gc
import sys

gc.disable()  # what is loaded here stays for good: no need to look through it, now or later

import garage.ui  # noqa: E402, F401 - before all that it makes quicker to load
from garage.app import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    sys.exit(main())
