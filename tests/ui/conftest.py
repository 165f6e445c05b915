"""A real window needs a real shop: a SQLite file set up by its owner, and a clock that stands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.domain.staff import Role
from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.services import shop, staff
from garage.services.command import By
from garage.ui.desk import Desk
from garage.ui.kit import second_press, theme
from garage.ui.main_window import ear

MORNING = datetime(2026, 11, 21, 9, 0)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application is made as the program makes it."""
    return ["garage", *theme.STYLE]


@pytest.fixture(autouse=True)
def ears_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test does not wait for the scanner."""
    monkeypatch.setattr(ear, "LISTEN_AFTER_MS", 0)


@pytest.fixture(autouse=True)
def hands_press_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test presses the next key sooner than a person: it is no second press."""
    monkeypatch.setattr(second_press, "DEAF_MS", 0)


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each screen opens in both languages."""
    before = i18n.current()
    i18n.use(request.param)
    yield request.param
    i18n.use(before)


@pytest.fixture(autouse=True)
def swept(sweeping: None) -> None:
    """Garbage is swept as the program sweeps it."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop_file(tmp_path: Path) -> Iterator[Path]:
    """A migrated database with a shop, its owner, a mechanic, a leader and an inspector."""
    path = tmp_path / "garage.db"
    database.connect(path)
    migrate(STEPS)
    owner = shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三")
    by = By(owner, MORNING)
    staff.add(by, name="李师傅", roles={Role.MECHANIC}, team="一班")
    staff.add(by, name="王班长", roles={Role.LEADER, Role.MECHANIC}, team="一班")
    staff.add(by, name="赵质检", roles={Role.INSPECTOR})
    staff.add(by, name="孙仓管", roles={Role.STOREKEEPER})
    yield path
    database.close()


@pytest.fixture
def desk(qapp: object, shop_file: Path, clock: Clock) -> Iterator[Desk]:
    """The owner sits at the desk; when he leaves, his windows are gone before their database is."""
    seat = Desk(1, clock)
    yield seat
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seat.close()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Holds every widget added until the test is over.

    pytest-qt keeps weak references only: a window in a reference cycle may then be collected while it is painted,
    which ends the process.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **how: object) -> None:
        held.append(widget)
        add(widget, **how)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    return qtbot
