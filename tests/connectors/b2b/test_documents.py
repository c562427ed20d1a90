"""Purchase orders are read, judged and answered the same in both syntaxes; what is wrong is said, all of it."""

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from bus.connectors.b2b import edifact_in, edifact_out, segments, ubl_in, ubl_out
from bus.connectors.b2b.purchase import (
    Answer,
    Despatch,
    Offer,
    OrderedLine,
    Party,
    PurchaseOrder,
    RefusedDocument,
    Sent,
    contact_of,
    judge,
    to_place,
)
from bus.connectors.b2b.ubl_shapes import CAC, CBC
from shared.domain.location import Address
from shared.domain.states import Way

SAMPLES = Path(__file__).parent / "samples"
UBL, EDI = (SAMPLES / "order.xml").read_bytes(), (SAMPLES / "orders.edi").read_bytes()
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VERSION = "<cbc:UBLVersionID>2.1</cbc:UBLVersionID>"
NS = {"cac": CAC, "cbc": CBC}


def offer(sku: str, price: int, available: int, currency: str = "EUR", gtin: str = "") -> Offer:
    return Offer(
        sku=sku, product_id=f"p:{sku}", name=sku.title(), gtin=gtin, price=price, list_price=price,
        currency=currency, available=available,
    )  # fmt: skip


OFFERS = {"1": offer("CUP-WHITE", 990, 50), "2": offer("PLATE", 1100, 30, gtin="04006381333931")}


def edi(data: bytes) -> PurchaseOrder:
    (found,) = edifact_in.read(data)
    assert isinstance(found, PurchaseOrder), found
    return found


@pytest.fixture(params=["ubl", "edifact"])
def both(request: pytest.FixtureRequest) -> tuple[PurchaseOrder, ModuleType]:
    """The same order in each syntax, with the module that writes answers in it."""
    return (ubl_in.read(UBL), ubl_out) if request.param == "ubl" else (edi(EDI), edifact_out)


def test_an_order_is_read_whole(both: tuple[PurchaseOrder, ModuleType]) -> None:
    order, _ = both
    assert (order.number, order.issued, order.wanted_by) == ("PO-1001", date(2026, 11, 20), date(2026, 12, 1))
    assert (order.currency, order.note, order.key) == ("EUR", "Ring at gate 2.", "4012345000009/PO-1001")
    assert (order.buyer.name, order.buyer.address.street) == ("Café Möwe & Söhne", "Hafenstraße 4")
    assert (order.buyer.contact, order.buyer.phone) == ("Jule Brandt", "+49 431 555 0100")
    assert (order.seller.name, order.deliver_to.address.postcode) == ("Everyshelf Demo", "24109")
    assert [(line.number, line.quantity, line.unit_price) for line in order.lines] == [
        ("1", 6, 990),
        ("2", 40, 1250),  # 1250.00 for a hundred
        ("3", 1, None),
    ]
    assert [(line.sku, line.gtin, line.buyer_code) for line in order.lines[:2]] == [
        ("CUP-WHITE", "", "M-77"),
        ("", "4006381333931", ""),
    ]


def test_an_order_is_judged_line_by_line(both: tuple[PurchaseOrder, ModuleType]) -> None:
    order, _ = both
    answer = judge(order, OFFERS, NOW, "EUR")
    assert [(line.verdict, line.accepted) for line in answer.lines] == [
        ("accepted", 6),
        ("changed", 30),
        ("refused", 0),
    ]
    assert answer.lines[1].reason == "30 of 40 available; our price is lower than yours"
    assert answer.verdict == "changed"
    placed = to_place(answer, OFFERS, "order-1", "sealed")
    assert [(line.sku, line.quantity, line.unit_price, line.way) for line in placed.lines] == [
        ("CUP-WHITE", 6, 990, Way.SHIP_HOME),
        ("PLATE", 30, 1100, Way.SHIP_HOME),
    ]
    assert (placed.channel, placed.currency) == ("b2b", "EUR")
    contact = contact_of(order)
    assert (contact.phone, contact.address and contact.address.street) == ("+49 431 555 0100", "Lager 2")


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, "not known here"),
        (offer("CUP-WHITE", 990, 0), "not available"),
        (offer("CUP-WHITE", 991, 9), "our price is higher than yours"),
        (offer("CUP-WHITE", 990, 9, "USD"), "sold in USD, not in EUR"),
    ],
)
def test_a_line_is_refused_with_its_reason(found: Offer | None, reason: str) -> None:
    order = ubl_in.read(UBL).model_copy(update={"lines": ubl_in.read(UBL).lines[:1]})
    answer = judge(order, {"1": found} if found else {}, NOW, "EUR")
    assert (answer.verdict, answer.lines[0].accepted) == ("refused", 0)
    assert reason in answer.lines[0].reason


def answered(order: PurchaseOrder) -> Answer:
    return judge(order, OFFERS, NOW, "EUR").model_copy(update={"order_id": "order-1"})


def sent(order: PurchaseOrder) -> Despatch:
    return Despatch(
        number="PO-1001-D1",
        issued=NOW,
        order=order,
        order_id="order-1",
        origin=Party(id="north", name="Łódź仓 Warehouse", address=Address(city="Hamburg", country="DE")),
        tracking="TR?1+2:3'",
        lines=(
            Sent(line=order.lines[0], sku="CUP-WHITE", quantity=6),
            Sent(line=order.lines[1], sku="PLATE", gtin="04006381333931", quantity=20, outstanding=10),
        ),
    )


def test_a_ubl_response_says_what_happens_to_each_line() -> None:
    root = fromstring(ubl_out.response(answered(ubl_in.read(UBL))))

    def texts(path: str) -> list[str | None]:
        return [found.text for found in root.findall(path, NS)]

    assert texts("cbc:OrderResponseCode") == ["CA"]
    assert texts("cbc:SalesOrderID") == ["order-1"]
    assert texts("cac:OrderReference/cbc:ID") == ["PO-1001"]
    assert texts("cac:OrderLine/cac:LineItem/cbc:LineStatusCode") == ["5", "3", "7"]
    assert texts("cac:OrderLine/cac:LineItem/cbc:Quantity") == ["6", "30", "0"]
    assert texts("cac:OrderLine/cac:LineItem/cac:Price/cbc:PriceAmount") == ["9.90", "11.00"]
    assert texts("cac:OrderLine/cac:OrderLineReference/cbc:LineID") == ["1", "2", "3"]


def test_a_ubl_despatch_advice_refers_to_the_buyers_lines() -> None:
    root = fromstring(ubl_out.despatch_advice(sent(ubl_in.read(UBL))))

    def texts(path: str) -> list[str | None]:
        return [found.text for found in root.findall(path, NS)]

    assert texts("cac:Shipment/cac:Delivery/cbc:TrackingID") == ["TR?1+2:3'"]
    assert texts("cac:DespatchLine/cbc:DeliveredQuantity") == ["6", "20"]
    assert texts("cac:DespatchLine/cbc:OutstandingQuantity") == ["10"]
    assert texts("cac:DespatchLine/cac:OrderLineReference/cbc:LineID") == ["1", "2"]
    assert texts("cac:DeliveryCustomerParty/cac:Party/cac:PostalAddress/cbc:PostalZone") == ["24109"]


def test_an_edifact_response_and_despatch_read_back_by_our_own_syntax() -> None:
    order = edi(EDI)
    response = segments.read(edifact_out.response(answered(order)))
    assert (response.sender, response.recipient) == ("4098765000005:14", "4012345000009:14")
    (message,) = response.messages
    assert (message.type, message.version) == ("ORDRSP", "D:96A")
    found = [(s.tag, s.get(1), s.get(2)) for s in message.segments if s.tag in {"BGM", "LIN"}]
    assert found == [("BGM", "231", "PO-1001-R"), ("LIN", "1", "5"), ("LIN", "2", "3"), ("LIN", "3", "7")]
    assert [s.get(1, 1) for s in message.segments if s.tag == "QTY" and s.get(1) == "113"] == ["6", "30", "0"]
    reasons = [s.get(4) for s in message.segments if s.tag == "FTX"]
    assert reasons[1] == "article 'Teapot' is not known here"
    (advice,) = segments.read(edifact_out.despatch_advice(sent(order))).messages
    assert advice.type == "DESADV"
    assert [s.get(1, 1) for s in advice.segments if s.tag == "RFF" and s.get(1) == "CN"] == ["TR?1+2:3'"]
    assert [s.get(1, 1) for s in advice.segments if s.tag == "QTY"] == ["6", "20"]
    assert [s.get(1, 2) for s in advice.segments if s.tag == "RFF" and s.get(1) == "ON"] == ["", "1", "2"]
    assert [s.get(4) for s in advice.segments if s.tag == "NAD" and s.get(1) == "SF"] == ["Lódz. Warehouse"]
    assert [s.get(3) for s in advice.segments if s.tag == "LIN"] == ["", "4006381333931"]


def changed_ubl(old: str, new: str) -> bytes:
    text = UBL.decode()
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no well-formed XML"),
        (UBL[:2000], "no well-formed XML"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "no well-formed XML"),
        (b"<Invoice/>", "this is 'Invoice'"),
        (changed_ubl("<cbc:ID>PO-1001</cbc:ID>", ""), "Order: ID is missing"),
        (changed_ubl("<cbc:ID>PO-1001</cbc:ID>", "<cbc:ID> </cbc:ID>"), "Order/ID: empty"),
        (changed_ubl(VERSION, "<cbc:Colour>x</cbc:Colour>"), "Colour has no place here"),
        (changed_ubl("<cbc:Note>Ring at gate 2.</cbc:Note>", VERSION), "UBLVersionID stands behind IssueDate"),
        (changed_ubl(VERSION, VERSION * 2), "2 times UBLVersionID"),
        (changed_ubl("2026-11-20", "20.11.2026"), "IssueDate '20.11.2026' is no date"),
        (changed_ubl('unitCode="C62">6<', 'unitCode="KGM">6<'), "OrderLine[1]: unit 'KGM' is not sold here"),
        (changed_ubl('unitCode="C62">6<', 'unitCode="C62">1.5<'), "OrderLine[1]: quantity 1.5: only whole pieces"),
        (changed_ubl('unitCode="C62">6<', 'unitCode="C62">0<'), "OrderLine[1]: quantity"),
        (changed_ubl('unitCode="C62">6<', 'unitCode="C62">six<'), "OrderLine[1]: quantity 'six' is no number"),
        (changed_ubl('currencyID="EUR">9.90', 'currencyID="USD">9.90'), "its price is in USD, the order in EUR"),
        (changed_ubl(">9.90<", ">9.905<"), "more decimals than EUR"),
        (changed_ubl("<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>"), "2 lines have the number 1"),
        (changed_ubl("<cac:Item><cbc:Name>Teapot</cbc:Name></cac:Item>", ""), "OrderLine[3]/LineItem: Item is missing"),
    ],
)  # fmt: skip
def test_a_ubl_order_that_is_wrong_says_where(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedDocument) as refused:
        ubl_in.read(data)
    assert any(reason in problem for problem in refused.value.problems), refused.value.problems


def test_everything_wrong_is_said_at_once() -> None:
    data = changed_ubl(">9.90<", ">free<").replace(b'unitCode="EA">40', b'unitCode="KGM">40')
    with pytest.raises(RefusedDocument) as refused:
        ubl_in.read(data)
    assert len(refused.value.problems) == 2


def changed_edi(old: str, new: str) -> bytes:
    """The sample with one change and its segments counted anew."""
    text = EDI.decode("iso-8859-1")
    assert old in text
    text = text.replace(old, new, 1)
    count = text[text.index("UNH+") : text.index("UNT+")].count("'\n") + 1
    start = text.index("UNT+")
    return (text[:start] + f"UNT+{count}+1'\nUNZ+1+MOEWE42'\n").encode("iso-8859-1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed_edi("ORDERS:D:96A", "INVOIC:D:96A"), "ORDERS of a directory D is expected"),
        (changed_edi("BGM+220+PO-1001+9'", "BGM+220++9'"), "no order number"),
        (changed_edi("BGM+220+PO-1001+9'", "BGM+230+PO-1001+9'"), "only orders (220)"),
        (changed_edi("BGM+220+PO-1001+9'", "BGM+220+PO-1001+1'"), "a cancellation cannot be taken"),
        (changed_edi("DTM+137:20261120:102'", "DTM+137:20261320:102'"), "'20261320' is no date"),
        (changed_edi("DTM+137:20261120:102'\n", ""), "no date of the message"),
        (changed_edi("NAD+SU+4098765000005::9++Everyshelf Demo'\n", ""), "no supplier (SU)"),
        (changed_edi("QTY+21:6:PCE'\n", ""), "LIN 1: no quantity ordered"),
        (changed_edi("QTY+21:6:PCE'", "QTY+21:6:KGM'"), "LIN 1: unit 'KGM'"),
        (changed_edi("QTY+21:6:PCE'", "QTY+21:x:PCE'"), "LIN 1: quantity 'x' is no number"),
        (changed_edi("PRI+AAA:9.90'", "PRI+AAA:cheap'"), "LIN 1: price 'cheap' is no number"),
        (changed_edi("LIN+2++", "LIN+1++"), "2 lines have the number 1"),
        (changed_edi("CNT+2:3'", "CNT+2:4'"), "4 lines are announced, 3 are here"),
        (changed_edi("UNS+S'\nCNT+2:3'\n", ""), "UNS: missing"),
        (changed_edi("CUX+2:EUR:9'", "QTY+21:3'"), "QTY: has no place before the first LIN"),
    ],
)
def test_an_edifact_order_that_is_wrong_says_where(data: bytes, reason: str) -> None:
    (found,) = edifact_in.read(data)
    assert isinstance(found, RefusedDocument)
    assert any(reason in problem for problem in found.problems), found.problems


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "does not begin with UNB"),
        (EDI[:400], "is cut off"),
        (EDI.replace(b"UNZ+1", b"UNZ+2"), "2 messages are announced, 1 are here"),
        (EDI.replace(b"UNZ+1+MOEWE42", b"UNZ+1+OTHER"), "in UNB it is 'MOEWE42'"),
        (EDI.replace(b"UNT+28", b"UNT+9"), "9 segments are announced, 28 are here"),
        (EDI.replace(b"+1'\nUNZ", b"+2'\nUNZ"), "in UNH it is '1'"),
        (EDI.replace(b"UNOC", b"UNOX"), "character set UNOX is not known"),
        (EDI.replace(b"UNOC", b"UNOY"), "not in the character set"),
        (EDI.replace(b"UNS+S'", b"uns+S'"), "'uns' is no segment tag"),
    ],
)
def test_a_broken_interchange_is_refused_whole(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedDocument) as refused:
        edifact_in.read(data)
    assert any(reason in problem for problem in refused.value.problems), refused.value.problems


def test_one_bad_message_does_not_stop_its_neighbours() -> None:
    body = EDI.decode("iso-8859-1")
    head, message = body[: body.index("UNH+")], body[body.index("UNH+") : body.index("UNZ+")]
    second = message.replace("UNH+1+", "UNH+2+").replace("UNT+28+1", "UNT+28+2").replace("BGM+220", "BGM+999")
    found = edifact_in.read((head + message + second + "UNZ+2+MOEWE42'").encode("iso-8859-1"))
    assert isinstance(found[0], PurchaseOrder)
    assert isinstance(found[1], RefusedDocument)


def test_other_separators_are_obeyed() -> None:
    plain = EDI.replace(b"?+49", b"0049")
    swapped = plain[plain.index(b"UNB") :].translate(bytes.maketrans(b"+:'", b"|^~"))
    assert edi(b"UNA^|.? ~" + swapped) == edi(plain)


texts = st.text(st.characters(min_codepoint=32, max_codepoint=255), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(texts.filter(bool))
def test_any_text_survives_the_release_character(text: str) -> None:
    data = segments.write("A:14", "B:14", "261120:1200", "R", "TEST:D:96A:UN", [("FTX", "AAI", "", "", text)])
    (message,) = segments.read(data).messages
    assert message.segments[0].get(4) == " ".join(segments.latin(text).split())


@given(st.binary(max_size=120), st.integers(0, len(EDI)))
def test_noise_is_refused_and_never_breaks_the_reader(noise: bytes, place: int) -> None:
    for data, read in ((EDI, edifact_in.read), (UBL, ubl_in.read)):
        with contextlib.suppress(RefusedDocument):
            assert read(data[:place] + noise + data[place:])


def test_a_line_of_an_order_needs_no_price_to_be_answered() -> None:
    line = OrderedLine(number="1", sku="CUP-WHITE", quantity=2)
    order = ubl_in.read(UBL).model_copy(update={"lines": (line,), "currency": None})
    answer = judge(order, OFFERS, NOW, "EUR")
    assert (answer.verdict, answer.currency, answer.lines[0].unit_price) == ("accepted", "EUR", 990)
