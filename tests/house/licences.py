"""Lists the licence of every dependency in constraints.txt and whether it fits an Apache-2.0 product."""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parents[2] / "constraints.txt"

# May stand beside Apache-2.0: permissive licences, and weak copyleft ones for unchanged libraries and fonts.
FITTING = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    }
)

# What older packages write instead of an SPDX expression.
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "MIT, BSD": "MIT AND BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}


@dataclass(frozen=True)
class Dependency:
    """One pinned package that is installed here, with its licence as an SPDX expression."""

    name: str
    version: str
    licence: str

    @property
    def fits(self) -> bool:
        """Whether the licence may stand beside Apache-2.0."""
        return fits(self.licence)

    def __str__(self) -> str:
        """Name, version and licence in columns."""
        return f"{self.name:26} {self.version:14} {self.licence}"


def fits(expression: str) -> bool:
    """Whether an SPDX expression can be met with fitting licences only.

    OR: any side, AND: every side; WITH names an exception, which only permits more.
    """
    while inner := re.search(r"\(([^()]*)\)", expression):
        expression = expression.replace(inner[0], "MIT" if fits(inner[1]) else "unfit")
    return any(
        all(name.split(" WITH ")[0].strip() in FITTING for name in side.split(" AND "))
        for side in expression.split(" OR ")
    )


def licence(package: PackageMetadata) -> str:
    """The licence of one package: its SPDX expression, else its licence field, else its classifiers."""
    if "License-Expression" in package:
        return package["License-Expression"]
    field = package["License"].strip() if "License" in package else ""
    if field and "\n" not in field:
        return SPDX.get(field, field)
    classifiers = [
        c.rpartition(" :: ")[2] for c in package.get_all("Classifier") or () if c.startswith("License")
    ]
    return " AND ".join(SPDX.get(name, name) for name in classifiers) or "unknown"


def dependencies() -> list[Dependency]:
    """Every package of constraints.txt that this machine's Python needs, in the file's order."""
    found = {}
    for name in re.findall(r"^([\w.-]+)==", CONSTRAINTS.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            package = metadata(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        found[name] = Dependency(name, package["Version"], licence(package))
    return list(found.values())


if __name__ == "__main__":
    entries = dependencies()
    for entry in entries:
        print(entry, "" if entry.fits else "  <- does not fit Apache-2.0")
    sys.exit(any(not entry.fits for entry in entries))
