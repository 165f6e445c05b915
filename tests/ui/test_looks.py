"""Every form and every page, in both languages, light and dark: looked at by a test, and kept for a person to look at.

`GARAGE_PICTURES=folder` keeps the pictures there; `GARAGE_ORDERS=50000` makes the full shop that full.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.i18n import _
from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.services import demo, order_list
from garage.services.order_list import OrderFilter
from garage.ui.desk import Desk
from garage.ui.forms.backups import BackupsDialog
from garage.ui.kit import theme
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, FOLLOW_UP, ORDERS, PARTS, RETURNS, TODAY
from tests.services.road import Road
from tests.ui import catalogue, rich_orders, tabs
from tests.ui.conftest import MORNING, Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.looks import LARGE_SCREEN, SMALL_SCREEN, cut, nameless

__all__ = ["own_settings", "road"]

LOOKS = (("zh_CN", "light"), ("en", "light"), ("en", "dark"), ("zh_CN", "dark"))
SIZES = (SMALL_SCREEN, LARGE_SCREEN)
KEPT = os.environ.get("GARAGE_PICTURES", "")
FULL = int(os.environ.get("GARAGE_ORDERS", "40"))

Camera = Callable[[QWidget, str], None]


@pytest.fixture(scope="module")
def pictures() -> Path:
    made = Path(KEPT)
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.fixture
def take(pictures: Path) -> Camera:
    """Paint a window, and keep its picture where somebody wants to look at it: that takes five times as long."""

    def picture(window: QWidget, name: str) -> None:
        painted = window.grab()
        assert not painted.isNull()
        if KEPT:
            assert painted.save(str(pictures / f"{name}.png"), "PNG", 85)

    return picture


@pytest.fixture(autouse=True)
def small_screen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    screen = SimpleNamespace(availableSize=lambda: SMALL_SCREEN)
    monkeypatch.setattr(QWidget, "screen", lambda _widget: screen)
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@contextmanager
def looking(language: str, shade: theme.Shade) -> Iterator[None]:
    """The screen speaks a language and has a shade."""
    app = QApplication.instance()
    before = i18n.current()
    i18n.use(language)
    theme.install_qt_words(app, language)
    if theme.current() != shade:
        theme.apply(app, shade)
    yield
    i18n.use(before)
    theme.install_qt_words(app, before)


@pytest.mark.parametrize(("language", "shade"), LOOKS)
def test_every_form_is_whole(
    language: str, shade: theme.Shade, desk: Desk, road: Road, clock: Clock, take: Camera, qtbot: QtBot
) -> None:
    faults = []
    with looking(language, shade):
        for name, form in catalogue.walk(desk, road, clock):
            form.show()
            QApplication.processEvents()
            if isinstance(form, BackupsDialog):
                qtbot.waitUntil(lambda form=form: form._looking is None)
            take(form, f"form-{name}-{language}-{shade}")
            faults += [f"{name}: {fault}" for fault in (*cut(form), *nameless(form))]
    assert faults == []


def test_the_catalogue_opens_every_dialog_there_is(desk: Desk, road: Road, clock: Clock) -> None:
    opened: set[type[QWidget]] = set()
    for _name, form in catalogue.walk(desk, road, clock):
        opened |= catalogue.kinds_of(form)
    assert catalogue.dialogs() - opened == set()


# Pages


@contextmanager
def a_window(desk: Desk) -> Iterator[MainWindow]:
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    try:
        yield window
    finally:
        window.retire()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def in_every_look(desk: Desk, look_at: Callable[[MainWindow, str, QSize], list[str]]) -> list[str]:
    """What is wrong in windows of each language, shade and size."""
    faults = []
    for language, shade in LOOKS:
        with looking(language, shade), a_window(desk) as window:
            for size in SIZES:
                window.resize(size)
                seen = look_at(window, f"{language}-{shade}-{size.height()}", size)
                faults += [f"{language} {size.width()}: {fault}" for fault in seen]
    return list(dict.fromkeys(faults))


def faults_of(window: MainWindow, size: QSize, within: QWidget | None = None) -> list[str]:
    QApplication.processEvents()
    return [*cut(window, size, within), *nameless(window, within)]


def faults_of_pages(window: MainWindow, take: Camera, called: str, size: QSize) -> list[str]:
    """Every page of every tab."""
    faults = faults_of(window, size)
    for name, page in tabs.pages(window):
        faults += [f"{name}: {fault}" for fault in faults_of(window, size, page)]
        take(window, f"{name}-{called}")
    return faults


def faults_of_lists(window: MainWindow, take: Camera, called: str) -> list[str]:
    """Every list of every page, in a small window: there the words have the least room."""
    faults = []
    window.resize(SMALL_SCREEN)
    for name, page in tabs.pages(window):
        for chip in tabs.lists(page):
            faults += [f"{name} {chip}: {fault}" for fault in faults_of(window, SMALL_SCREEN, page)]
            take(window, f"{name}-{chip}-{called}")
    return faults


def test_an_empty_shop_is_whole_in_every_look(desk: Desk, take: Camera) -> None:
    def look(window: MainWindow, called: str, size: QSize) -> list[str]:
        return faults_of_pages(window, take, f"empty-{called}", size)

    assert in_every_look(desk, look) == []


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("tab", [TODAY, CUSTOMERS, ORDERS, PARTS, RETURNS, FOLLOW_UP])
def test_an_empty_page_offers_the_first_step(desk: Desk, tab: int) -> None:
    with a_window(desk) as window:
        page = window.show_tab(tab)
        QApplication.processEvents()
        [first] = [one for one in page.findChildren(QPushButton, "empty_action") if one.isVisible()]
        assert first.text()


@pytest.mark.usefixtures("language")
def test_every_empty_list_says_what_belongs_there_and_offers_it_where_it_can_be_entered(desk: Desk) -> None:
    silent, without = [], set()
    with a_window(desk) as window:
        for name, page in tabs.pages(window):
            if not tabs.first_steps(page):
                without.add(name)
            for _list in tabs.lists(page):
                silent += [name for words in tabs.empty_words(page) if words in {"", _("Nothing here yet")}]
    assert silent == []
    assert without == tabs.BEGUN_ELSEWHERE


@pytest.mark.parametrize("story", [rich_orders.waiting, rich_orders.on_account])
def test_an_order_of_many_turns_is_whole_on_every_tab_in_every_look(
    desk: Desk, road: Road, clock: Clock, take: Camera, story: Callable[[Road], None]
) -> None:
    story(road)
    clock.now = road.boss.at

    def look(window: MainWindow, called: str, size: QSize) -> list[str]:
        seen = []
        window.show_order(road.order)
        tabs = window.page(ORDERS).view.tabs
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            seen += [f"{at + 1}: {fault}" for fault in faults_of(window, size)]
            take(window, f"{story.__name__}-{at + 1}-{called}")
        return seen

    assert in_every_look(desk, look) == []


@pytest.fixture(scope="module")
def full_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with years of work; how much of it is said by GARAGE_ORDERS."""
    path = tmp_path_factory.mktemp("full") / "garage.db"
    database.connect(path)
    migrate(STEPS)
    demo.fill(FULL, now=MORNING)
    database.close()
    return path


@pytest.fixture
def full_desk(qapp: QApplication, full_shop: Path) -> Iterator[Desk]:
    database.connect(full_shop)
    seat = Desk(1, Clock())
    yield seat
    seat.close()
    database.close()


def test_a_full_shop_is_whole_in_every_look(full_desk: Desk, take: Camera) -> None:
    [newest, *_more] = order_list.page(full_desk.by(), OrderFilter.OPEN, None, 1).rows

    def look(window: MainWindow, called: str, size: QSize) -> list[str]:
        window.page(ORDERS).show_order(newest.id)
        return faults_of_pages(window, take, f"full-{called}", size)

    assert in_every_look(full_desk, look) == []


def test_every_list_of_a_full_shop_is_whole(full_desk: Desk, language: str, take: Camera) -> None:
    with a_window(full_desk) as window:
        assert faults_of_lists(window, take, f"full-{language}") == []
