"""The languages that Samtavle speaks."""

from typing import Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: dict[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""As each calls itself."""
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
LANGUAGE_TAGS = {language: locale.replace("_", "-") for language, locale in LOCALES.items()}
