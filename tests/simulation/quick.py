"""A shorter way from the hub's statements to SQLite: the same SQL, without what SQLAlchemy does for every other case.

Four fifths of a statement's time go into SQLAlchemy's general machinery, and a simulated hub runs thousands of them a
second. What this connection does not know it leaves to SQLAlchemy.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.schema import ExecutableDDLElement
from sqlalchemy.sql.compiler import SQLCompiler

Value = Callable[[dict[str, Any], Sequence[Any]], Any]


class Rows:
    """The rows of a question, all there at once, as SQLAlchemy's results give them."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        (row,) = self._rows
        return row

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> "Rows":
        return Rows([row[0] for row in self._rows], self.rowcount)


class Plan:
    """A compiled statement, and where each of its values comes from."""

    def __init__(self, compiled: SQLCompiler) -> None:
        matches = compiled._cache_key_bind_match
        origins = {}
        if matches is not None and compiled.cache_key is not None:
            origins = {
                bind: at
                for at, origin in enumerate(compiled.cache_key.bindparams)
                for bind in matches[0].get(origin, ())
            }
        processors: Any = compiled._bind_processors
        self.binds = [
            (compiled.binds[name], origins.get(compiled.binds[name]), processors.get(name))
            for name in compiled.positiontup or ()
        ]
        self.sql = compiled.string
        self.expanding = compiled.post_compile_params
        self.names = [entry.name for entry in compiled._result_columns]
        made = [
            entry.type._cached_result_processor(compiled.dialect, None) for entry in compiled._result_columns
        ]
        self.results = made if any(made) else None
        self.row: Any = None
        self.known = not (
            compiled.insert_prefetch or compiled.update_prefetch or compiled.literal_execute_params
        )

    def values(self, given: dict[str, Any], extracted: Sequence[Any]) -> list[Any]:
        """The values of one execution, in the order of the statement."""
        found = []
        for bind, at, process in self.binds:
            own = bind if at is None else extracted[at]
            value: Any = given.get(bind.key, own.effective_value)
            if process is not None:
                value = [process(v) for v in value] if bind.expanding else process(value)
            found.append(value)
        return found

    def rows(self, cursor: sqlite3.Cursor) -> list[Any]:
        """What came, as named tuples."""
        if cursor.description is None:
            return []
        if self.row is None:
            columns: Any = cursor.description
            names = self.names or [column[0] for column in columns]
            kind: Any = namedtuple("kind", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - known only now
            self.row = kind._make
        found: list[Any] = cursor.fetchall()
        if (makers := self.results) is not None:
            found = [[v if p is None else p(v) for p, v in zip(makers, row, strict=True)] for row in found]
        return list(map(self.row, found))


class QuickConnection(Connection):
    """SQLAlchemy's connection with a short cut for ordinary statements; none while ``armed``."""

    armed = False
    driver: sqlite3.Connection

    def execute(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        """As SQLAlchemy's, for a result of which everything is there at once."""
        if self.armed or statement._execution_options or isinstance(statement, ExecutableDDLElement):
            return super().execute(statement, parameters, execution_options=execution_options)
        many = isinstance(parameters, list | tuple) and len(parameters) > 1
        first = parameters[0] if isinstance(parameters, list | tuple) else parameters or {}
        plans = statement.__dict__.get("_plans")
        if plans is None or plans["of"] != id(statement):  # a changed copy of a statement takes all along
            plans = statement.__dict__["_plans"] = {"of": id(statement)}
        keys = (many, *first)
        if (found := plans.get(keys)) is None:
            found = plans[keys] = self._plan(statement, list(first), many=many)
        plan, extracted = found
        if not plan.known:
            return super().execute(statement, parameters)
        if many:
            cursor = self.driver.executemany(
                plan.sql, [plan.values(given, extracted) for given in parameters]
            )
            return Rows([], cursor.rowcount)
        sql, values = plan.sql, plan.values(first, extracted)
        if plan.expanding:
            sql, values = _expanded(plan, values)
        cursor = self.driver.execute(sql, values)
        rows = plan.rows(cursor)
        return Rows(rows, cursor.rowcount)

    def _plan(self, statement: Any, keys: list[str], *, many: bool) -> tuple[Plan, Sequence[Any]]:
        """A statement's plan, the same for all that differ in their values only; and this one's values."""
        compiled, extracted, *_ = statement._compile_w_cache(
            self.dialect, compiled_cache=self.engine._compiled_cache, column_keys=keys, for_executemany=many
        )
        plan = compiled.__dict__.get("_plan")
        if plan is None:
            plan = compiled.__dict__["_plan"] = Plan(compiled)
        return plan, extracted or ()


def _expanded(plan: Plan, values: list[Any]) -> tuple[str, list[Any]]:
    """SQL and values with a mark for each member of a list."""
    sql, flat = plan.sql, []
    for (bind, _, _), value in zip(plan.binds, values, strict=True):
        if not bind.expanding:
            flat.append(value)
            continue
        flat += value
        marks = ", ".join("?" * len(value)) or "SELECT 1 WHERE 0"
        start = sql.index("(__[POSTCOMPILE_")
        sql = f"{sql[:start]}({marks}){sql[sql.index(')', start) + 1 :]}"
    return sql, flat
