"""Rules that no linter knows: licences, allowed imports, and nothing of one machine in the repository."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.licences import dependencies, fits
from tests.house.qmllint import ROOT, lint, project_files

# Qt modules that come under the GPL only; some of them sit inside the wheel all the same.
GPL_QML = re.compile(
    r"^\s*import\s+(QtQuick\.(VirtualKeyboard|Timeline|Scene3D)|QtCharts|QtGraphs|QtDataVisualization|QtQuick3D"
    r"|Qt\.labs\.lottieqt|QtCanvasPainter|QtWayland\.Compositor|QtHttpServer|QtNetworkAuth)",
    re.MULTILINE,
)
GPL_PYTHON = {
    "PySide6.QtVirtualKeyboard",
    "PySide6.QtCharts",
    "PySide6.QtGraphs",
    "PySide6.QtGraphsWidgets",
    "PySide6.QtDataVisualization",
    "PySide6.QtQuick3D",
    "PySide6.QtLottie",
    "PySide6.QtCanvasPainter",
    "PySide6.QtNetworkAuth",
    "PySide6.QtHttpServer",
    "PySide6.QtWaylandCompositor",
    "PySide6.QtShaderTools",
    "PySide6.QtQuickTimeline",
}


def files(*suffixes: str) -> list[Path]:
    return [file for file in project_files() if file.suffix in suffixes]


def imports(source: str) -> Iterator[str]:
    """Every module that a Python source names in an import, `from a import b` also as `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_dependency_has_a_licence_that_fits() -> None:
    entries = dependencies()
    assert {"pyside6-essentials", "httpx", "pydantic"} <= {entry.name for entry in entries}
    assert [str(entry) for entry in entries if not entry.fits] == []


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR GPL-3.0-only)", True),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("unknown", False),
    ],
)
def test_a_licence_expression_is_read_as_its_words_say(expression: str, answer: bool) -> None:
    assert fits(expression) is answer


def test_no_python_file_imports_a_gpl_only_qt_module() -> None:
    assert GPL_PYTHON.intersection(imports("from PySide6 import QtCharts")) == {"PySide6.QtCharts"}
    found = {file: GPL_PYTHON.intersection(imports(file.read_text("utf-8"))) for file in files(".py")}
    assert {file: names for file, names in found.items() if names} == {}


def test_no_qml_file_imports_a_gpl_only_qt_module() -> None:
    assert GPL_QML.search("import QtQuick\nimport QtQuick.VirtualKeyboard 2.15")
    assert [file for file in files(".qml") if GPL_QML.search(file.read_text("utf-8"))] == []


def test_the_domain_needs_pydantic_and_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "pydantic", "pydantic_core", "typing_extensions"}
    domain = [file for file in files(".py") if file.is_relative_to(ROOT / "shared" / "domain")]
    assert domain
    found = {
        (file.relative_to(ROOT), name)
        for file in domain
        for name in imports(file.read_text("utf-8"))
        if name.partition(".")[0] not in allowed and not name.startswith("shared.domain")
    }
    assert found == set()


def test_a_qmldir_lists_exactly_the_qml_files_beside_it() -> None:
    for qmldir in (file for file in project_files() if file.name == "qmldir"):
        listed = set(re.findall(r"\S+\.qml$", qmldir.read_text("utf-8"), re.MULTILINE))
        assert listed == {file.name for file in qmldir.parent.glob("*.qml")}, qmldir.relative_to(ROOT)


def test_the_repository_holds_no_path_of_this_machine_and_no_download_address() -> None:
    here = {f"{folder}/" for folder in (ROOT, ROOT.parent, Path.home()) if folder != Path("/")}
    address = re.compile(
        r"(index|registry|find)[-_]?(url|links)?\s*[=:]\s*[\"']?https?:|https?://\S+\.(whl|tgz|deb)\b"
    )
    found = []
    for file in project_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a sound
        if address.search(text) or any(path in text for path in here):
            found.append(file.relative_to(ROOT))
    assert found == []


def test_qmllint_knows_the_python_types(tmp_path: Path) -> None:
    for room in ("kiosk", "staff", "shared"):
        (tmp_path / room).mkdir()
    (tmp_path / "kiosk" / "basket.py").write_text(
        "from PySide6.QtCore import Property, QObject\n"
        "from PySide6.QtQml import QmlElement, QmlSingleton\n"
        'QML_IMPORT_NAME = "kiosk"\n'
        "QML_IMPORT_MAJOR_VERSION = 1\n"
        "@QmlElement\n@QmlSingleton\n"
        "class Basket(QObject):\n"
        "    @Property(int, constant=True)\n"
        "    def count(self): return 1\n",
        encoding="utf-8",
    )
    (tmp_path / "kiosk" / "Right.qml").write_text(
        "import QtQuick\nimport kiosk\nItem { width: Basket.count }\n", encoding="utf-8"
    )
    (tmp_path / "kiosk" / "Wrong.qml").write_text(
        "import QtQuick\nimport kiosk\nItem { width: Basket.cuont }\n", encoding="utf-8"
    )
    assert lint(tmp_path) == (
        2,
        ['kiosk/Wrong.qml:3:22: Member "cuont" not found on type "Basket" [missing-property]'],
    )
