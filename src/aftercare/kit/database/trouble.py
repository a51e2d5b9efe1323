"""What the embedded database says when it can't be had."""


class DatabaseTrouble(Exception):
    """Carries the one sentence to show: what is in the way and what would work."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)
