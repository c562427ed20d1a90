"""``./run simulate``: play many seeds and count what was lost, done twice, oversold or stuck; the last line is JSON.

``./run simulate kill | week | restore | flips | full`` are the ordeals of real processes and real files.
"""

import argparse
import gc
import json
import logging
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from tests.simulation import flips, full, kill, restore, week
from tests.simulation.defects import DEFECTS, switched_on
from tests.simulation.world import Outcome, Scale, run

ORDEALS = {
    "kill": kill.main,
    "week": week.main,
    "restore": restore.main,
    "flips": flips.main,
    "full": full.main,
}


def play(seed: int, defect: str | None, scale: Scale) -> Outcome:
    """One seed, with a defect or without."""
    gc.freeze()  # nothing of a run outlives it, so collecting between runs is enough
    gc.disable()
    logging.disable(logging.ERROR)  # a crash is nothing to report here
    try:
        with switched_on(defect):
            return run(seed, scale)
    finally:
        gc.collect()


def simulate(
    seeds: list[int],
    defect: str | None,
    scale: Scale,
    jobs: int,
    *,
    until_found: bool,
    record: Path | None = None,
) -> list[Outcome]:
    """Play seeds on some processes, in order; prints every finding. ``until_found`` stops at the first."""
    outcomes = []
    with ProcessPoolExecutor(jobs) as pool:
        for outcome in pool.map(partial(play, defect=defect, scale=scale), seeds):
            outcomes.append(outcome)
            if record is not None:
                with record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(replace(outcome, trace=()))) + "\n")
            if len(outcomes) % 50 == 0:
                print(f"{len(outcomes)} seeds, {sum(not o.good for o in outcomes)} with findings", flush=True)
            if not outcome.good:
                tell(outcome, defect)
                if until_found:
                    pool.shutdown(cancel_futures=True)
                    break
    return outcomes


def recorded(record: Path) -> dict[int, Outcome]:
    """The outcomes in a file by seed."""
    lines = record.read_text("utf-8").splitlines() if record.exists() else []
    return {each["seed"]: Outcome(**each) for each in map(json.loads, lines)}


def tell(outcome: Outcome, defect: str | None) -> None:
    """Print a finding with how to see it again."""
    again = f"./run simulate --seed {outcome.seed}" + (f" --defect {defect}" if defect else "")
    print(f"seed {outcome.seed}: {len(outcome.wrong)} findings; again: {again}")
    for finding in outcome.wrong[:5]:
        print(f"  {finding}")


def main() -> int:
    """The command; 0 when every promise was kept (with a defect: when it was found)."""
    if sys.argv[1:2] and sys.argv[1] in ORDEALS:
        return ORDEALS[sys.argv[1]](sys.argv[2:])
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many seeds")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument(
        "--record", type=Path, help="keep outcomes in a file: seeds that it holds are not played again"
    )
    parser.add_argument("--seed", type=int, help="this seed alone, with its trace")
    parser.add_argument("--defect", choices=sorted(DEFECTS), help="switch a known mistake on and look for it")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--devices", type=int, default=Scale.devices)
    parser.add_argument("--orders", type=int, default=Scale.orders, help="per device")
    options = parser.parse_args()
    scale = Scale(devices=options.devices, orders=options.orders)
    wanted = range(options.first, options.first + options.seeds)
    seeds = [options.seed] if options.seed is not None else list(wanted)
    known = recorded(options.record) if options.record else {}
    start = time.perf_counter()
    new = [seed for seed in seeds if seed not in known]
    outcomes = simulate(
        new,
        options.defect,
        scale,
        options.jobs,
        until_found=options.defect is not None,
        record=options.record,
    )
    seconds = time.perf_counter() - start
    played = len(outcomes)
    outcomes = sorted([*outcomes, *(known[seed] for seed in seeds if seed in known)], key=lambda o: o.seed)
    if options.seed is not None:
        print("\n".join(outcomes[0].trace))
    summary = {
        "seeds": len(outcomes),
        "lost": sum(o.lost for o in outcomes),
        "twice": sum(o.twice for o in outcomes),
        "oversold": sum(o.oversold for o in outcomes),
        "not_live": sum(o.not_live for o in outcomes),
        "seeds_per_s": round(played / seconds, 2),
    }
    print(json.dumps(summary))
    found = any(not o.good for o in outcomes)
    return int(found != bool(options.defect))


if __name__ == "__main__":
    sys.exit(main())
