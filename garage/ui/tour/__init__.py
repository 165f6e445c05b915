"""The tour: a whole job, a bad day, a storekeeper's, a returns and a care day through the real window, with papers."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from garage import i18n
from garage.i18n import _
from garage.services import books, orders
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.kit.remembered import remember
from garage.ui.main_window import MainWindow
from garage.ui.tour import (
    afterwards,
    bad_day,
    bad_day_money,
    camera,
    care_day,
    payment,
    reception,
    returns_day,
    scene,
    store_day,
    storekeeper_count,
    workshop,
)
from garage.ui.tour.bad_day_cast import BAD_DAYS
from garage.ui.tour.cast import CASTS, Cast
from garage.ui.tour.hand import Clock, Hand, Story
from garage.ui.tour.visit import People, Visit

OPENING_DAY = datetime(2026, 3, 2, 8, 30)
TODAY = datetime(2026, 3, 16, 9, 12)
COMES_BACK = datetime(2026, 3, 22, 10, 5)
BAD_DAY = datetime(2026, 3, 23, 8, 50)
STORE_DAY = datetime(2026, 4, 7, 8, 40)
RETURNS_DAY = datetime(2026, 4, 14, 9, 5)
CARE_DAY = datetime(2026, 5, 25, 18, 5)
PAPERS = (
    "reception",
    "authorisation",
    "job-card",
    "issue-slip",
    "settlement",
    "receipt",
    "exit-pass",
    "delay",
    "supplement",
    "inspection",
    "certificate",
    *store_day.PAPERS,
    *returns_day.PAPERS,
    *care_day.PAPERS,
)


def run(
    folder: Path,
    open_database: Callable[[Path], None],
    close_database: Callable[[], None],
    languages: Sequence[str],
) -> int:
    """Leave pictures, papers and database of each language in `folder`; 1 when anything went wrong.

    Databases in the folder that no tour made are kept under another name. Settings stay as they are.
    """
    app = QApplication.instance()
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    faults: list[str] = []
    rooms = {language: folder / language for language in languages}
    ours = _is_ours(rooms[languages[0]])
    for language, room in rooms.items():
        _clear(room)
        open_database(room / "garage.db")
        with TemporaryDirectory(prefix="garage-tour-") as habits:
            QSettings.setDefaultFormat(QSettings.Format.IniFormat)
            for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):  # ours, and Qt's own
                QSettings.setPath(kind, QSettings.Scope.UserScope, habits)
            remember("print/folder", str(room.absolute()))
            faults += _walk(room, CASTS[language])
        close_database()
        if faults:
            break
    _put_aside(folder / "garage.db", ours=ours)
    shutil.copyfile(rooms[languages[0]] / "garage.db", folder / "garage.db")
    _tell(rooms, faults)
    return 1 if faults else 0


def _walk(room: Path, cast: Cast) -> list[str]:
    """One language; gives what went wrong."""
    app = QApplication.instance()
    i18n.use(cast.language)
    theme.install_qt_words(app, cast.language)
    theme.apply(app, "light")
    hand = Hand(room, Clock(OPENING_DAY))
    failure = hand.carry_out(_whole_job(hand, cast))
    missing = [paper for paper in PAPERS if not list(room.glob(f"{paper}-*.pdf"))]
    return [
        *([f"{type(failure).__name__}: {failure}"] if failure else []),
        *books.check(),
        *(_("{paper} was not printed.").format(paper=paper) for paper in missing),
    ]


def _whole_job(hand: Hand, cast: Cast) -> Story[None]:
    owner = yield from reception.first_start(hand, cast)
    people = scene.engage(cast, owner, hand.clock.now + timedelta(minutes=20))
    others = scene.fill_yard(cast, people, TODAY)
    hand.clock.now = TODAY
    desk = Desk(owner, hand.clock)
    window = hand.window = MainWindow(desk, "garage.db", remembers=False)
    window.resize(camera.SIZE)
    window.show()
    window.activateWindow()
    yield from _straight_road(hand, cast, others)
    yield from _bad_day(hand, cast, people)
    hand.clock.now = STORE_DAY
    yield from store_day.store_day(hand, cast, people)
    hand.clock.now = RETURNS_DAY
    yield from returns_day.returns_day(hand, cast, people)
    hand.clock.now = CARE_DAY
    yield from care_day.care_day(hand, cast, people)
    window.close()
    window.deleteLater()
    desk.close()


def _straight_road(hand: Hand, cast: Cast, others: list[Visit]) -> Story[None]:
    """One car from its plate to the gate; it comes back a few days later."""
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
    yield from payment.hand_over(hand, cast)
    yield from afterwards.in_the_dark(hand)
    yield from payment.settle(hand, cast)
    yield from payment.leave(hand)
    yield from afterwards.records(hand, cast)
    scene.empty_yard(others, hand.clock.now)
    hand.clock.now = COMES_BACK
    yield from afterwards.comes_back(hand, cast)
    yield from afterwards.scan(hand, orders.open_page(order).no)


def _bad_day(hand: Hand, cast: Cast, people: People) -> Story[None]:
    """Everything that goes wrong between a plate and the gate, with two other cars."""
    bad = BAD_DAYS[cast.language]
    hand.clock.now = BAD_DAY
    scene.before_the_bad_day(bad, people, BAD_DAY)
    yield from bad_day.take_the_desk(hand, cast.adviser)
    view = yield from bad_day.open_order(hand, bad.firm.plate)
    yield from bad_day.deposit(hand)
    yield from bad_day.part_short(hand, view, bad)
    yield from bad_day.part_comes(hand, view, bad)
    yield from bad_day.begin(hand, view, bad, cast.mechanics[1])
    yield from bad_day.declined(hand, view, bad)
    yield from bad_day.accepted(hand, view, bad)
    yield from bad_day.road_test(hand, view, bad)
    yield from bad_day.inspections(hand, view, cast, bad.firm.km + 8)
    yield from bad_day_money.discount(hand, view, bad)
    yield from bad_day_money.settle_in_part(hand, view, people.owner)
    yield from bad_day_money.void(hand, view, bad)
    yield from bad_day_money.settle_on_account(hand, view, bad, people.owner)
    yield from bad_day_money.leave(hand, view, bad.firm.km + 9, "gate-on-account")
    number = view.page.no
    yield from bad_day.open_order(hand, bad.gives_up.plate)
    yield from bad_day_money.gives_up(hand, view, bad)
    yield from bad_day.open_order(hand, bad.firm.plate, number)
    yield from bad_day_money.pay_the_account(hand)


def _clear(room: Path) -> None:
    """Take away what an earlier tour left here."""
    room.mkdir(parents=True, exist_ok=True)
    _put_aside(room / "garage.db", ours=_is_ours(room))
    for old in (
        *room.glob("*.png"),
        *room.glob(storekeeper_count.WORKBOOK),
        *room.glob(care_day.WORKBOOK),
        *(file for paper in PAPERS for file in room.glob(f"{paper}-*.pdf")),
    ):
        old.unlink()


def _is_ours(room: Path) -> bool:
    """Whether an earlier tour left its pictures here."""
    return any(room.glob("*-first-start.png"))


def _put_aside(database: Path, *, ours: bool) -> None:
    """Make room for a database: one of an earlier tour goes, somebody's own is kept."""
    for file in database.parent.glob(f"{database.name}*"):
        if ours:
            file.unlink()
        else:
            file.rename(file.with_name(f"{datetime.now():%Y%m%d-%H%M%S}-{file.name}"))


def _tell(rooms: Mapping[str, Path], faults: Sequence[str]) -> None:
    for room in rooms.values():
        pictures, papers = len(list(room.glob("*.png"))), len(list(room.glob("*.pdf")))
        words = _("{folder}: {pictures} pictures, {papers} papers and the database")
        sys.stdout.write(words.format(folder=room, pictures=pictures, papers=papers) + "\n")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
