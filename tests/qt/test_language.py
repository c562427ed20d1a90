"""Languages are switched while other threads read photographs and have words to say about them."""

import subprocess
import sys

from tests.house.qmllint import ROOT

# In a program of its own: what would go wrong is that two threads wait for one another for ever.
PROGRAM = """
import threading
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication
from PySide6.QtGui import QGuiApplication, QImageReader
from shared.qt.language import Language

app = QGuiApplication(["languages", "-platform", "offscreen"])
language = Language(app)
done = threading.Event()

def read():
    while not done.is_set():
        file = QBuffer()
        file.setData(QByteArray(b"no picture" * 20))
        file.open(QBuffer.OpenModeFlag.ReadOnly)
        photograph = QImageReader(file, b"tga")
        photograph.setAutoDetectImageFormat(False)
        photograph.read()

threads = [threading.Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
for n in range(4000):
    language.use(("de", "ar")[n % 2])
done.set()
for thread in threads:
    thread.join()
print(QCoreApplication.translate("", "Search"))
"""


def test_switching_never_waits_for_a_thread_that_reads_photographs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "بحث"
