"""Fills an empty Tryton database: ``crm`` with a company and an API key, any other like a small retailer's ERP.

Run by Tryton's own Python: ``python tryton_seed.py CONFIG DATABASE``; the last line is JSON with ids and the key.
"""

import json
import sys
from decimal import Decimal
from typing import Any

from proteus import Model, config
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, create_tax, get_accounts
from trytond.modules.account_invoice.tests.tools import create_payment_term, set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company, get_company

PRODUCTS = (("MUG", "Mug", "12.50", 40), ("LAMP", "Desk lamp", "89.90", 12), ("RUG", "Wool rug", "249.00", 5))


def main(configuration: str, database: str) -> dict[str, object]:
    """Seed; gives what a connector must know."""
    config.set_trytond(database=f"sqlite:///{database}", config_file=configuration)
    create_company()
    company = get_company()
    found = {"key": _key(), "company": company.id}
    return found if database == "crm" else found | _shop(company)


def _shop(company: Any) -> dict[str, object]:
    """What an ERP needs on top: accounts, warehouses, products, stock."""
    fiscal = set_fiscalyear_invoice_sequences(create_fiscalyear(company))
    fiscal.click("create_period")
    create_chart(company)
    accounts = get_accounts(company)
    tax = create_tax(Decimal("0.0"))
    tax.save()
    term = create_payment_term()
    term.save()
    category = Model.get("product.category")(
        name="Goods",
        accounting=True,
        account_expense=accounts["expense"],
        account_revenue=accounts["revenue"],
    )
    category.customer_taxes.append(tax)
    category.save()
    north = _warehouse("NORTH", "North", existing=True)
    south = _warehouse("SOUTH", "South", existing=False)
    products = [_product(category, *given) for given in PRODUCTS]
    _count(north, products, [units for *_, units in PRODUCTS])
    _count(south, products, [3, 0, 2])
    return {
        "tax": tax.id,
        "payment_term": term.id,
        "warehouses": {"north": north.id, "south": south.id},
    }


def _key() -> str:
    user = Model.get("res.user")(config.get_config().user)
    application = Model.get("res.user.application")
    key = application(user=user, application="rest", state="validated")
    key.save()
    return str(key.key)


def _warehouse(code: str, name: str, *, existing: bool) -> Any:
    location = Model.get("stock.location")
    if existing:
        (house,) = location.find([("type", "=", "warehouse")])
    else:
        parts = {}
        for part, kind in (
            ("input", "storage"),
            ("output", "storage"),
            ("storage", "storage"),
            ("lost", "lost_found"),
        ):
            parts[part] = location(name=f"{name} {part}", type=kind)
            parts[part].save()
        house = location(type="warehouse", name=name)
        house.input_location, house.output_location = parts["input"], parts["output"]
        house.storage_location, house.lost_found_location = parts["storage"], parts["lost"]
    house.code, house.name = code, name
    house.save()
    return house


def _product(category: Any, code: str, name: str, price: str, _units: int) -> Any:
    (unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
    template = Model.get("product.template")(name=name, default_uom=unit, type="goods", salable=True)
    template.list_price = Decimal(price)
    template.account_category = category
    (product,) = template.products
    product.suffix_code = code
    template.save()
    return template.products[0]


def _count(house: Any, products: list[Any], units: list[int]) -> None:
    inventory = Model.get("stock.inventory")(location=house.storage_location)
    for product, quantity in zip(products, units, strict=True):
        line = inventory.lines.new(product=product)
        line.quantity = quantity
    inventory.save()
    inventory.click("confirm")


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
