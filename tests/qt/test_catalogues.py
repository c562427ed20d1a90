"""Catalogues are answered by Qt itself, with the plural form that a language wants."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QGuiApplication

from shared.qt.language import PLURALS, Words, catalogue, compiled

FORMS = {  # number → form, from the Unicode plural rules
    "en": {0: 1, 1: 0, 2: 1, 11: 1, 101: 1},
    "de": {0: 1, 1: 0, 2: 1, 11: 1, 101: 1},
    "fr": {0: 0, 1: 0, 2: 1, 11: 1, 101: 1},
    "pl": {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 2, 22: 1, 101: 2, 102: 1, 112: 2, 122: 1},
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4},
}


@pytest.mark.parametrize("language", PLURALS)
def test_every_text_is_found_in_its_form(qapp: QGuiApplication, language: str) -> None:
    words = Words(qapp, language)
    words.read()
    for source, forms in catalogue(language).items():
        if isinstance(forms, str):
            assert words.translate("any", source) == forms
        else:
            assert len(forms) == PLURALS[language][0]
            found = {n: words.translate("any", source, "", n) for n in FORMS[language]}
            assert found == {n: forms[form] for n, form in FORMS[language].items()}
    assert not words.translate("any", "a text that nobody translated")


def test_texts_of_one_hash_are_kept_apart(qapp: QGuiApplication) -> None:
    twins = {"ab": "one", "`r": "two"}  # (0x61 << 4) + 0x62 == (0x60 << 4) + 0x72
    data = compiled(twins, PLURALS["en"][1])
    translator = QTranslator()
    assert translator.load(data)
    assert {text: translator.translate("", text) for text in twins} == twins
