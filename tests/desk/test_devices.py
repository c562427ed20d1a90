"""Devices enrol once with a code that dies soon, and come in only with their own token."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bus.database import Database
from bus.desk import devices
from bus.desk.work import Device, RefusedError
from tests.desk.house import NOON


def test_a_code_enrols_one_device_once(database: Database) -> None:
    code = database.write(lambda conn: devices.make_code(conn, "kiosk", "north", NOON))
    device, token = database.write(lambda conn: devices.enrol(conn, code.lower(), "Kiosk 1", NOON))
    assert (device.role, device.location_id) == ("kiosk", "north")
    assert database.read(lambda conn: devices.authenticate(conn, token)) == device
    assert database.read(lambda conn: devices.authenticate(conn, token + "x")) is None
    with pytest.raises(RefusedError):
        database.write(lambda conn: devices.enrol(conn, code, "Kiosk 2", NOON))


def test_a_code_lives_fifteen_minutes_at_most(database: Database) -> None:
    code = database.write(lambda conn: devices.make_code(conn, "staff", "north", NOON, minutes=600))
    late = NOON + timedelta(minutes=16)
    with pytest.raises(RefusedError) as refused:
        database.write(lambda conn: devices.enrol(conn, code, "", late))
    assert refused.value.problem.status == 403


def test_a_revoked_device_stays_outside(database: Database) -> None:
    code = database.write(lambda conn: devices.make_code(conn, "staff", "north", NOON))
    device, token = database.write(lambda conn: devices.enrol(conn, code, "", NOON))
    assert database.write(lambda conn: devices.revoke(conn, device.id))
    assert not database.write(lambda conn: devices.revoke(conn, device.id))
    assert database.read(lambda conn: devices.authenticate(conn, token)) is None


def test_two_devices_that_spend_one_code_at_once_are_not_both_let_in(database: Database) -> None:
    code = database.write(lambda conn: devices.make_code(conn, "kiosk", "north", NOON))

    def enrol(name: str) -> Device | None:
        try:
            return database.write(lambda conn: devices.enrol(conn, code, name, NOON))[0]
        except RefusedError:
            return None

    with ThreadPoolExecutor(8) as tries:
        found = list(tries.map(enrol, "abcdefgh"))
    assert len([device for device in found if device]) == 1
