"""Start the program: `python main.py --help` shows the options."""

import sys

from garage.app import main

if __name__ == "__main__":
    sys.exit(main())
