"""Sentences are read in English by a person in Shanghai."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def english_reader_in_shanghai() -> Iterator[None]:
    """English and Shanghai's clock, whatever the installation's own are."""
    with translation.override("en"), timezone.override("Asia/Shanghai"):
        yield
