"""Why the hub refused an act or put it off, in the language in use."""

from collections.abc import Mapping

from shared.domain.problem import Problem
from shared.qt.formats import tr


def why(problem: Problem | None, names: Mapping[str, str]) -> str:
    """A sentence; ``names`` of places and people by id. A code of a newer hub keeps the hub's own text."""
    if problem is None:
        return ""
    facts = {name: names.get(value, value) for name, value in problem.facts.items()}
    place, by, sku = (facts.get(name, "") for name in ("place", "by", "sku"))
    minutes = int(facts.get("minutes", "0") or 0)
    words = {
        "not-legal": tr("The order has gone on meanwhile; this step is no longer possible."),
        "not-picked": tr("Some pieces are not picked: pick them, or report them missing."),
        "too-late-to-undo": tr("Too late: this can be taken back for %n minute(s).", n=minutes),
        "came-back": tr("Pieces of it have come back: finish or cancel that return first."),
        "claimed": tr("%1 works on it.", by),
        "answered": tr("%1 has answered already.", by),
        "other-place": tr("This is the work of %1.", place),
        "not-here": tr("Goods come back at the place where they are."),
        "unknown-place": tr("The hub does not know this place."),
        "not-available": tr("%1 does not have enough of %2 any more.", place, sku),
        "no-alternative": tr("This article cannot stand for the other."),
        "too-many": tr("So many pieces are not in this order."),
        "too-late-to-cancel": tr(
            "Too late to cancel: only %1 of %2 have not left yet.",
            facts.get("left", ""),
            facts.get("wanted", ""),
        ),
        "nothing-to-do": tr("There is nothing left to do."),
        "nothing-waits": tr("Nothing of this order waits here."),
        "does-not-wait": tr("This was decided already."),
        "exists": tr("The hub has this already."),
        "same-id": tr("The hub has something else under this number."),
        "unknown": tr("The hub does not know it."),
        "no-pay-links": tr("This shop has no pay links."),
        "nothing-due": tr("There is nothing left to pay by link."),
        "link-paid": tr("This pay link is paid already."),
        "nobody-to-write-to": tr("Nobody gave an address to write to."),
        "no-contact-key": tr("The hub has no key to read addresses with."),
        "other-currency": tr("The shop sells in another currency."),
        "no-search": tr("This is no search to keep."),
        "not-allowed": tr("This device may not do that."),
        "malformed": tr("The hub cannot read this act."),
        "later-version": tr("The hub is older than this program; it will take this when it is updated."),
        "defect": tr("The hub could not do this now; it is kept and tried again."),
    }
    return words.get(problem.code) or problem.words
