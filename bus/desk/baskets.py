"""Baskets left with consent: other systems hear of them; the desk itself keeps nothing of them."""

from bus.desk.work import RefusedError, Work
from shared.crypto import unseal
from shared.domain.baskets import KeepBasket, KeptBasket
from shared.domain.people import Contact


def keep(work: Work, body: KeepBasket) -> None:
    """Tell of a basket that a shopper wants to be reminded of."""
    if not work.private_key:
        raise RefusedError("no-contact-key", "This hub has no key to read contacts with", status=422)
    contact = Contact.model_validate_json(unseal(body.sealed_contact, work.private_key))
    if not (contact.email or contact.phone):
        raise RefusedError(
            "nobody-to-write-to", "Nobody to write to", "The contact has neither mail address nor phone.", 422
        )
    kept = KeptBasket(
        id=body.basket_id,
        location_id=work.device.location_id,
        lines=body.lines,
        currency=body.currency,
        language=body.language,
        contact=contact,
        made_at=body.made_at,
    )
    work.event("basket.kept", kept.id, kept)
