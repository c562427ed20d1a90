"""Writes order responses and despatch advices in UBL 2.1."""

from xml.etree import ElementTree as ET

from bus.connectors.b2b.purchase import Answer, Despatch, Party, PurchaseOrder, RefusedDocument
from bus.connectors.b2b.ubl_shapes import CAC, CBC, SPACE, check
from bus.connectors.b2b.units import written
from shared.domain.location import Address

_CODES = {"accepted": "AP", "changed": "CA", "refused": "RE"}
_LINE_CODES = {"accepted": "5", "changed": "3", "refused": "7"}


def response(answer: Answer) -> bytes:
    """The OrderResponse of an answer."""
    root = _document("OrderResponse")
    order = answer.order
    _add(root, "ID", answer.number)
    _add(root, "SalesOrderID", answer.order_id)
    _stamp(root, answer)
    _add(root, "OrderResponseCode", _CODES[answer.verdict])
    _add(root, "DocumentCurrencyCode", answer.currency)
    _order_reference(root, order)
    _put_party(root, "SellerSupplierParty", order.seller)
    _put_party(root, "BuyerCustomerParty", order.buyer)
    for told in answer.lines:
        outer = _group(root, "OrderLine")
        item = _group(outer, "LineItem")
        _add(item, "ID", told.line.number)
        _add(item, "Note", told.reason)
        _add(item, "LineStatusCode", _LINE_CODES[told.verdict])
        _add(item, "Quantity", str(told.accepted), unitCode=told.line.unit)
        if told.accepted:
            amount = written(told.unit_price, answer.currency)
            _add(_group(item, "Price"), "PriceAmount", amount, currencyID=answer.currency)
        _put_item(item, told.name or told.line.name, told.line.buyer_code, told.sku, told.gtin)
        _add(_group(outer, "OrderLineReference"), "LineID", told.line.number)
    return _finished(root)


def despatch_advice(despatch: Despatch) -> bytes:
    """The DespatchAdvice of goods that left."""
    root = _document("DespatchAdvice")
    order = despatch.order
    _add(root, "ID", despatch.number)
    _stamp(root, despatch)
    _order_reference(root, order, despatch.order_id)
    _put_party(root, "DespatchSupplierParty", order.seller)
    _put_party(
        root, "DeliveryCustomerParty", order.deliver_to if order.deliver_to != Party() else order.buyer
    )
    _put_party(root, "BuyerCustomerParty", order.buyer)
    shipment = _group(root, "Shipment")
    _add(shipment, "ID", despatch.number)
    if despatch.tracking:
        _add(_group(shipment, "Delivery"), "TrackingID", despatch.tracking)
    if despatch.origin != Party():
        _put_address(shipment, "OriginAddress", despatch.origin.address)
    for number, sent in enumerate(despatch.lines, 1):
        line = _group(root, "DespatchLine")
        _add(line, "ID", str(number))
        _add(line, "DeliveredQuantity", str(sent.quantity), unitCode=sent.line.unit)
        if sent.outstanding:
            _add(line, "OutstandingQuantity", str(sent.outstanding), unitCode=sent.line.unit)
        _add(_group(line, "OrderLineReference"), "LineID", sent.line.number)
        _put_item(line, sent.name or sent.line.name, sent.line.buyer_code, sent.sku, sent.gtin)
    return _finished(root)


def _document(kind: str) -> ET.Element:
    root = ET.Element(kind, {"xmlns": f"{SPACE}{kind}-2", "xmlns:cac": CAC, "xmlns:cbc": CBC})
    _add(root, "UBLVersionID", "2.1")
    return root


def _finished(root: ET.Element) -> bytes:
    """The document's bytes; what we send passes the check we ask of others."""
    if problems := list(check(root, root.tag, root.tag)):
        raise RefusedDocument(problems)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode").encode()


def _stamp(root: ET.Element, document: Answer | Despatch) -> None:
    _add(root, "IssueDate", document.issued.date().isoformat())
    _add(root, "IssueTime", document.issued.time().isoformat("seconds") + "Z")


def _order_reference(root: ET.Element, order: PurchaseOrder, ours: str = "") -> None:
    reference = _group(root, "OrderReference")
    _add(reference, "ID", order.number)
    _add(reference, "SalesOrderID", ours)
    _add(reference, "IssueDate", order.issued.isoformat())


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"cac:{name}")


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    if text:
        ET.SubElement(parent, f"cbc:{name}", attributes).text = text


def _put_party(root: ET.Element, name: str, party: Party) -> None:
    element = _group(_group(root, name), "Party")
    if party.id:
        scheme = {"schemeID": party.scheme} if party.scheme else {}
        _add(_group(element, "PartyIdentification"), "ID", party.id, **scheme)
    if party.name:
        _add(_group(element, "PartyName"), "Name", party.name)
    _put_address(element, "PostalAddress", party.address)


def _put_address(parent: ET.Element, name: str, address: Address) -> None:
    if address == Address():
        return
    element = _group(parent, name)
    _add(element, "StreetName", address.street)
    _add(element, "CityName", address.city)
    _add(element, "PostalZone", address.postcode)
    _add(element, "CountrySubentity", address.region)
    if address.country:
        _add(_group(element, "Country"), "IdentificationCode", address.country)


def _put_item(parent: ET.Element, name: str, buyers: str, sellers: str, gtin: str) -> None:
    item = _group(parent, "Item")
    _add(item, "Name", name)
    for kind, code in (("Buyers", buyers), ("Sellers", sellers), ("Standard", gtin)):
        if code:
            scheme = {"schemeID": "0160"} if kind == "Standard" else {}
            _add(_group(item, f"{kind}ItemIdentification"), "ID", code, **scheme)
