"""Words in every language of the house: a file is not written in its sender's language alone."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation

from aftercare.kit.errors import Sentence
from aftercare.kit.words import folded


def in_each_language(words: Sentence) -> list[str]:
    """What is said in each language of the house."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return said


def codes_by_words(choices: Mapping[str, Sentence]) -> dict[str, str]:
    """The codes by themselves and by their words in any language, folded."""
    said = {folded(word): code for code, words in choices.items() for word in in_each_language(words)}
    return {**said, **{folded(code): code for code in choices}}
