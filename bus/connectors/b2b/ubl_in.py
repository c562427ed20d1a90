"""Reads purchase orders in UBL 2.1."""

from datetime import date
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import ValidationError

from bus.connectors.b2b.purchase import OrderedLine, Party, PurchaseOrder, RefusedDocument
from bus.connectors.b2b.ubl_shapes import CAC, CBC, SPACE, check
from bus.connectors.b2b.units import PIECES, minor_units, whole
from shared.domain.location import Address

MOST_LINES = 100


def looks_like(data: bytes) -> bool:
    """Whether bytes are UBL at all."""
    return SPACE.encode() in data[:4000]


def read(data: bytes) -> PurchaseOrder:
    """The purchase order of a UBL Order; RefusedDocument lists everything wrong with it."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, LookupError, ValueError) as problem:
        raise RefusedDocument(
            [f"this is no well-formed XML ({problem or type(problem).__name__})"]
        ) from problem
    if root.tag != f"{{{SPACE}Order-2}}Order":
        raise RefusedDocument([f"a UBL Order is expected, this is {root.tag.rpartition('}')[2]!r}"])
    problems = list(check(root, "Order", "Order"))
    if problems:
        raise RefusedDocument(problems)
    reader = _Reader()
    order = reader.order(root)
    if reader.problems or order is None:
        raise RefusedDocument(reader.problems)
    return order


class _Reader:
    """Reads a checked order and collects what its values get wrong."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def order(self, root: ET.Element) -> PurchaseOrder | None:
        currency = _text(root, "DocumentCurrencyCode")
        found = root.findall(f"{{{CAC}}}OrderLine")
        if len(found) > MOST_LINES:
            self.problems.append(f"Order: {len(found)} lines, at most {MOST_LINES}: split the order")
        lines = [self._line(line, currency, f"OrderLine[{n}]") for n, line in enumerate(found, 1)]
        numbers = [line.number for line in lines if line]
        for number in sorted({number for number in numbers if numbers.count(number) > 1}):
            self.problems.append(f"Order: {numbers.count(number)} lines have the number {number}")
        issued = self._date(root, "IssueDate", "Order")
        buyer = _party(root, "BuyerCustomerParty/Party")
        if not (buyer.id or buyer.name):
            self.problems.append("BuyerCustomerParty: neither an identifier nor a name")
        wanted = _find(root, "Delivery/RequestedDeliveryPeriod")
        try:
            return PurchaseOrder(
                number=_text(root, "ID"),
                issued=issued or date.min,
                currency=currency or None,
                buyer=buyer,
                seller=_party(root, "SellerSupplierParty/Party"),
                deliver_to=_deliver_to(root),
                wanted_by=self._date(wanted, "EndDate", "Delivery") if wanted is not None else None,
                note=_text(root, "Note"),
                lines=tuple(line for line in lines if line),
                syntax="ubl",
                reference=_text(root, "UUID"),
            )
        except ValidationError as problem:
            first = problem.errors()[0]
            if not self.problems:
                self.problems.append(f"Order: {'.'.join(map(str, first['loc']))}: {first['msg']}")
            return None

    def _line(self, element: ET.Element, currency: str, path: str) -> OrderedLine | None:
        item, quantity = _need(element, "LineItem/Item"), _find(element, "LineItem/Quantity")
        unit = quantity.get("unitCode", "C62") if quantity is not None else ""
        if unit not in PIECES:
            self.problems.append(
                f"{path}: unit {unit!r} is not sold here, order pieces (C62)"
                if unit
                else f"{path}: no quantity"
            )
            return None
        price = _find(element, "LineItem/Price/PriceAmount")
        told = price.get("currencyID", currency) if price is not None else currency
        if price is not None and currency and told != currency:
            self.problems.append(f"{path}: its price is in {told}, the order in {currency}")
        try:
            base = _text(element, "LineItem/Price/BaseQuantity") or "1"
            return OrderedLine(
                number=_text(element, "LineItem/ID"),
                sku=_text(item, "SellersItemIdentification/ID"),
                gtin=_text(item, "StandardItemIdentification/ID"),
                buyer_code=_text(item, "BuyersItemIdentification/ID"),
                name=_text(item, "Name"),
                quantity=whole(_text(element, "LineItem/Quantity")),
                unit=unit,
                unit_price=None if price is None else minor_units(price.text or "", told or "USD", base),
            )
        except ValidationError as problem:
            first = problem.errors()[0]
            self.problems.append(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}")
        except ValueError as problem:
            self.problems.append(f"{path}: {problem}")
        return None

    def _date(self, element: ET.Element, name: str, path: str) -> date | None:
        told = _text(element, name)
        try:
            return date.fromisoformat(told[:10]) if told else None
        except ValueError:
            self.problems.append(f"{path}: {name} {told!r} is no date (YYYY-MM-DD)")
            return None


def _find(element: ET.Element, path: str) -> ET.Element | None:
    """A descendant by names without their spaces: the last is basic unless it has children of its own."""
    steps = path.split("/")
    above = "/".join(f"{{{CAC}}}{step}" for step in steps[:-1])
    inside = element.find(above) if above else element
    if inside is None:
        return None
    last = inside.find(f"{{{CBC}}}{steps[-1]}")
    return inside.find(f"{{{CAC}}}{steps[-1]}") if last is None else last


def _need(element: ET.Element, path: str) -> ET.Element:
    found = _find(element, path)
    return ET.Element("none") if found is None else found


def _text(element: ET.Element, path: str) -> str:
    found = _find(element, path)
    return "" if found is None else " ".join((found.text or "").split())


def _party(element: ET.Element, path: str) -> Party:
    party = _find(element, path)
    if party is None:
        return Party()
    named = _find(party, "PartyIdentification/ID")
    if named is None:
        named = _find(party, "EndpointID")
    return Party(
        id="" if named is None else (named.text or "").strip(),
        scheme="" if named is None else named.get("schemeID", ""),
        name=_text(party, "PartyName/Name") or _text(party, "PartyLegalEntity/RegistrationName"),
        address=_address(_find(party, "PostalAddress")),
        contact=_text(party, "Contact/Name"),
        phone=_text(party, "Contact/Telephone"),
        email=_text(party, "Contact/ElectronicMail"),
    )


def _deliver_to(root: ET.Element) -> Party:
    party = _party(root, "Delivery/DeliveryParty")
    place = _find(root, "Delivery/DeliveryLocation/Address")
    address = place if place is not None else _find(root, "Delivery/DeliveryAddress")
    return party if address is None else party.model_copy(update={"address": _address(address)})


def _address(element: ET.Element | None) -> Address:
    if element is None:
        return Address()
    street = " ".join(filter(None, (_text(element, "StreetName"), _text(element, "BuildingNumber"))))
    more = _text(element, "AdditionalStreetName")
    return Address(
        street=", ".join(filter(None, (street, more))),
        city=_text(element, "CityName"),
        region=_text(element, "CountrySubentity"),
        postcode=_text(element, "PostalZone"),
        country=_text(element, "Country/IdentificationCode").upper(),
    )
