"""Set up and start the project with nothing but Python: `python3 tools/bootstrap.py run`.

This file alone is written for any Python 3, to find a newer one or to say what is missing.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWEST_KNOWN = 14


def newer_python() -> "str | None":
    """Path of a fit Python on PATH beside the one that runs this, or None."""
    names = ["python3.{}".format(minor) for minor in range(OLDEST[1], NEWEST_KNOWN + 1)]
    return next((path for path in map(shutil.which, names) if path), None)


def main() -> int:
    """Go on with a fit Python; exit code 2 when the machine has none."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other:
            os.execv(other, [other, *sys.argv])
        sys.stderr.write(
            "This program needs Python 3.11 or newer; this is Python {}.{} and no newer one was found. "
            "Install one (Debian, Ubuntu: sudo apt-get install python3.11) and try again.\n".format(
                *sys.version_info[:2]
            )
        )
        return 2
    import goals  # noqa: PLC0415 - newer syntax inside: only a fit Python may read it

    return goals.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
