"""A real Vendure for tests and the demo: installed once into build/peers, seeded once, copied for each start."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import httpx

from shared.domain.errors import EnvironmentFault
from tests.house.qmllint import ROOT
from tests.peers.tryton import free_port
from tests.waiting import until

HOME = ROOT / "build" / "peers" / "vendure"
SOURCE = ROOT / "tests" / "peers" / "vendure"
FILES = ("package.json", "package-lock.json", ".npmrc", "server.js")
PASSWORD = "superadmin-of-the-tests"
HOOK_SECRET = "hook-of-the-tests"
SHIPPING = ("pickup-north", "pickup-south", "home")


def prepare() -> None:
    """Install Vendure and make the seeded shop, unless both are there; EnvironmentFault without Node."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise EnvironmentFault("Vendure needs Node 20 with npm on the PATH: install it, then try again")
    HOME.mkdir(parents=True, exist_ok=True)
    fresh = [name for name in FILES if _old(SOURCE / name, HOME / name)]
    for name in fresh:
        shutil.copy(SOURCE / name, HOME / name)
    seeded = HOME / "seeded"
    if "package-lock.json" in fresh or not (HOME / "node_modules").exists():
        done = subprocess.run(["npm", "ci"], cwd=HOME, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    if fresh or not seeded.exists() or not _whole(HOME / "shop.sqlite"):
        seeded.unlink(missing_ok=True)
        (HOME / "shop.sqlite").unlink(missing_ok=True)
        asyncio.run(_seed())
        seeded.touch()


class Webshop:
    """Vendure over a copy of the seeded shop; may be stopped and started again."""

    def __init__(self, folder: Path, *, hook: str = "", empty: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not empty:
            shutil.copy(HOME / "shop.sqlite", folder / "shop.sqlite")
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(self.port),
            "FOLDER": str(folder),
            "HOOK": hook,
            "HOOK_SECRET": HOOK_SECRET,
            "PASSWORD": PASSWORD,
            "SEED": "1" if empty else "",
            "VENDURE_DISABLE_TELEMETRY": "true",
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and wait until it says that it is ready."""
        with (self._folder / "shop.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                "node",
                "server.js",
                cwd=HOME,
                env=self._environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(120):
            async for line in self._process.stdout:
                if line.strip() == b"ready":
                    self._reading = asyncio.create_task(_drain(self._process.stdout))
                    return
        raise AssertionError(f"Vendure did not start; {self._folder / 'shop.log'} says why")

    async def stop(self) -> None:
        """Kill it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await process.wait()
            await self._reading


class Shopper:
    """Somebody in the web shop: a basket, an address, a card."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=60)

    async def buy(
        self, basket: dict[str, int], shipping: str, mail: str = "ada@example.com", metadata: str = "{}"
    ) -> dict[str, Any]:
        """Buy SKUs with a shipping method's code; the order as the shop answers."""
        for sku, quantity in basket.items():
            variant = await self._find(sku)
            added = await self._ask(
                "mutation($v:ID!,$q:Int!){addItemToOrder(productVariantId:$v,quantity:$q)"
                "{__typename ...on ErrorResult{message}}}",
                v=variant, q=quantity,
            )  # fmt: skip
            assert added["addItemToOrder"]["__typename"] == "Order", added
        await self._ask(
            'mutation($m:String!){setCustomerForOrder(input:{firstName:"Ada",lastName:"Byron",emailAddress:$m,'
            'phoneNumber:"+49 30 5550"}){__typename}}', m=mail,
        )  # fmt: skip
        await self._ask(
            'mutation{setOrderShippingAddress(input:{fullName:"Ada Byron",streetLine1:"Lange Str. 5",city:"Berlin",'
            'postalCode:"10115",countryCode:"DE"}){__typename}}'
        )
        methods = (await self._ask("{eligibleShippingMethods{id code}}"))["eligibleShippingMethods"]
        (method,) = [m["id"] for m in methods if m["code"] == shipping]
        await self._ask(
            "mutation($i:[ID!]!){setOrderShippingMethod(shippingMethodId:$i){__typename}}", i=[method]
        )
        await self._ask('mutation{transitionOrderToState(state:"ArrangingPayment"){__typename}}')
        paid = await self._ask(
            f'mutation{{addPaymentToOrder(input:{{method:"card",metadata:{metadata}}})'
            "{__typename ...on Order{id code state totalWithTax} ...on ErrorResult{message}}}"
        )
        assert paid["addPaymentToOrder"]["__typename"] == "Order", paid
        return dict(paid["addPaymentToOrder"])

    async def aclose(self) -> None:
        """Leave the shop."""
        await self._http.aclose()

    async def _find(self, sku: str) -> str:
        """The shop's id of an article, once its search index knows it."""
        query = "query($sku:String!){search(input:{term:$sku,take:50}){items{sku productVariantId}}}"
        async with asyncio.timeout(60):
            while True:
                for item in (await self._ask(query, sku=sku))["search"]["items"]:
                    if item["sku"] == sku:
                        return str(item["productVariantId"])
                await asyncio.sleep(0.2)

    async def _ask(self, query: str, **variables: Any) -> dict[str, Any]:
        answer = await self._http.post("/shop-api", json={"query": query, "variables": variables})
        said = answer.json()
        assert "errors" not in said, said
        if token := answer.headers.get("vendure-auth-token"):
            self._http.headers["authorization"] = f"Bearer {token}"
        return dict(said["data"])


async def _seed() -> None:
    """A small shop: euro, prices with tax, two stock locations, pickup in each and the way home, one product."""
    shop = Webshop(HOME, empty=True)
    await shop.start()
    async with httpx.AsyncClient(base_url=shop.url, timeout=60) as http:

        async def ask(query: str, **variables: Any) -> dict[str, Any]:
            answer = await http.post("/admin-api", json={"query": query, "variables": variables})
            said = answer.json()
            assert "errors" not in said, said
            if token := answer.headers.get("vendure-auth-token"):
                http.headers["authorization"] = f"Bearer {token}"
            return dict(said["data"])

        await ask('mutation($p:String!){login(username:"superadmin",password:$p){__typename}}', p=PASSWORD)
        await ask(
            'mutation{updateChannel(input:{id:"1",pricesIncludeTax:true,defaultCurrencyCode:EUR,'
            "availableCurrencyCodes:[EUR]}){__typename}}"
        )
        await ask('mutation{updateStockLocation(input:{id:"1",name:"North"}){id}}')
        await ask('mutation{createStockLocation(input:{name:"South"}){id}}')
        for code in SHIPPING:
            await ask(
                'mutation($c:String!){createShippingMethod(input:{code:$c,fulfillmentHandler:"manual-fulfillment",'
                'checker:{code:"default-shipping-eligibility-checker",arguments:[{name:"orderMinimum",value:"0"}]},'
                'calculator:{code:"default-shipping-calculator",arguments:[{name:"rate",value:"0"},'
                '{name:"includesTax",value:"include"},{name:"taxRate",value:"19"}]},'
                'translations:[{languageCode:en,name:$c}]}){id}}', c=code,
            )  # fmt: skip
        made = await ask(
            'mutation{createProduct(input:{enabled:true,translations:[{languageCode:en,name:"Mug",slug:"mug",'
            'description:""}]}){id}}'
        )
        await ask(
            'mutation($p:ID!){createProductVariants(input:[{productId:$p,sku:"MUG",price:1190,trackInventory:TRUE,'
            'translations:[{languageCode:en,name:"Mug"}]}]){id}}', p=made["createProduct"]["id"],
        )  # fmt: skip
    kept = HOME / "shop.whole"
    # at every change it writes the whole file
    await until(lambda: _whole(Path(shutil.copy(HOME / "shop.sqlite", kept))), "the seeded shop", 60)
    await shop.stop()
    kept.replace(HOME / "shop.sqlite")


def _whole(file: Path) -> bool:
    """Whether a database file was written to its end, and holds what is made last."""
    with contextlib.closing(sqlite3.connect(file)) as database, contextlib.suppress(sqlite3.DatabaseError):
        checked = database.execute("PRAGMA integrity_check").fetchone()
        made = database.execute("SELECT count(*) FROM product_variant WHERE sku = 'MUG'").fetchone()
        return bool((checked, made) == (("ok",), (1,)))
    return False


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


def _old(source: Path, copy: Path) -> bool:
    return not copy.exists() or source.read_bytes() != copy.read_bytes()
