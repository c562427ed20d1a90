"""Checks every QML file with qmllint against the types that the Python code gives to QML."""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import PySide6

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kiosk", "staff", "shared")
IMPORT_NAME = re.compile(r'^QML_IMPORT_NAME\s*=\s*["\']([\w.]+)["\']', re.MULTILINE)
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
QT_MODULES = ("core", "gui", "qml", "qmlmodels", "quick", "quickcontrols2", "quicktemplates2")
DEPENDS = ("QtQml", "QtQml.Models", "QtQuick")
PYTHON_TYPES = {"list": "QVariantList", "dict": "QVariantMap", "object": "QVariant", "float": "double"}


def qml_modules(root: Path = ROOT) -> dict[str, list[Path]]:
    """The Python files that register QML types, by the QML module they register into."""
    found = defaultdict(list)
    for file in _python_files(root):
        if name := IMPORT_NAME.search(file.read_text(encoding="utf-8")):
            found[name[1]].append(file)
    return dict(found)


def qml_files(root: Path = ROOT) -> list[Path]:
    """Every QML file of the rooms, in a fixed order."""
    return [file for room in ROOMS for file in sorted((root / room).rglob("*.qml"))]


def project_files(folder: Path = ROOT) -> list[Path]:
    """Every file of the project in a fixed order: no hidden folder, nothing that was built."""
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.is_file() and entry.name != ".git":  # of a further working tree it is a file
            found.append(entry)
        elif entry.is_dir() and not entry.name.startswith(".") and entry.name not in {"build", "__pycache__"}:
            found += project_files(entry)
    return found


def lint(root: Path = ROOT) -> tuple[int, list[str]]:
    """Lints every QML file; gives the number of files and one line per finding (`file:line:column: text`)."""
    (root / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qml-", dir=root / "build") as folder:
        return _lint(root, Path(folder))


def _lint(root: Path, build: Path) -> tuple[int, list[str]]:
    _mirror(root, build)
    _describe(root, build)
    files = [build / file.relative_to(root) for file in qml_files(root)]
    if not files:
        return 0, []
    report = build / "findings.json"
    options = ["--ignore-settings", "-W", "0", "-I", str(build), "--json", str(report)]
    done = _call("qmllint", *options, *files)
    findings = []
    if report.exists():
        checked = json.loads(report.read_text(encoding="utf-8"))["files"]
        findings = [_sentence(file, warning, build) for file in checked for warning in file["warnings"]]
    if done.returncode and not findings:
        findings = [done.stderr.strip() or f"qmllint ended with {done.returncode} and said nothing"]
    return len(files), findings


def _sentence(file: dict[str, Any], warning: dict[str, Any], build: Path) -> str:
    place = f"{Path(file['filename']).relative_to(build)}:{warning.get('line', 0)}:{warning.get('column', 0)}"
    return f"{place}: {warning['message']} [{warning.get('id', 'syntax')}]"


def _python_files(root: Path) -> list[Path]:
    return [file for room in ROOMS for file in sorted((root / room).rglob("*.py"))]


def _call(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(f"pyside6-{tool}")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _build(tool: str, *arguments: str | Path) -> None:
    done = _call(tool, *arguments)
    if done.returncode:
        raise SystemExit(f"{tool} failed:\n{done.stdout}{done.stderr}")


def _mirror(root: Path, build: Path) -> None:
    """Copies QML files and qmldirs to `build`, so that adding type information leaves the source alone.

    A module's import of itself is implied and left out: qmllint loses types in the circle it makes.
    """
    for room in ROOMS:
        for pattern in ("*.qml", "*.js", "qmldir"):
            for file in (root / room).rglob(pattern):
                path = file.relative_to(root)
                itself = rf"^import {re.escape('.'.join(path.parent.parts))}$"
                copy = build / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = re.sub(itself, "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
                copy.write_text(text, encoding="utf-8")


def _describe(root: Path, build: Path) -> None:
    """Writes a qmltypes file and the qmldir lines that name it for each QML module with Python types."""
    modules = qml_modules(root)
    registering = {file for files in modules.values() for file in files}
    others = [f for f in _python_files(root) if f not in registering and "PySide6" in f.read_text("utf-8")]
    groups = {**modules, "": others}  # base classes may live in files that register nothing
    dumps = {name: build / f"{name or 'bases'}.json" for name, files in groups.items() if files}
    for name, dump in dumps.items():
        _build("metaobjectdump", "-c", "-q", "-o", dump, *groups[name])
    _repair(list(dumps.values()))
    qt = [file for module in QT_MODULES if (file := METATYPES / f"qt6{module}_metatypes.json").exists()]
    for name in modules:
        folder = build.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        foreign = ",".join(str(file) for file in (*qt, *(dumps[other] for other in dumps if other != name)))
        options = ["--import-name", name, "--major-version", "1", "--minor-version", "0"]
        types: list[str | Path] = [
            "--generate-qmltypes",
            folder / "python.qmltypes",
            "--foreign-types",
            foreign,
        ]
        _build("qmltyperegistrar", *options, *types, "-o", build / f"{name}.cpp", dumps[name])
        qmldir = folder / "qmldir"
        text = qmldir.read_text(encoding="utf-8") if qmldir.exists() else f"module {name}"
        depends = [*DEPENDS, *(other for other in modules if other.startswith("shared.") and other != name)]
        lines = [text.rstrip(), "typeinfo python.qmltypes", *(f"depends {module}" for module in depends)]
        qmldir.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _repair(dumps: list[Path]) -> None:
    """Adds what metaobjectdump leaves out: bases from other files, constant properties, Python types."""
    parsed = {dump: json.loads(dump.read_text(encoding="utf-8")) for dump in dumps}
    files = [file for dump in parsed.values() for file in dump]
    classes = [entry for file in files for entry in file["classes"]]
    objects = {entry["className"] for entry in classes if entry["object"]}
    while more := [
        c for c in classes if not c["object"] and objects & {b["name"] for b in c.get("superClasses", [])}
    ]:
        for entry in more:
            entry["object"] = True
        objects |= {entry["className"] for entry in more}
    for file in files:
        constants = _constants(Path(file["inputFile"]))
        for entry in file["classes"]:
            for prop in entry.get("properties", []):
                prop["constant"] = (entry["className"], prop["name"]) in constants
                prop["type"] = PYTHON_TYPES.get(prop["type"], prop["type"])
            for method in (*entry.get("slots", []), *entry.get("signals", [])):
                method["returnType"] = PYTHON_TYPES.get(method["returnType"], method["returnType"])
                for argument in method["arguments"]:
                    argument["type"] = PYTHON_TYPES.get(argument["type"], argument["type"])
    for dump, content in parsed.items():
        dump.write_text(json.dumps(content), encoding="utf-8")


def _constants(file: Path) -> set[tuple[str, str]]:
    """(class, property) for every `@Property(…, constant=True)` of a Python file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        (klass.name, function.name)
        for klass in ast.walk(tree)
        if isinstance(klass, ast.ClassDef)
        for function in klass.body
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and any(word.arg == "constant" for word in decorator.keywords)
    }


if __name__ == "__main__":
    count, problems = lint()
    print("\n".join([*problems, f"{count} QML files, {len(problems)} findings"]))
    sys.exit(bool(problems))
