"""Loops are compiled once, and where there is room."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from numba import types

from shared.cache.search import compiled

IMPORT_ALL = """
import importlib, pathlib, sys
from shared.cache.search import compiled
compiled.ahead(pathlib.Path(sys.argv[1]))
found = [importlib.import_module(f"shared.cache.search.{path.stem}") for path in compiled._modules()]
loops = [loop for module in found for loop in vars(module).values() if getattr(loop, "signatures", None)]
print(len(loops), sum(len(loop.stats.cache_misses) for loop in loops))
"""


def test_what_was_compiled_ahead_is_not_compiled_again(tmp_path: Path) -> None:
    compiled.ahead(tmp_path)
    command = [sys.executable, "-c", IMPORT_ALL, str(tmp_path)]
    done = subprocess.run(command, cwd=compiled.ROOT, capture_output=True, text=True, check=True)
    loops, missed = map(int, done.stdout.split())
    assert loops > 10
    assert missed == 0


def test_a_change_of_any_module_that_loops_read_makes_them_new() -> None:
    place = Path(compiled.__file__).parent
    read = set()
    for source in compiled.sources():
        for line in ast.walk(ast.parse(source.read_text())):
            if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("shared.cache.search"):
                module = str(line.module).removeprefix("shared.cache.search").strip(".")
                read |= {
                    place / f"{name}.py" for name in ([module] if module else [n.name for n in line.names])
                }
    assert place / "ranking.py" in read
    assert read <= set(compiled.sources())


def test_a_program_that_may_not_be_written_to_is_compiled_in_the_devices_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, device = tmp_path / "program", tmp_path / "device"
    program.write_text("no folder can be made in a file")
    monkeypatch.setattr(compiled, "ROOT", program)
    place = compiled._find(device)
    assert place is not None
    assert place.is_relative_to(device)
    assert compiled._find(None) is None


def test_what_the_installer_compiled_is_used_even_if_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "ROOT", tmp_path)
    made = compiled._find(None)
    assert made is not None
    (made / compiled.DONE).touch()
    assert compiled._find(tmp_path / "device") == made
    assert not (tmp_path / "device").exists()


def test_loops_run_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_place", None)

    @compiled.compiled(types.int64, types.int64)
    def twice(number: int) -> int:
        return 2 * number

    assert twice(21) == 42
