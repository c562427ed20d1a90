"""From a key on the search page to its answer's pixels, beside the same key and tiles without a search."""

import asyncio
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.shop import products, queries
from kiosk.ui.answers import Answer, answer_to
from shared.cache.catalogue import Catalogue, Query
from shared.qt import tasks

if TYPE_CHECKING:
    from benchmarks.window import Stage

LATE_MS: Final = 16.7
PAUSE: Final = 0.1  # seconds between two keys: ten a second, more than the quickest typist on a screen
ASKED: Final = "_run"  # of a Search: what a key makes it ask for, once the key itself is on its way


async def strokes(stage: "Stage", count: int) -> dict[str, Any]:
    """Each stroke twice: with its search, and with the answer already there."""
    search, kiosk = stage.kiosk.search, stage.kiosk
    store, here = stage.device.store, stage.device.identity.location_id
    other = Catalogue(store, here)  # the kiosk's own engine would remember what it was asked
    kiosk.find()
    await stage.calm()
    answers: dict[str, Answer] = {}
    ours: list[float] = []
    beside: list[float] = []

    drawn = asyncio.Event()
    run = getattr(search, ASKED)

    def known(offset: int) -> None:
        if not offset:  # the grid asks for more while it is shown
            search.display(answers[search.text])

    def found() -> None:
        stage.shown = 0.0
        stage.window.update()

    async def timed(ask: Callable[[int], None], text: str, times: list[float]) -> None:
        """From the key to the first frame after its answer."""
        setattr(search, ASKED, ask)
        stage.shown = -1.0
        drawn.clear()
        begin = time.perf_counter()
        search.type(text)
        await drawn.wait()
        times.append((stage.shown - begin) * 1000)

    def swapped() -> None:
        if stage.shown > 0:
            drawn.set()

    search.found.connect(found)
    stage.window.frameSwapped.connect(swapped)
    turns = [(run, ours), (known, beside)]

    for query in queries(count, list(products(400))):
        turns.reverse()  # who comes first reads the photographs
        texts = [query.text[:n] for n in range(1, len(query.text) + 1)]
        answers |= await tasks.run(_answers, other, texts, search.language)
        for ask, times in turns:
            setattr(search, ASKED, run)
            search.type("")
            await stage.calm()
            kiosk.wake()  # nobody touches anything, and after a while all would be wiped
            for text in texts:
                await timed(ask, text, times)
                await asyncio.sleep(PAUSE)
    assert kiosk.page == "search", "the kiosk went to sleep meanwhile"
    setattr(search, ASKED, run)
    search.found.disconnect(found)
    stage.window.frameSwapped.disconnect(swapped)
    return _figures(ours, beside)


def _answers(catalogue: Catalogue, texts: list[str], language: str) -> dict[str, Answer]:
    return {text: answer_to(catalogue, Query(text, limit=24, language=language)) for text in texts}


def _figures(*both: list[float]) -> dict[str, Any]:
    late, late_limit = (100 * float(np.mean(np.array(times) > LATE_MS)) for times in both)
    return {
        "keystroke": tuple(median(times) for times in both),
        "keystroke_p95": tuple(float(np.percentile(times, 95)) for times in both),
        "late": late,
        "late_limit": late_limit,
    }
