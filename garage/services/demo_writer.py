"""The pen of the demo's bulk: ids, numbers and balances go on where the acts stopped, rows go in by the thousand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from garage.domain.numbers import Series, document_number
from garage.domain.search import TAIL_LENGTH
from garage.domain.stock import Balance
from garage.models.database import database, engine_name, transaction
from garage.models.listing import tuples
from garage.models.numbers import NumberSeries
from garage.models.parts import Part
from garage.services.demo_tape import BOOKS, HEAD_MARK, TERM_MARK, heads

_LONGEST_TERM = 60


class Writer:
    """Keeps rows until `flush` writes them in one transaction; afterwards real acts may come in between."""

    def __init__(self) -> None:
        self.shelf: dict[int, Balance] = {}
        self.went: dict[int, str] = {}
        """When a part last went out to a car."""
        self._shelved: dict[int, Balance] = {}
        self._next: list[int] = []
        self._found: list[int] = []
        self._rows: list[list[tuple[Any, ...]]] = [[] for _table in BOOKS]
        self._later: list[tuple[str, str, Any, int]] = []
        self._terms: list[tuple[str, int, str]] = []
        self._counts: dict[Series, int] = {}
        self._saved: dict[Series, int] = {}
        self._year = 0
        self._insert = [_insert(table.name, table.columns) for table in BOOKS]
        self.reread()
        database.execute_sql("CREATE TEMPORARY TABLE demo_term (kind TEXT, ref INTEGER, term TEXT)")

    def reread(self) -> None:
        """Real acts have written since: ids, shelf and numbers as they stand now."""
        self._next = [head + 1 for head in heads()]
        self._found = list(self._next)
        rows = tuples(Part.select(Part.id, Part.on_hand_milli, Part.value_fen))
        self.shelf = {part: Balance(qty, value) for part, qty, value in rows}
        self._shelved = dict(self.shelf)
        self._read_numbers()

    def number(self, series: Series, year: int) -> str:
        """The next number of a series; the years follow each other."""
        if year != self._year:
            self._save_numbers()
            self._year = year
            self._read_numbers()
        count = self._counts[series] = self._counts.get(series, 0) + 1
        return document_number(series, year, count)

    def fresh(self, place: int, count: int) -> range:
        """The next ids of a table."""
        start = self._next[place]
        self._next[place] = start + count
        return range(start, start + count)

    def add(self, place: int, rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows of a table, each with its id."""
        self._rows[place] += rows

    def change(self, table: str, column: str, value: Any, ref: int) -> None:
        """A column that only now can be known."""
        self._later.append((table, column, value, ref))

    def find(self, kind: str, ref: int, term: str) -> None:
        """A folded term that will find a row."""
        self._terms.append((kind, ref, term))

    def flush(self) -> None:
        """Write everything there is; the books balance now."""
        with transaction():
            cursor = database.cursor()
            for statement, rows in zip(self._insert, self._rows, strict=True):
                if rows:
                    cursor.executemany(statement, rows)
                    rows.clear()
            for table, column, value, ref in self._later:
                cursor.execute(_update(table, column), (value, ref))
            self._later.clear()
            if self._terms:
                cursor.executemany(_insert("demo_term", ("kind", "ref", "term")), self._terms)
                self._terms.clear()
            for part, at in self.went.items():
                cursor.execute(_update("part", "last_out_at"), (at, part))
            self.went.clear()
            for part, balance in self.shelf.items():
                if balance != self._shelved.get(part):
                    cursor.execute(_update("part", "on_hand_milli"), (balance.qty_milli, part))
                    cursor.execute(_update("part", "value_fen"), (balance.value_fen, part))
            self._shelved = dict(self.shelf)
            self._save_numbers()
            self._save_heads()

    def _read_numbers(self) -> None:
        rows = NumberSeries.select(NumberSeries.series, NumberSeries.last)
        of_year = rows.where(NumberSeries.year == self._year)
        self._counts = {Series(series): last for series, last in tuples(of_year)}
        self._saved = dict(self._counts)

    def _save_numbers(self) -> None:
        for series, last in self._counts.items():
            if last == self._saved.get(series):
                continue
            key = (NumberSeries.series == series.value) & (NumberSeries.year == self._year)
            if not NumberSeries.update(last=last).where(key).execute():
                NumberSeries.insert(series=series.value, year=self._year, last=last).execute()
        self._saved = dict(self._counts)

    def _save_heads(self) -> None:
        """A PostgreSQL server counts its ids apart from the rows; SQLite looks at the rows."""
        found, self._found = self._found, list(self._next)
        if engine_name() == "postgresql":
            for table, following, known in zip(BOOKS, self._next, found, strict=True):
                if following == known:
                    continue
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                database.execute_sql(f"SELECT setval({sequence}, {following:d}, false)")

    def close(self) -> None:
        """Flush, and write what `search.index` would have written, in the order in which it is kept.

        A row here and a row there in a table of this size would take hours.
        """
        self.flush()
        numbers = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(1, _LONGEST_TERM + 1))
        with transaction():
            database.execute_sql(
                _TAILS.format(numbers=numbers, length=TAIL_LENGTH, head=HEAD_MARK, term=TERM_MARK)
            )
        database.execute_sql("DROP TABLE demo_term")


_TAILS = """
INSERT INTO search_tail (kind, tail, ref)
SELECT kind, tail, ref FROM (
    SELECT kind, substr(term, n, {length}) AS tail, ref
    FROM demo_term JOIN ({numbers}) AS numbers ON n <= length(term)
    UNION ALL SELECT kind, '{head}' || substr(term, 1, {length}), ref FROM demo_term
    UNION ALL SELECT kind, '{term}' || ref || '{term}' || term, ref FROM demo_term
) AS tails WHERE true ORDER BY kind, tail, ref ON CONFLICT DO NOTHING
"""


@contextmanager
def haste() -> Iterator[None]:
    """A file that is only being made need not outlive a power cut: that saves half of the writing.

    Its references are those of rows that were played; `books.check` looks at all of them.
    """
    names = _HASTE if engine_name() == "sqlite" else {}
    kept = [database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in names]
    try:
        for name, value in names.items():
            database.execute_sql(f"PRAGMA {name} = {value}")
        yield
    finally:
        for name, value in zip(names, kept, strict=True):
            database.execute_sql(f"PRAGMA {name} = {value}")


_HASTE = {"synchronous": "off", "journal_mode": "memory", "foreign_keys": "off", "cache_size": -524_288}


def _insert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([database.param] * len(columns))
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names


def _update(table: str, column: str) -> str:
    return f'UPDATE "{table}" SET "{column}" = {database.param} WHERE id = {database.param}'  # noqa: S608 - our own names
