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
from urllib.parse import urlsplit

import peewee
from PySide6.QtCore import QCoreApplication, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QProgressDialog

import garage
from garage import i18n, paths
from garage.errors import MachineError
from garage.i18n import _
from garage.models import database
from garage.models.opening import open_database
from garage.services import shop, staff
from garage.ui.desk import Desk
from garage.ui.forms.first_start import FirstStartForm
from garage.ui.forms.trouble import ask_for_another, tell_fault
from garage.ui.kit import theme
from garage.ui.main_window import MainWindow, last_person

log = logging.getLogger("garage")

LOG_BYTES, LOG_FILES = 1_000_000, 5
FAILED, NO_SCREEN = 1, 2
UNSEEN = {"offscreen", "minimal"}
"""Platforms of Qt on which nobody could answer a dialog."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    asked = _parser().parse_args(arguments)
    i18n.use(asked.lang or i18n.system_language())
    if asked.tour:
        _hide_tour()
    if not has_screen():
        _say(_("There is no screen here. Start the program on a desktop, or run --tour DIR."))
        return NO_SCREEN
    _start_log(asked.tour)
    program = Program(asked)
    try:
        return program.run()
    except MachineError as error:
        log.warning("start failed: %s", error.text)
        _say(error)
        return FAILED
    finally:
        program.close()


def _say(what: object) -> None:
    """To whoever started the program in a terminal."""
    sys.stderr.write(f"{what}\n")


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
        _say(error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.info("start %s on %s, Python %s", garage.__version__, platform.platform(), platform.python_version())


class Program:
    """One run: opens what was asked for and keeps the window."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.app = _application()
        self.target: str | Path = asked.db or paths.default_database()
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
        if self.asked.demo is not None:
            self._prepare_demo()
        if not self._open():
            return FAILED
        if not self._set_up():
            return 0
        self.show_window()
        return self.app.exec()

    def close(self) -> None:
        """Let go of the database."""
        if self.window is not None:
            self.window.close()
        if self.desk is not None:
            self.desk.close()
        database.close()

    def show_window(self) -> None:
        """The window in the language of the shop, for the person who sat here last."""
        profile = shop.profile()
        self._speak(self.asked.lang or profile.screen_language or i18n.system_language())
        theme.apply(self.app, profile.scheme)
        known = last_person(self._shown())
        people = staff.people()
        self.desk = Desk(known or people[0].id)
        self.window = MainWindow(self.desk, self._shown())
        self.window.rebuild_wanted.connect(self.change_language)
        self.window.show()
        if known is None and len(people) > 1:
            self.window.choose_person()

    def change_language(self, language: str) -> None:
        """Another window in place of this one, once the click that asked for it is over."""
        QTimer.singleShot(0, self.window, lambda: self._replace_window(language))

    def _replace_window(self, language: str) -> None:
        former = self.window
        self.app.setQuitOnLastWindowClosed(False)
        if not former.close():  # it remembers its place and tab, or keeps what cannot be saved yet
            self.app.setQuitOnLastWindowClosed(True)
            return
        self._speak(language)
        self.window = MainWindow(self.desk, self._shown())
        self.window.rebuild_wanted.connect(self.change_language)
        self.window.show()
        self.app.setQuitOnLastWindowClosed(True)
        former.deleteLater()

    def _speak(self, language: str) -> None:
        i18n.use(language)
        theme.install_qt_words(self.app, language)

    def _shown(self) -> str:
        """The database as the bottom line names it: a file's name, or server and name without a password."""
        parts = urlsplit(str(self.target))
        if parts.scheme.startswith("postgres"):
            return f"{parts.hostname or 'localhost'}{parts.path}"
        return Path(self.target).name

    def _open(self) -> bool:
        """Open the database; False when it cannot be and nobody wants another one."""
        while True:
            try:
                open_database(self.target, paths.backup_folder(), datetime.now())
            except MachineError as error:
                log.warning("cannot open the database: %s %s", error.text, error.details)
                _say(error)
                if self.app.platformName() in UNSEEN:
                    return False
                other = ask_for_another(error, paths.data_folder())
                if other is None:
                    return False
                self.target = other
            else:
                return True

    def _set_up(self) -> bool:
        """The first start asks for the shop; False when it was left."""
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

        languages = [self.asked.lang] if self.asked.lang else list(i18n.LANGUAGES)
        return tour.run(self.asked.tour, open_file, database.close, languages)

    def _prepare_demo(self) -> None:
        """Fill the demonstration database unless it is there; a number asks for a new one of that size."""
        from garage.services import demo  # noqa: PLC0415 - only for those who ask for it

        file = Path(self.asked.db) if self.asked.db else paths.data_folder() / "demo.db"
        self.target = file
        if file.exists() and (self.asked.db or not self.asked.demo):
            return
        fresh = file.with_name(f"{file.stem}-new.db")
        for rest in fresh.parent.glob(f"{fresh.name}*"):
            rest.unlink()
        open_database(fresh, paths.backup_folder(), datetime.now())
        demo.fill(self.asked.demo or None, now=datetime.now(), progress=_progress(self.app))
        database.close()
        fresh.replace(file)


def _on_error(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error nobody caught: a read that the database refused is the machine's, any other is a fault of ours."""
    known = database.machine_error(error) if isinstance(error, peewee.DatabaseError) else None
    told = known or error
    tell_fault(type(told), told, trace)


def _progress(app: QApplication) -> Callable[[int, int], bool]:
    """A progress window that is told what is done of how much, and says whether to go on."""
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
        qInstallMessageHandler(lambda _kind, _where, text: log.warning("Qt: %s", text))
        app = QApplication(sys.argv[:1])
        app.setApplicationDisplayName("")
    return app
