"""The composition root: arguments, log, language, database, faults, and the window."""

import argparse
import logging
import os
import platform
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

import garage
from garage import i18n, paths
from garage.domain.redaction import redact
from garage.entry import FAILED, Entry, say
from garage.errors import MachineError
from garage.i18n import _
from garage.models import database
from garage.models.opening import open_database
from garage.services import backups, shop, staff
from garage.services.backups import Restoring
from garage.ui.desk import Desk
from garage.ui.forms.fault_report import LastLines, said
from garage.ui.forms.trouble import tell_fault
from garage.ui.kit import messages, theme
from garage.ui.kit.sweeper import Sweeper
from garage.ui.main_window import MainWindow, last_person

log = logging.getLogger("garage")

LOG_BYTES, LOG_FILES = 1_000_000, 5
NO_SCREEN = 2
DAY_AFTER_MS = 200
"""The window comes first: what a day brings is done before anybody can have pressed a key."""
UNSEEN = {"offscreen", "minimal"}
"""Platforms of Qt on which nobody could answer a dialog."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    asked = _parser().parse_args(arguments)
    i18n.use(asked.lang or i18n.system_language())
    if asked.tour:
        _hide_tour()
    if not has_screen():
        say(_("There is no screen here. Start the program on a desktop, or run --tour DIR."))
        return NO_SCREEN
    _start_log(asked.tour)
    program = Program(asked)
    try:
        return program.run()
    except MachineError as error:
        log.warning("start failed: %s", said(error))
        say(error)
        return FAILED
    finally:
        program.close()


def has_screen() -> bool:
    """Whether Qt finds somewhere to show a window; without one it would abort the process."""
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in variables)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="garage", description=_("After-sales desk of a small garage."))
    parser.add_argument(
        "--db", metavar="PATH|URL", help=_("database: a file, or postgresql://user@host/name")
    )
    parser.add_argument("--lang", choices=i18n.LANGUAGES, help=_("language of the screen"))
    parser.add_argument(
        "--tour", metavar="DIR", type=Path, help=_("walk through a whole job, leave pictures in DIR")
    )
    parser.add_argument(
        "--demo",
        metavar="ORDERS",
        type=int,
        nargs="?",
        const=0,
        help=_("open a garage filled with a year of work"),
    )
    parser.add_argument("--version", action="version", version=garage.__version__)
    return parser


def _hide_tour() -> None:
    """The tour needs no screen; a platform that was named on purpose shows it."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        screen = paths.resources() / "tour-screen.json"
        same_drive = screen.anchor == Path.cwd().anchor  # a colon would end the name of the file
        size = f":configfile={os.path.relpath(screen)}" if same_drive else ""
        os.environ["QT_QPA_PLATFORM"] = f"offscreen{size}"


def _start_log(tour: Path | None) -> None:
    """A log that cannot be written must not keep anybody from working; the tour keeps its own."""
    log.setLevel(logging.INFO)
    try:
        if tour is not None:
            tour.mkdir(parents=True, exist_ok=True)
        file = (tour or paths.log_folder()) / "garage.log"
        handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    except OSError as error:
        say(error)
        return
    for one in (handler, LastLines()):
        one.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(one)
    log.info("start %s on %s, Python %s", garage.__version__, platform.platform(), platform.python_version())


class Program:
    """One run: opens what was asked for and keeps the window."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.app = _application()
        self.entry = Entry(asked.db or paths.default_database(), seen=self.app.platformName() not in UNSEEN)
        self.entry.wanted.append(self._come_forward)
        self.desk: Desk | None = None
        self.window: MainWindow | None = None

    def run(self) -> int:
        """Everything from the database to the last closed window; raises MachineError when it cannot start."""
        sys.excepthook = _on_error
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the program
        self._speak(self.asked.lang or i18n.system_language())
        theme.apply(self.app, "light" if self.asked.tour else "system")
        if self.asked.tour:
            return self._tour()
        if self.asked.demo is not None and not self._prepare_demo():
            return 0
        opened = self.entry.open()
        if opened is not None:
            return opened
        if not self._set_up():
            return 0
        self.show_window()
        return self.app.exec()

    def close(self) -> None:
        """Let go of the database."""
        messages.offer_ways_out(None)
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        if self.desk is not None:
            self.desk.close()
        self.entry.close()

    def show_window(self) -> None:
        """The window in the language of the shop, for the person who sat here last."""
        profile = shop.profile()
        self._speak(self.asked.lang or profile.screen_language or i18n.system_language())
        theme.apply(self.app, profile.scheme)
        known = last_person(self.entry.shown())
        people = staff.people()
        self.desk = Desk(known or people[0].id)
        self._make_window()
        if known is None and len(people) > 1:
            self.window.choose_person()

    def change_language(self, language: str) -> None:
        """Another window in place of this one, once the click that asked for it is over."""
        QTimer.singleShot(0, self.window, lambda: self._replace_window(language))

    def _make_window(self) -> None:
        self.window = MainWindow(self.desk, self.entry.shown())
        self.window.rebuild_wanted.connect(self.change_language)
        self.window.safety.restore_wanted.connect(self.restore)
        self.window.safety.outdated.connect(self.begin_anew)
        messages.offer_ways_out(self.window.safety.way_out)
        self.window.show()
        QTimer.singleShot(DAY_AFTER_MS, self.window, self.window.keep_time)
        self.window.safety.start()

    def _replace_window(self, language: str) -> None:
        former = self.window
        self.app.setQuitOnLastWindowClosed(False)
        if not former.close():  # it remembers its place and tab, or keeps what cannot be saved yet
            self.app.setQuitOnLastWindowClosed(True)
            return
        self._speak(language)
        self._make_window()
        self.app.setQuitOnLastWindowClosed(True)
        former.deleteLater()

    def restore(self, restoring: Restoring) -> None:
        """The records of another time in place of these, and another window for them."""
        QTimer.singleShot(0, self.window, lambda: self._restore(restoring))

    def _restore(self, restoring: Restoring) -> None:
        former = self.window
        self.app.setQuitOnLastWindowClosed(False)
        if not former.close():
            self.app.setQuitOnLastWindowClosed(True)
            return
        self.desk.close()
        former.deleteLater()
        trouble = self.entry.put_in_place(restoring)
        if self.entry.open() is not None or not self._set_up():
            self.app.quit()
            return
        self.show_window()
        self.app.setQuitOnLastWindowClosed(True)
        if trouble is not None:
            messages.failed(self.window, trouble)
        else:
            text = _("What was here before is kept: {file}").format(file=restoring.kept)
            messages.tell(self.window, _("The backup is restored."), text)

    def begin_anew(self) -> None:
        """Another seat has restored a backup: another window, for whoever of those people sits here."""
        QTimer.singleShot(0, self.window, self._begin_anew)

    def _begin_anew(self) -> None:
        former = self.window
        self.app.setQuitOnLastWindowClosed(False)
        former.close()
        self.desk.close()
        former.deleteLater()
        self.show_window()
        self.app.setQuitOnLastWindowClosed(True)

    def _speak(self, language: str) -> None:
        i18n.use(language)
        theme.install_qt_words(self.app, language)

    def _come_forward(self) -> None:
        """Somebody started the program a second time."""
        window = self.app.activeModalWidget() or self.window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
            self.app.alert(window)

    def _set_up(self) -> bool:
        """The first start asks for the shop; False when it was left."""
        if shop.is_set_up():
            return True
        from garage.ui.forms.first_start import FirstStartForm  # noqa: PLC0415 - once in the life of a file

        typed: dict[str, object] = {}
        while not shop.is_set_up():
            form = FirstStartForm(datetime.now, typed)
            form.language_wanted.connect(self._speak)
            before = i18n.current()
            done = form.exec()
            typed = form.typed()
            form.deleteLater()
            if not done and i18n.current() == before:
                return False
        return True

    def _tour(self) -> int:
        """The real window through a whole job, in both languages or in the one asked for."""
        from garage.ui import tour  # noqa: PLC0415 - only for those who ask for it

        def open_file(file: Path) -> None:
            open_database(file, file.parent, tour.OPENING_DAY)

        def close_file() -> None:
            if not database.checkpoint(
                everything=True
            ):  # the file is copied: nothing may stand in its log alone
                raise RuntimeError("somebody still reads the books that the tour has closed")
            database.close()

        languages = [self.asked.lang] if self.asked.lang else list(i18n.LANGUAGES)
        return tour.run(self.asked.tour, open_file, close_file, languages)

    def _prepare_demo(self) -> bool:
        """Fill the demonstration database unless it is there; a number asks for a new one of that size.

        False when another window has it open.
        """
        from garage.services import demo  # noqa: PLC0415 - only for those who ask for it

        file = Path(self.asked.db) if self.asked.db else paths.data_folder() / "demo.db"
        self.entry.target = file
        if not self.entry.hold():
            return False
        if file.exists() and (self.asked.db or not self.asked.demo):
            return True
        fresh = file.with_name(f"{file.stem}-new.db")
        for rest in fresh.parent.glob(f"{fresh.name}*"):
            rest.unlink()
        open_database(fresh, backups.folder(fresh), datetime.now())
        demo.fill(self.asked.demo or None, now=datetime.now(), progress=_progress(self.app))
        database.close()
        fresh.replace(file)
        return True


def _on_error(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error nobody caught: a read that the database refused is the machine's, any other is a fault of ours."""
    told = database.machine_error(error) or error
    tell_fault(type(told), told, trace)


def _progress(app: QApplication) -> Callable[[int, int], bool]:
    """A progress window that is told what is done of how much, and says whether to go on."""
    from PySide6.QtWidgets import QProgressDialog  # noqa: PLC0415 - only for those who ask for it

    dialog = QProgressDialog(_("Filling the demonstration garage…"), _("That is enough"), 0, 0)
    dialog.setObjectName("demo_progress")
    dialog.setMinimumWidth(420)
    dialog.show()

    def tell(done: int, every: int) -> bool:
        dialog.setMaximum(every)
        dialog.setValue(done)
        app.processEvents()
        return not dialog.wasCanceled()

    return tell


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QCoreApplication.setOrganizationName("garage")
        QCoreApplication.setApplicationName("garage")
        qInstallMessageHandler(lambda _kind, _where, text: log.warning("Qt: %s", redact(text)))
        app = QApplication([*sys.argv[:1], *theme.STYLE])
        app.setApplicationDisplayName("")
        Sweeper(app)
    return app
