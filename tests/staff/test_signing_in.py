"""Signing in: PIN, lock, restart, manager."""

from pathlib import Path

import pytest

from shared.cache.signin import GUESSES, WINDOW_SECONDS, Answer, Guesses, SignIn
from shared.crypto import new_pepper, seal_pin
from shared.domain.people import StaffMember
from tests.staff.shop import HERE, PIN, STAFF


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def door(folder: Path, clock: Clock, *people: StaffMember, pepper: str = "") -> SignIn:
    return SignIn(Guesses(folder / "guesses.json", clock), lambda: people or STAFF, HERE, pepper)


def test_the_right_pin_opens_and_forgets_wrong_tries(tmp_path: Path, clock: Clock) -> None:
    sign_in = door(tmp_path, clock)
    wrong = sign_in.attempt("1002", "000000")
    assert (wrong.answer, wrong.left) == (Answer.WRONG, GUESSES - 1)
    right = sign_in.attempt(" 1002 ", PIN)
    assert right.answer is Answer.IN
    assert right.member == STAFF[1]
    assert sign_in.attempt("1002", "000000").left == GUESSES - 1


def test_ten_guesses_lock_even_the_right_pin_and_a_restart_does_not_help(
    tmp_path: Path, clock: Clock
) -> None:
    sign_in = door(tmp_path, clock)
    answers = [sign_in.attempt("1002", "000000").answer for _ in range(GUESSES)]
    assert answers == [Answer.WRONG] * (GUESSES - 1) + [Answer.LOCKED]
    again = door(tmp_path, clock)
    assert again.attempt("1002", PIN).answer is Answer.LOCKED
    assert again.attempt("1001", PIN).answer is Answer.IN, "only this badge is locked"
    clock.now += WINDOW_SECONDS + 1
    assert again.attempt("1002", PIN).answer is Answer.IN


def test_a_clock_set_back_frees_nobody_and_locks_nobody_for_ever(tmp_path: Path, clock: Clock) -> None:
    sign_in = door(tmp_path, clock)
    for _ in range(GUESSES):
        sign_in.attempt("1002", "000000")
    clock.now -= 86_400
    tried = sign_in.attempt("1002", PIN)
    assert tried.answer is Answer.LOCKED
    assert 0 < tried.wait <= WINDOW_SECONDS


def test_only_a_manager_unlocks(tmp_path: Path, clock: Clock) -> None:
    sign_in = door(tmp_path, clock)
    for _ in range(GUESSES):
        sign_in.attempt("1002", "000000")
    assert not sign_in.unlock("1002", STAFF[1])
    assert sign_in.attempt("1002", PIN).answer is Answer.LOCKED
    assert sign_in.unlock("1002", STAFF[0])
    assert sign_in.attempt("1002", PIN).answer is Answer.IN


def test_strangers_are_counted_too_and_a_missing_pin_says_so(tmp_path: Path, clock: Clock) -> None:
    sign_in = door(tmp_path, clock)
    assert sign_in.attempt("9009", PIN).answer is Answer.UNKNOWN
    assert sign_in.attempt("9009", PIN).left == GUESSES - 2
    new = StaffMember(id="n", badge="7", name="New", location_id=HERE)
    assert door(tmp_path, clock, new).attempt("7", "").answer is Answer.NO_PIN


def test_a_sealed_pin_opens_on_a_device_of_the_house_alone(tmp_path: Path, clock: Clock) -> None:
    pepper = new_pepper()
    sealed = seal_pin(STAFF[1].pin_hash, pepper)
    assert sealed == seal_pin(STAFF[1].pin_hash, pepper)
    assert "argon2" not in sealed
    member = STAFF[1].model_copy(update={"pin_hash": sealed})
    assert door(tmp_path, clock, member, pepper=pepper).attempt("1002", PIN).answer is Answer.IN
    assert door(tmp_path, clock, member, pepper=pepper).attempt("1002", "1").answer is Answer.WRONG
    assert door(tmp_path, clock, member, pepper=new_pepper()).attempt("1002", PIN).answer is Answer.NO_PIN
    assert door(tmp_path, clock, member).attempt("1002", PIN).answer is Answer.NO_PIN


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"1002": 5}', "\x00\xff"])
def test_a_damaged_file_of_guesses_locks_nobody_out(tmp_path: Path, clock: Clock, damage: str) -> None:
    (tmp_path / "guesses.json").write_bytes(damage.encode("latin-1"))
    assert door(tmp_path, clock).attempt("1002", PIN).answer is Answer.IN
