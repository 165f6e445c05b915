"""One window for each file: a second start brings the first one forward."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from garage.errors import MachineError
from garage.i18n import _

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWER = b"here"
LISTEN_AFTER_MS = 300
"""The window comes first: Qt's network library takes its time to load."""
ANSWER_MS = 4000
AGAIN_MS = 100


class OnlyOne(QObject):
    """Holds a lock beside the file and listens for others that want it; the lock outlives no process."""

    asked = Signal()
    """Somebody started the program again for this file: the window should come forward."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        place = file.resolve()
        self._file = place
        self._lock = QLockFile(str(place.with_name(f".{place.name}.lock")))
        self._lock.setStaleLockTime(
            0
        )  # however long it is held; after a kill its process is gone, which counts
        who = f"{Path.home()}\n{place}"
        self._name = f"garage-{hashlib.sha256(who.encode()).hexdigest()[:24]}"
        self._server: QLocalServer | None = None

    def hold(self) -> bool:
        """True when the file is ours; False when the program that has it came forward.

        Raises MachineError when it does not answer. Where no lock can be written, opening will say why.
        """
        if not self._lock.tryLock(100) and self._lock.error() == QLockFile.LockError.LockFailedError:
            if self._call():
                return False
            raise self._taken()
        QTimer.singleShot(LISTEN_AFTER_MS, self, self._listen)
        return True

    def release(self) -> None:
        """Let others have the file."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the window

        if not self._lock.isLocked():
            return
        QLocalServer.removeServer(self._name)  # what a killed process left
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def _call(self) -> bool:
        from PySide6.QtCore import QDeadlineTimer, QThread  # noqa: PLC0415 - only for a second start
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415

        patience = QDeadlineTimer(ANSWER_MS)
        while not patience.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(AGAIN_MS) and socket.waitForReadyRead(patience.remainingTime()):
                return bytes(socket.readAll().data()) == ANSWER
            QThread.msleep(AGAIN_MS)  # it may be starting itself
        return False

    def _answer(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(ANSWER)
            socket.flush()
            socket.disconnectFromServer()
            self.asked.emit()

    def _taken(self) -> MachineError:
        info = self._lock.getLockInfo()  # process, computer, program
        host = str(info[1]) if info else ""
        return MachineError(
            _("{name} is open already.").format(name=self._file.name),
            _("Go to the window that has it, or close it there; then try again."),
            {"computer": host} if host else {},
            "open_already",
        )
