"""The dispute pack from the page of an order: by its key, recorded when it is given away, for whoever sees money."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.reports import binding
from garage.services import dispute_packs, orders, papers, staff
from garage.ui.desk import Desk
from garage.ui.forms import print_dispute
from garage.ui.kit import task
from garage.ui.kit.pdf_preview import PdfPreview
from garage.ui.pages.order_view import OrderView
from tests.services.disputed import disputed, pictured
from tests.services.road import Road


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, road: Road) -> Callable[[], OrderView]:
    def show() -> OrderView:
        made = OrderView(desk)
        qtbot.addWidget(made)
        made.resize(1280, 720)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.set_order(road.order)
        return made

    return show


def copies(desk: Desk, number: str) -> int:
    return papers.imprint(desk.by(), dispute_packs.KIND, number).copy


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, int]]:
    """Whoever is shown the pack saves it; its title and pages."""
    seen: list[tuple[str, int]] = []

    def save(preview: PdfPreview) -> int:
        seen.append((preview.windowTitle(), preview.page_count()))
        preview.write(tmp_path / preview.file_name)
        return 1

    monkeypatch.setattr(PdfPreview, "exec", save)
    return seen


@pytest.mark.usefixtures("language")
def test_its_key_puts_the_pack_together_and_a_saved_one_counts(
    view: Callable[[], OrderView],
    desk: Desk,
    road: Road,
    qtbot: QtBot,
    saves: list[tuple[str, int]],
    tmp_path: Path,
) -> None:
    disputed(road)
    number = orders.open_page(road.order).no
    page = view()
    qtbot.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(saves), timeout=20_000)
    assert number in saves[0][0]
    file = tmp_path / f"dispute-pack-{number}.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert copies(desk, number) == 1


@pytest.mark.parametrize("cancelled", [False, True])
def test_an_open_and_a_cancelled_order_offer_it(
    view: Callable[[], OrderView], road: Road, qtbot: QtBot, saves: list[tuple[str, int]], *, cancelled: bool
) -> None:
    road.receive()
    if cancelled:
        orders.cancel(road.boss, road.order, "客户不修了")
        assert orders.open_page(road.order).state is OrderState.CANCELLED
    actions = {action.objectName(): action for action in view().actions()}
    actions["print_pack"].trigger()
    qtbot.waitUntil(lambda: bool(saves), timeout=20_000)
    assert saves[0][1] > 1


def test_looking_at_it_is_no_print(
    view: Callable[[], OrderView], desk: Desk, road: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.receive()
    seen: list[PdfPreview] = []
    monkeypatch.setattr(PdfPreview, "exec", lambda preview: seen.append(preview) or 0)
    print_dispute.print_pack(view(), desk, road.order)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert copies(desk, orders.open_page(road.order).no) == 0


def test_a_mechanic_is_not_offered_it(view: Callable[[], OrderView], desk: Desk, road: Road) -> None:
    road.receive()
    alone = staff.add(road.boss, name="学徒", roles={Role.MECHANIC})
    desk.act_as(alone)
    assert "print_pack" not in {action.objectName() for action in view().actions()}


def test_it_can_be_stopped_while_it_is_drawn(
    view: Callable[[], OrderView],
    desk: Desk,
    road: Road,
    qtbot: QtBot,
    saves: list[tuple[str, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    road.receive()
    pictured(road, 3)
    monkeypatch.setattr(task, "SHOW_AFTER_MS", 0)
    page = view()
    waiting: list[int] = []
    place = binding._draw_place

    def slowly(*what: object) -> None:
        if not waiting:
            waiting.append(1)
            running[0].progress.cancel()
        place(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(binding, "_draw_place", slowly)
    running: list[task.Task] = []
    started = print_dispute.print_pack(page, desk, road.order)
    running.append(started)
    with qtbot.waitSignal(started.ended, timeout=20_000):
        pass
    assert waiting
    assert not saves
    assert not [one for one in page.findChildren(QProgressDialog) if one.isVisible()]
    assert copies(desk, orders.open_page(road.order).no) == 0
