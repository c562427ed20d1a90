"""The table of commands."""

from staff.commands import COMMANDS, allowed, find


def ids(text: str, role: str = "manager") -> list[str]:
    return [command.id for command in find(text, role)]


def test_no_key_and_no_name_is_taken_twice() -> None:
    keys = [command.key for command in COMMANDS if command.key]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_words_find_commands_by_their_beginnings_titles_first() -> None:
    assert ids("ret") == ["returns"]
    assert ids("lo")[0] == "lookup"
    assert ids("refund bring") == ["returns"]
    assert ids("f4") == ["returns"]
    assert ids("xyz") == []
    assert len(ids("")) == len(COMMANDS)


def test_words_of_the_clerks_language_are_found_too() -> None:
    german = {"returns": "Rückgaben", "lock": "Sperren"}
    found = find("rück", "clerk", lambda command: german.get(command.id, command.title))
    assert [command.id for command in found] == ["returns"]
    assert find("refund", "clerk", lambda command: german.get(command.id, ""))[0].id == "returns"


def test_numbers_are_a_managers() -> None:
    assert "numbers" in ids("numbers")
    assert "numbers" not in ids("numbers", "clerk")
    assert all("clerk" in command.roles for command in allowed("clerk"))
