"""Statements that are written in peewee and whose SQL is built once for each engine, for what runs all day.

peewee's price is the building of the text: ten to twenty-five times that of the statement itself. Here the text is
kept, and arguments and rows are converted as peewee's own fields convert them.

    @statement
    def _lines(order_id: Any) -> Any:
        return OrderLine.select().where(OrderLine.order == order_id).order_by(OrderLine.position)

    _lines.objects(7), _lines.object(7), _lines.rows(7), _lines.first(7), _lines.value(7), _lines.run(7)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import count, groupby
from typing import Any

import peewee

Plain = tuple[Any, ...]
Convert = Callable[[Any], Any]
Reader = tuple[int, type | None, Convert]
"""Column, the type that has to be converted (None: every one), and how."""

translated: Any = peewee.__exception_wrapper__  # type: ignore[attr-defined] # has no public name
"""Within it the errors of an engine are raised as those of peewee."""
_MANY: frozenset[Any] = frozenset({list, tuple, set, frozenset})
_AS_READ = {peewee.AutoField, peewee.IntegerField, peewee.BigIntegerField, peewee.CharField, peewee.TextField}
"""Fields whose values both engines give back as they were stored."""
_READ: Mapping[type, tuple[type | None, Convert]] = {
    peewee.DateTimeField: (str, datetime.fromisoformat),
    peewee.DateField: (str, date.fromisoformat),
    peewee.BooleanField: (int, bool),
}
"""What SQLite gives back for a field, and how it is made what peewee makes of it, by a shorter way."""
_AS_GIVEN = _AS_READ | {peewee.DateTimeField, peewee.DateField}
"""Fields that store what they are given."""


class _Gap(peewee.Value):
    """Stands in a query for the value at `place` of the arguments, which only the call knows."""

    def __init__(self, place: int, convert: Convert | None = None) -> None:
        super().__init__(None, convert, unpack=False)
        self.place = place

    def __sql__(self, ctx: Any) -> Any:
        convert = self.converter or ctx.state.converter
        plain = type(_field(convert)) in _AS_GIVEN
        return ctx.value(_Filling(self.place, None if plain else convert), converter=False)


class _Filling:
    """A parameter of the finished text: which argument, and how its field stores it."""

    def __init__(self, place: int, convert: Convert | None) -> None:
        self.place = place
        self.convert = convert


class _Text:
    """The text of one statement for one engine."""

    def __init__(self, query: Any, database: Any, places: int) -> None:
        self.query = query
        sql, bound = database.get_sql_context().sql(query).query()
        self.sql, parameters = _with_constants(sql, bound, database.param)
        self._fixed = [None if isinstance(one, _Filling) else one for one in parameters]
        self._filled = [
            (n, one.place, one.convert) for n, one in enumerate(parameters) if isinstance(one, _Filling)
        ]
        self._as_called = len(parameters) == places and self._filled == [(n, n, None) for n in range(places)]
        self._read: Sequence[Reader] | None = None
        self._named: Sequence[tuple[str, type | None, Convert]] | None = None

    def execute(self, engine: Any, values: Sequence[Any]) -> Any:
        """The cursor of this statement with the arguments `values`."""
        return engine.execute_sql(self.sql, values if self._as_called else self.parameters(values))

    def parameters(self, values: Sequence[Any]) -> Sequence[Any]:
        """The arguments `values` as the engine takes them, among those that never change."""
        if self._as_called:
            return values
        parameters = self._fixed.copy()
        for n, place, convert in self._filled:
            parameters[n] = convert(values[place]) if convert else values[place]
        return parameters

    def rows(self, cursor: Any) -> list[Plain]:
        """What the cursor found, in the types that peewee's own tuples have."""
        if self._read is None:
            self._read = self._readers(cursor)
        found: list[Plain] = cursor.fetchall()
        if not self._read:
            return found
        rows = []
        for row in map(list, found):
            for place, only, convert in self._read:
                if only is None or row[place].__class__ is only:
                    row[place] = convert(row[place])
            rows.append(tuple(row))
        return rows

    def objects(self, cursor: Any) -> list[Any]:
        """The same as instances of the model, whose every column was selected."""
        model = self.query.model
        names = model._meta.sorted_field_names
        if self._named is None:
            self._named = [(names[place], only, convert) for place, only, convert in self._readers(cursor)]
        made = []
        for row in cursor.fetchall():
            values = dict(zip(names, row, strict=True))
            for name, only, convert in self._named:
                if only is None or values[name].__class__ is only:
                    values[name] = convert(values[name])
            made.append(instance(model, values))
        return made

    def columns(self, cursor: Any) -> list[Iterable[Any]]:
        """The same, column by column."""
        if self._read is None:
            self._read = self._readers(cursor)
        found = cursor.fetchall()
        columns: list[Iterable[Any]] = list(zip(*found, strict=True)) or [()] * len(cursor.description)
        for place, only, convert in self._read:
            kinds = set(map(type, columns[place]))
            if only is None or kinds == {only}:
                columns[place] = list(map(convert, columns[place]))
            elif only in kinds:
                columns[place] = [
                    convert(value) if value.__class__ is only else value for value in columns[place]
                ]
        return columns

    def _readers(self, cursor: Any) -> list[Reader]:
        wrapper = peewee.ModelTupleCursorWrapper(cursor, self.query.model, self.query.selected_columns)
        wrapper.initialize()
        fields = [(place, _field(convert), convert) for place, convert in enumerate(wrapper.converters)]
        return [
            (place, *_READ.get(type(field), (None, convert)))
            for place, field, convert in fields
            if convert is not None and type(field) not in _AS_READ
        ]


def _with_constants(sql: str, parameters: Sequence[Any], mark: str) -> tuple[str, list[Any]]:
    """The text with its constant words and numbers written out, and the parameters that are left.

    A bound constant hides from SQLite that a partial index fits: it would compile the statement at every call.
    """
    text, *pieces = sql.split(mark)
    left: list[Any] = []
    for value, piece in zip(parameters, pieces, strict=True):
        plain = type(value) is int or (type(value) is str and value.replace("_", "").isalnum())
        if not plain:
            left.append(value)
        text += (f"'{value}'" if type(value) is str else str(value)) if plain else mark
        text += piece
    return text, left


def _field(convert: Convert | None) -> Any:
    """The field whose method `convert` is; of a reference the field that it refers to."""
    field = getattr(convert, "__self__", None)
    while isinstance(field, peewee.ForeignKeyField):
        field = field.rel_field
    return field


class Statement:
    """A query of one function, compiled at its first use; see `statement`."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.__doc__ = build.__doc__
        self._build = build
        self._texts: dict[Plain, _Text] = {}
        self._database: Any = None

    def rows(self, *values: Any, **shape: Any) -> list[Plain]:
        """Every row as a tuple."""
        text, cursor = self._execute(values, shape)
        return text.rows(cursor)

    def columns(self, *values: Any, **shape: Any) -> list[Iterable[Any]]:
        """Every row, column by column: what a list of many rows is made of quickest."""
        text, cursor = self._execute(values, shape)
        return text.columns(cursor)

    def first(self, *values: Any, **shape: Any) -> Plain | None:
        """The first row, None when there is none."""
        found = self.rows(*values, **shape)
        return found[0] if found else None

    def value(self, *values: Any, **shape: Any) -> Any:
        """The first column of the first row, None when there is none."""
        found = self.rows(*values, **shape)
        return found[0][0] if found else None

    def objects(self, *values: Any, **shape: Any) -> list[Any]:
        """Every row of a query that selects a whole model, as instances of it."""
        text, cursor = self._execute(values, shape)
        return text.objects(cursor)

    def object(self, *values: Any, **shape: Any) -> Any:
        """The first instance, None when there is none."""
        found = self.objects(*values, **shape)
        return found[0] if found else None

    def run(self, *values: Any, **shape: Any) -> int:
        """Execute an UPDATE or DELETE; returns how many rows it met."""
        return int(self._execute(values, shape)[1].rowcount)

    def _execute(self, values: Plain, shape: Mapping[str, Any]) -> tuple[_Text, Any]:
        engine = self._database and self._database.obj
        key: Plain = (type(engine), *shape.items())
        flat: Sequence[Any] = values
        if not _MANY.isdisjoint(map(type, values)):
            flat = []
            for value in values:
                if value.__class__ in _MANY:
                    key = (*key, len(value))
                    flat.extend(value)
                else:
                    flat.append(value)
        if None in flat:
            raise TypeError(f"{self._build.__name__}: nothing is equal to NULL")
        text = self._texts.get(key) or self._compile(values, shape)
        return text, text.execute(self._database.obj, flat)

    def _compile(self, values: Plain, shape: Mapping[str, Any]) -> _Text:
        places = count()
        gaps = [
            [_Gap(next(places)) for _one in value] if value.__class__ in _MANY else _Gap(next(places))
            for value in values
        ]
        query = self._build(*gaps, **shape)
        self._database = query.model._meta.database
        text = _Text(query, self._database, next(places))
        lengths = [len(value) for value in values if value.__class__ in _MANY]
        self._texts[type(self._database.obj), *shape.items(), *lengths] = text
        return text


def statement(build: Callable[..., Any]) -> Statement:
    """Compile the query that `build` returns at its first use, and again for another engine.

    What is passed by position is a value, never None; a collection stands for an IN list. What is passed by name
    shapes the query: `build` gets it as it is, and the text is kept for each. References are passed as ids.
    """
    return Statement(build)


def instance(model: Any, values: dict[str, Any]) -> Any:
    """A row of `model` with the values of its fields, references as ids."""
    made = model.__new__(model)
    made.__data__ = values
    made.__rel__ = {}
    made._dirty = set()  # noqa: SLF001 - the three things that a model's own __init__ sets
    return made


# Single rows

Build = Callable[[Any, Mapping[Any, _Gap]], Any]
_writes: dict[Plain, _Text] = {}
"""Texts of rows written, by kind, engine, model and columns."""


def insert(model: Any, values: Mapping[str, Any]) -> int:
    """Insert one row, columns that are not named get the model's defaults; returns its id."""
    cursor = _write(_insert_with_id, model, values)
    return int(cursor.lastrowid if cursor.description is None else cursor.fetchone()[0])


def insert_many(model: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows one after another; those that name the same columns go to the engine together."""
    for columns, alike in groupby(rows, key=tuple):
        text = _text(_insert, model, columns)
        with translated:
            cursor = model._meta.database.cursor()
            cursor.executemany(text.sql, [text.parameters(list(row.values())) for row in alike])


def update(model: Any, ref: int, version: int, values: Mapping[str, Any]) -> bool:
    """Set columns of the document `ref` that still has `version`, and count it up; False when it has not."""
    return bool(_write(_update, model, values, ref, version).rowcount)


def _insert(model: Any, gaps: Mapping[Any, _Gap]) -> Any:
    return model.insert(gaps)


def _insert_with_id(model: Any, gaps: Mapping[Any, _Gap]) -> Any:
    query = model.insert(gaps)
    return query.returning(model.id) if model._meta.database.returning_clause else query


def _update(model: Any, gaps: Mapping[Any, _Gap]) -> Any:
    ref, version = _Gap(len(gaps)), _Gap(len(gaps) + 1)
    query = model.update({model.version: model.version + 1, **gaps})
    return query.where((model.id == ref) & (model.version == version))


def _write(build: Build, model: Any, values: Mapping[str, Any], *more: Any) -> Any:
    text = _text(build, model, tuple(values), len(more))
    return text.execute(model._meta.database.obj, [*values.values(), *more])


def _text(build: Build, model: Any, columns: Sequence[str], more: int = 0) -> _Text:
    database = model._meta.database
    key = (build, type(database.obj), model, *columns)
    text = _writes.get(key)
    if text is None:
        fields = [model._meta.combined[name] for name in columns]
        gaps = {field: _Gap(place, field.db_value) for place, field in enumerate(fields)}
        text = _writes[key] = _Text(build(model, gaps), database, len(gaps) + more)
    return text
