"""Real payment providers for tests: localstripe and the PayU simulator, installed once into build/peers."""

import asyncio
import shutil
import socket
import subprocess
import sys
from typing import Any

import httpx

from tests.house.qmllint import ROOT

HOME = ROOT / "build" / "peers" / "payment"
PYTHON = HOME / "bin" / "python"
PACKAGES = ROOT / "tests" / "peers" / "payment.txt"
SERVERS = ROOT / "tests" / "peers" / "payment_servers.py"
READY = {"stripe": "/js.stripe.com/v3/", "payu": "/sim/status"}


def prepare(*, install: bool) -> str:
    """Install both if need and wish be; gives the reason when they are not there afterwards, else nothing."""
    done = HOME / "installed"
    if done.exists() and done.read_text() == PACKAGES.read_text():
        return ""
    if not install:
        return "localstripe and the PayU simulator are not installed"
    shutil.rmtree(HOME, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    # the simulator's package asks for Python 3.12, its code runs on 3.11
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    more = ["--require-hashes", "--ignore-requires-python", "-r", str(PACKAGES)]
    installed = subprocess.run([*pip, *more], capture_output=True, text=True, check=False)
    if installed.returncode:
        return installed.stderr.strip().splitlines()[-1]
    done.write_text(PACKAGES.read_text())
    return ""


class PaymentServer:
    """One provider in a process of its own; may be killed, halted and started again on its port."""

    def __init__(self, which: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.which = which
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.AsyncClient(base_url=self.url, timeout=20)
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start and wait until it answers."""
        command = [str(PYTHON), str(SERVERS), self.which, str(self.port)]
        self._process = await asyncio.to_thread(
            subprocess.Popen, command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HOME
        )
        for _ in range(600):
            try:
                await self.http.get(READY[self.which])
                return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
        raise AssertionError(f"{self.which} did not start")

    def signal(self, number: int) -> None:
        """Send it a signal: SIGSTOP makes it a peer that takes a call and never answers."""
        assert self._process is not None
        self._process.send_signal(number)

    async def close(self) -> None:
        """Kill it."""
        await self.http.aclose()
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    # --- what a shopper's phone does at the provider -------------------------------------------------------------

    async def pay(self, reference: str, *, approve: bool = True) -> None:
        """Pay, or let the payment be refused."""
        if self.which == "payu":
            form = {"action": "approve" if approve else "reject"}
            answer = await self.http.post(f"/sim/payu/authorize/{reference}", data=form)
            assert answer.status_code < 400, answer.text
            return
        number = "4242424242424242" if approve else "4000000000000341"
        method = {
            "type": "card",
            "card[number]": number,
            "card[exp_month]": "12",
            "card[exp_year]": "2031",
            "card[cvc]": "123",
        }
        made = await self.stripe("POST", "payment_methods", data=method)
        await self.stripe("POST", f"payment_intents/{reference}", data={"payment_method": made["id"]})
        await self.stripe("POST", f"payment_intents/{reference}/confirm")

    async def stripe(self, verb: str, path: str, **more: Any) -> dict[str, Any]:
        """One call of Stripe's API, as its dashboard would make it."""
        answer = await self.http.request(verb, f"/v1/{path}", auth=("sk_test_shop", ""), **more)
        return dict(answer.json())
