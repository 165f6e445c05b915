"""Screen: Qt windows, pages and forms over the services."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 drops a reference to True with every Signal.emit: after a few thousand of them the interpreter
    # ends itself. Newer Pythons keep True for ever; here it gets more references than a working day can lose.
    ctypes.c_ssize_t.from_address(id(True)).value += 1 << 40
