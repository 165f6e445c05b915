"""The least that a window of this kind can be: PySide6, peewee, tabs, and a table of 40 rows in the same font."""

import sys
from pathlib import Path

import peewee
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem, QTabWidget, QWidget

FONT = Path(__file__).parents[1] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"

database = peewee.SqliteDatabase(None)


class WorkOrder(peewee.Model):
    no = peewee.CharField()
    state = peewee.CharField()
    complaint = peewee.CharField()
    received_at = peewee.DateTimeField()

    class Meta:
        database = database
        table_name = "work_order"


def main() -> None:
    app = QApplication(sys.argv[:1])
    QFontDatabase.addApplicationFont(str(FONT))
    database.init(sys.argv[1])
    rows = list(WorkOrder.select().order_by(WorkOrder.id.desc()).limit(40).tuples())
    table = QTableWidget(40, 5)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            table.setItem(line, column, QTableWidgetItem(str(value)))
    tabs = QTabWidget()
    tabs.addTab(table, "Orders")
    for name in ("Customers", "Parts", "Reports"):
        tabs.addTab(QWidget(), name)
    window = QMainWindow()
    window.setCentralWidget(tabs)
    window.resize(1280, 720)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
