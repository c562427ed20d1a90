"""The window's end of the pipe to its agent."""

import os
import signal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from shared.qt.agent import Agent
from shared.settings import DeviceSettings

PIPE = 1 << 20  # bytes: more than a pipe holds


def test_an_agent_that_does_not_read_never_makes_the_window_wait(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    agent = Agent(DeviceSettings(folder=tmp_path, hub="http://127.0.0.1:9"))
    loop = QEventLoop()
    heard: list[dict[str, Any]] = []
    agent.said.connect(heard.append)
    agent.said.connect(loop.quit)
    QTimer.singleShot(60_000, loop.quit)
    agent.start()
    try:
        loop.exec()
        assert "not enrolled" in heard.pop()["status"]["problem"]
        assert agent._process is not None
        os.kill(agent._process.pid, signal.SIGSTOP)
        for n in range(PIPE // 90):
            agent.want(f"{n:064x}", 160)
        agent.tell(enrol="ABCD-EFGH")  # the last word: when it is answered, all before it was heard
        os.kill(agent._process.pid, signal.SIGCONT)
        loop.exec()
        assert "hub does not answer" in heard.pop()["status"]["problem"]
    finally:
        agent.stop()
