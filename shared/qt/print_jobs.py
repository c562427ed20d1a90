"""Slips on their way to paper, kept in a small file: a restart neither loses one nor prints it twice unmarked."""

import json
import logging
import os
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from shared.domain.base import new_id
from shared.qt.formats import utc_now
from shared.qt.slip import Item, Slip

log = logging.getLogger(__name__)
KEPT_JOBS: Final = 50
KEPT_FOR: Final = timedelta(
    hours=18
)  # a printed slip can be had again during the shift; its address then goes


@dataclass(frozen=True)
class Job:
    """A slip on its way to paper; ``touched``: some of it may be on paper already."""

    slip: Slip
    id: str = field(default_factory=new_id)
    made_at: datetime = field(default_factory=utc_now)
    state: Literal["waiting", "printing", "printed"] = "waiting"
    copy: bool = False
    touched: bool = False
    reason: str = ""


class Jobs:
    """The newest jobs last; every change is in the file when it returns. Without one they are kept until printed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._jobs = _read(file) if file else []

    def all(self) -> list[Job]:
        """Every job."""
        return list(self._jobs)

    def get(self, job_id: str) -> Job:
        """A job by its id; StopIteration when it is gone."""
        return next(job for job in self._jobs if job.id == job_id)

    def waiting(self) -> Job | None:
        """The oldest job that is not on paper."""
        return next((job for job in self._jobs if job.state != "printed"), None)

    def last(self, job_id: str = "") -> Job | None:
        """The newest job, or the one of an id."""
        return next((job for job in reversed(self._jobs) if job_id in {"", job.id}), None)

    def add(self, job: Job) -> None:
        """One more; the oldest that are on paper make room."""
        done = [each for each in self._jobs if each.state == "printed"]
        over = set(done[: max(0, len(self._jobs) + 1 - KEPT_JOBS)])
        self._jobs = [each for each in self._jobs if each not in over]
        self._jobs.append(job)
        self._write()

    def set(self, job_id: str, **values: object) -> None:
        """Note how a job stands."""
        self._jobs = [
            replace(job, **values) if job.id == job_id else job  # type: ignore[arg-type]
            for job in self._jobs
        ]
        if self._file is None:
            self._jobs = [job for job in self._jobs if job.state != "printed"]
        self._write()

    def drop_stuck(self) -> None:
        """Take back those that the printer could not print."""
        self._jobs = [job for job in self._jobs if not job.reason]
        self._write()

    def _write(self) -> None:
        """Whole or not at all; names and addresses are on slips, so nobody else may read it."""
        if self._file is None:
            return
        rows = [asdict(job) | {"made_at": job.made_at.isoformat()} for job in self._jobs]
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(rows, out, ensure_ascii=False)
            fresh.replace(self._file)
        except OSError as problem:  # paper is what counts: print without the net
            log.warning("%s cannot be written (%s): check the disk", self._file, problem)


def _read(file: Path) -> list[Job]:
    """What an earlier run left; a job that was being printed may be on paper already."""
    try:
        rows = json.loads(file.read_text("utf-8"))
        jobs = [_job(row) for row in rows]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        aside = file.with_suffix(".damaged")
        log.warning("the print queue cannot be read (%s); it is kept as %s", problem, aside)
        if file.exists():
            file.replace(aside)
        return []
    since = utc_now() - KEPT_FOR
    return [job for job in jobs if job.state != "printed" or job.made_at > since]


def _job(row: dict[str, Any]) -> Job:
    slip = Slip(row["slip"]["name"], tuple(Item(**item) for item in row["slip"]["items"]))
    job = Job(**{**row, "slip": slip, "made_at": datetime.fromisoformat(row["made_at"])})
    return replace(job, state="waiting") if job.state == "printing" else job
