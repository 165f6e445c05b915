"""The tour: one whole job through the real window, once in each language, with pictures and papers."""

import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from garage import i18n
from garage.services import books, orders
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.main_window import MainWindow
from garage.ui.tour import afterwards, camera, payment, reception, scene, workshop
from garage.ui.tour.cast import CASTS, Cast
from garage.ui.tour.hand import Clock, Hand, Story

OPENING_DAY = datetime(2026, 3, 2, 8, 30)
TODAY = datetime(2026, 3, 16, 9, 12)
PAPERS = ("reception", "authorisation", "job-card", "issue-slip", "settlement", "receipt", "exit-pass")

OpenDatabase = Callable[[Path], None]


def run(folder: Path, open_database: OpenDatabase, close_database: Callable[[], None], languages: Sequence[str]) -> int:
    """Leave pictures, papers and database of each language in `folder`; 1 when anything went wrong."""
    app = QApplication.instance()
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    faults: list[str] = []
    with TemporaryDirectory(prefix="garage-tour-") as habits:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, habits)
        for language in languages:
            room = folder / language
            _clear(room)
            open_database(room / "garage.db")
            faults += _walk(room, CASTS[language])
            close_database()
            if faults:
                break
    shutil.copyfile(folder / languages[0] / "garage.db", folder / "garage.db")
    _tell(folder, languages, faults)
    return 1 if faults else 0


def _walk(folder: Path, cast: Cast) -> list[str]:
    """One language; gives what went wrong."""
    app = QApplication.instance()
    i18n.use(cast.language)
    theme.install_qt_words(app, cast.language)
    theme.apply(app, "light")
    hand = Hand(folder, Clock(OPENING_DAY))
    former, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: hand.fail(error)
    try:
        hand.carry_out(_whole_job(hand, cast))
    finally:
        sys.excepthook = former
    return [*books.check(), *(f"{cast.language}: no {paper}" for paper in PAPERS if not list(folder.glob(f"{paper}-*.pdf")))]


def _whole_job(hand: Hand, cast: Cast) -> Story[None]:
    owner = yield from reception.first_start(hand, cast)
    people = scene.engage(cast, owner, hand.clock.now + timedelta(minutes=20))
    scene.fill_yard(cast, people, TODAY)
    hand.clock.now = TODAY
    desk = Desk(owner, hand.clock)
    window = MainWindow(desk, "garage.db", remembers=False)
    hand.window = window
    window.resize(camera.SIZE)
    window.show()
    window.activateWindow()
    yield from hand.picture("a-new-day")
    yield from reception.settings(hand, cast)
    order = yield from reception.arrival(hand, cast)
    yield from reception.reception_sheet(hand, cast)
    yield from reception.estimate(hand, cast)
    yield from reception.authorisation(hand)
    yield from workshop.dispatch(hand, cast)
    yield from workshop.issue_parts(hand, cast)
    yield from workshop.work(hand)
    yield from workshop.inspections(hand, cast)
    yield from payment.hand_over(hand)
    yield from payment.settle(hand, cast)
    yield from payment.leave(hand)
    yield from afterwards.records(hand, cast)
    yield from afterwards.comes_back(hand, cast)
    yield from afterwards.scan(hand, orders.open_page(order).no)
    yield from afterwards.in_the_dark(hand)
    window.close()
    window.deleteLater()
    desk.close()


def _clear(room: Path) -> None:
    room.mkdir(parents=True, exist_ok=True)
    for old in (*room.glob("*.png"), *room.glob("*.pdf"), *room.glob("garage.db*")):
        old.unlink()


def _tell(folder: Path, languages: Sequence[str], faults: list[str]) -> None:
    for language in languages:
        made = list((folder / language).iterdir())
        count = {kind: sum(one.suffix == kind for one in made) for kind in (".png", ".pdf")}
        sys.stdout.write(f"{folder / language}: {count['.png']} pictures, {count['.pdf']} papers, garage.db\n")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
