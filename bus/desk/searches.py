"""What shoppers looked for in vain: counted by store and day, for whoever decides what to sell."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bus.desk.work import RefusedError, Work
from shared.domain.messages import Collection, MissedSearch, NoteMissedSearch
from shared.domain.searches import tellable

_COUNT = text(
    "INSERT INTO missed_search (location_id, day, language, text, count)"
    " VALUES (:location_id, :day, :language, :text, 1)"
    " ON CONFLICT (location_id, day, language, text) DO UPDATE SET count = missed_search.count + 1 RETURNING count"
)
_OLD = text(
    "SELECT location_id, day, language, text FROM missed_search WHERE day < :since ORDER BY day LIMIT :at_once"
)
_FORGET = text(
    "DELETE FROM missed_search"
    " WHERE location_id = :location_id AND day = :day AND language = :language AND text = :text"
)


def missed(work: Work, body: NoteMissedSearch) -> None:
    """Count a search once more; staff of the store sees how often."""
    words = tellable(body.text)
    if not words:
        raise RefusedError(
            "no-search", "This is no search to keep", "It may hold somebody's number or address.", 422
        )
    place = work.device.location_id
    zone = ZoneInfo(work.places[place].tz) if place in work.places else UTC
    day = body.made_at.astimezone(zone).date()
    row = {"location_id": place, "day": day.isoformat(), "language": body.language, "text": words}
    count = work.conn.execute(_COUNT, row).scalar_one()
    found = MissedSearch(text=words, language=body.language, day=day, count=count)
    work.show(f"store:{place}", Collection.MISSED, _key(row), found)


def forget(work: Work, at_once: int) -> None:
    """Take searches off hub and devices after the days that devices keep an order."""
    since = (work.now - timedelta(days=work.rules.terms.keep_days)).date().isoformat()
    old = [dict(row) for row in work.conn.execute(_OLD, {"since": since, "at_once": at_once}).mappings()]
    for row in old:
        work.show(f"store:{row['location_id']}", Collection.MISSED, _key(row), None)
    if old:
        work.conn.execute(_FORGET, old)


def _key(row: Mapping[str, str]) -> str:
    return f"{row['day']}:{row['language']}:{row['text']}"
