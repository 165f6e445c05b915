"""A window comes up with what is on it and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

from garage.models import database

LOOK = """
import linecache, sys
import garage.ui
from PySide6 import QtCore, QtWidgets
from garage import app
from garage.ui.main_window import ear

ear.LISTEN_AFTER_MS = 60_000  # however slow the machine is

def look(program):
    window = next(one for one in program.topLevelWidgets() if isinstance(one, QtWidgets.QMainWindow))
    while not window.isVisible():
        program.processEvents()
    program.processEvents()
    names = {**vars(QtCore), **vars(QtWidgets)}
    print([name for name in ("QStyle", "QListView", "QProgressDialog", "QEventLoop", "QWizard") if name in names])
    print([name for name in ("reportlab", "openpyxl", "pypinyin", "psycopg") if name in sys.modules])
    print([file for file in linecache.cache if "garage" in file])
    return 0

QtWidgets.QApplication.exec = look
sys.exit(app.main())
"""


def test_neither_every_kind_of_widget_nor_paper_nor_any_source_is_loaded_with_the_window(
    shop_file: Path, tmp_path: Path
) -> None:
    database.close()
    places = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, "--db", str(shop_file)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("[]\n[]\n[]\n", 0), done.stderr
