"""The worked example of docs/dispatch.md is what the code prints."""

from pathlib import Path

from tests.domains.dispatch.cooler import COOLER_FAILS, TEAM

from aftercare.domains.dispatch.choosing import Scored, Travel, Weights, choose

PAGE = Path(__file__).resolve().parents[3] / "docs" / "dispatch.md"


def worked_example() -> str:
    """The story's decision as a dispatcher reads it: the first three of those who fit, and all who don't."""
    choice = choose(COOLER_FAILS, TEAM, Weights(), travel=Travel())
    fitting = [scored for scored in choice.candidates if scored.accepted]
    refused = [f"{scored.name}  {reason}" for scored in choice.candidates for reason in scored.refused]
    return "\n".join([choice.reason.sentence(), "", *(line for each in fitting[:3] for line in lines(each)), *refused])


def lines(scored: Scored) -> list[str]:
    parts = [f"  {part.minutes:6.1f}  {part.label}: {part.sentence()}" for part in scored.parts]
    return [f"{scored.name}  {scored.total_minutes} minutes", *parts, ""]


def test_the_worked_example_is_what_the_code_prints():
    assert worked_example() in PAGE.read_text(encoding="utf-8")


def test_every_weight_is_described_with_its_default():
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in Weights().to_json() if f"`{name}`" not in page] == []
