"""Screen: Qt windows, pages and forms over the services."""

import ctypes
import sys

from PySide6 import QtCore  # noqa: F401 - brings what is mended here

# PySide6 reads the source of every module imported after it, to see whether it may ask for other spellings of Qt's
# names. Nothing here does, and the reading takes a good part of a start.
spellings = sys.modules.get("shibokensupport.feature")
if spellings is not None:
    spellings._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]  # noqa: SLF001

if sys.version_info < (3, 12):
    # PySide6 6.12 is built for Pythons that keep their constants for ever: it gives away a None with every call
    # without a result and a True with every Signal.emit. On 3.11 the interpreter ends itself after a few thousand
    # of them, so here the constants get more references than a working day can lose.
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
