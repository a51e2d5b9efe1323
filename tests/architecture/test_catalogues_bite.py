"""A gap between the English messages and the Chinese catalogue is caught, whatever kind of file says the words."""

import gettext
from importlib import import_module

import pytest

LOCALE = "src/aftercare/locale/zh_Hans/LC_MESSAGES/django.po"
SPOKEN = {
    "src/aftercare/domains/requests/errors.py": '''
        """Words."""

        A = _("Only %(left)s left.")
        B = ngettext("%(n)s part", "%(n)s parts", n)
        C = pgettext("promise", "in %(span)s")
        ''',
    "src/aftercare/surfaces/console/templates/a.html": """
        {% translate "Close" %} {{ x|default:_("nothing") }}
          {% blocktranslate with n=x %}Plan {{ n }}{% endblocktranslate %}
        """,
    "src/aftercare/surfaces/field/static/a.js": 'show(gettext("No network"));\n',
}
PAIRS = """
    msgid "Only %(left)s left."
    msgstr "只剩 %(left)s。"

    msgid "%(n)s part"
    msgid_plural "%(n)s parts"
    msgstr[0] "%(n)s 个备件"

    msgctxt "promise"
    msgid "in %(span)s"
    msgstr "剩余 %(span)s"

    msgid "Close"
    msgstr "关闭"

    msgid "nothing"
    msgstr "无"

    msgid "Plan %(n)s"
    msgstr "计划 %(n)s"

    msgid "No network"
    msgstr "无网络"

    msgid "Never said"
    msgstr "没说过"
    """


@pytest.fixture
def spoken(house):
    """A house with messages in code, pages and scripts, and their Chinese merged."""
    for name, text in SPOKEN.items():
        house.plant(name, text)
    import_module("catalogues").merge(house.root, [house.plant("pairs.po", PAIRS)])
    return house


def test_a_complete_catalogue_passes_and_compiles(spoken):
    catalogues = import_module("catalogues")
    report = catalogues.check(spoken.root)
    assert (report.seen, report.breaches) == (7, [])
    catalogues.compile_all(spoken.root)
    with (spoken.root / LOCALE).with_suffix(".mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Close") == "关闭"
    assert chinese.ngettext("%(n)s part", "%(n)s parts", 3) == "%(n)s 个备件"
    assert chinese.pgettext("promise", "in %(span)s") == "剩余 %(span)s"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('msgstr "关闭"', 'msgstr ""', "“Close” has no Chinese; add it with tools/catalogues.py merge."),
        ("计划 %(n)s", "计划", "“Plan %(n)s” and “计划” do not hold the same placeholders."),
        ("只剩 %(left)s。", "只剩 %(left)s（%）", "“只剩 %(left)s（%）” holds a % that is no placeholder; write %%."),
        (
            'msgid "Close"',
            '#, fuzzy\nmsgid "Close"',
            "“Close” is marked fuzzy; read the translation again and remove the mark.",
        ),
        (
            'msgid "nothing"',
            'msgid "Danced"\nmsgstr "跳舞"\n\nmsgid "nothing"',
            "“Danced” is said nowhere; tools/catalogues.py merge drops it.",
        ),
        (
            'msgid "nothing"',
            '#~ msgid "Danced"\n#~ msgstr "跳舞"\n\nmsgid "nothing"',
            "“Danced” is said nowhere; tools/catalogues.py merge drops it.",
        ),
    ],
)
def test_a_gap_in_the_catalogue_is_told(spoken, before, after, sentence):
    path = spoken.root / LOCALE
    path.write_text(path.read_text().replace(before, after))
    (breach,) = import_module("catalogues").check(spoken.root).breaches
    assert breach.split(": ", 1)[1] == sentence


def test_a_chinese_msgid_is_told(spoken):
    spoken.plant("src/aftercare/kit/words.py", '_("关闭")\n')
    (breach,) = import_module("catalogues").check(spoken.root).breaches
    sentence = "“关闭” is Chinese; the msgid is English and the Chinese stands in the catalogue."
    assert breach == f"src/aftercare/kit/words.py:1: {sentence}"


def test_a_pair_that_nobody_says_is_left_out_and_told(spoken, capsys):
    import_module("catalogues").merge(spoken.root, [spoken.root / "pairs.po"])
    assert capsys.readouterr().out == "pairs.po: “Never said” is said nowhere in the code; it was left out.\n"
    assert "Never said" not in (spoken.root / LOCALE).read_text()


def test_a_message_that_no_reader_finds_is_told(spoken):
    spoken.plant(
        "src/aftercare/domains/requests/words.py",
        """
        def said(name: str) -> str:
            return f"{name} {pgettext('grading', 'when')}"
        """,
    )
    (breach,) = import_module("catalogues").check(spoken.root).breaches
    assert (
        breach
        == "src/aftercare/domains/requests/words.py:2: a message within an f-string is not read; give it a name before."
    )
