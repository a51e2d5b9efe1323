"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class UnknownNoun(Invalid):
    """Records nobody takes in from files."""

    code = "unknown_noun"
    sentence = _("There are no files of “%(noun)s”; choose one of: %(known)s.")


class NotATable(Invalid):
    """A picture, a letter: nothing with rows."""

    code = "not_a_table"
    sentence = _("“%(name)s” is no table; send a CSV file (UTF-8 or GB18030) or a workbook saved as .xlsx.")


class TooManyRows(Invalid):
    """More than one file should carry."""

    code = "too_many_rows"
    sentence = _("“%(name)s” holds more than %(most)s rows; send it in several files.")


class ColumnMissing(Invalid):
    """Columns without which no row means anything."""

    code = "column_missing"
    sentence = _("Say which columns of the file hold: %(missing)s.")


class ColumnTwice(Invalid):
    """One meaning for two columns."""

    code = "column_twice"
    sentence = _("“%(column)s” is taken from two columns of the file; choose one of them.")


class UnknownColumn(Invalid):
    """A column that neither the file nor the noun has."""

    code = "unknown_column"
    sentence = _("“%(column)s” can't be mapped: the file has the columns 1 to %(wide)s, and the names are: %(known)s.")


class NothingToUndo(Conflict):
    """An import that wrote nothing."""

    code = "nothing_to_undo"
    sentence = _("%(number)s wrote nothing, so there is nothing to undo.")


class CellTooLong(Invalid):
    """More than the field holds."""

    code = "cell_too_long"
    sentence = _("“%(column)s” holds %(length)s characters; at most %(most)s fit.")


class CellMissing(Invalid):
    """A cell that must be filled."""

    code = "cell_missing"
    sentence = _("“%(column)s” is empty; it must be filled in.")


class NotAChoice(Invalid):
    """A word the field does not know."""

    code = "not_a_choice"
    sentence = _("“%(value)s” is not known for “%(column)s”; it is one of: %(known)s.")


class NotADay(Invalid):
    """No day in any calendar."""

    code = "not_a_day"
    sentence = _("“%(value)s” in “%(column)s” is not a day; write it like 2026-03-31.")


class NotANumber(Invalid):
    """No number."""

    code = "not_a_number"
    sentence = _("“%(value)s” in “%(column)s” is not a number; write it like %(example)s.")


class NotOnRecord(Invalid):
    """A name of nothing."""

    code = "not_on_record"
    sentence = _("There is no “%(value)s” for “%(column)s”; add it first, or correct the cell.")


class NoKey(Invalid):
    """A row that would be entered anew each time."""

    code = "no_key"
    sentence = _("Nothing says which record this row is; fill in one of: %(columns)s.")


class SameKey(Invalid):
    """Two rows of one record that do not agree."""

    code = "same_key"
    sentence = _("Row %(row)s has the same “%(key)s” with other words in “%(column)s”; one of the two is wrong.")


class KeyTwice(Invalid):
    """Two rows of one record."""

    code = "key_twice"
    sentence = _("Row %(row)s has the same “%(key)s”; each record stands in one row.")


class NotTogether(Invalid):
    """Rows of one record with others between them."""

    code = "not_together"
    sentence = _("Row %(row)s began “%(key)s”, and other rows stand between; the rows of one record follow each other.")


class TooLong(Invalid):
    """More rows than one record may have."""

    code = "too_many_rows_of_one"
    sentence = _("“%(key)s” has %(rows)s rows; a record has at most %(most)s.")


class WithOthers(Invalid):
    """A row that is right beside one that is not."""

    code = "with_others"
    sentence = _("Row %(row)s of the same record is refused, and a record is taken in as a whole.")


class Ambiguous(Invalid):
    """A word of several things."""

    code = "ambiguous"
    sentence = _("“%(value)s” in “%(column)s” may be each of: %(known)s. Write the number instead.")


class EntersAs(Invalid):
    """A state that takes other steps than being written down."""

    code = "enters_as"
    sentence = _("A new record enters as “%(first)s”, not “%(value)s”; leave this out, and do the rest on its page.")


class Fixed(Invalid):
    """What a record keeps for good, or changes elsewhere."""

    code = "fixed"
    sentence = _("%(thing)s has “%(held)s” for “%(column)s”, not “%(value)s”; a file can't change that, its page can.")


class HiddenPhone(Invalid):
    """A number that an export had hidden."""

    code = "hidden_phone"
    sentence = _("“%(value)s” is a hidden number that no contact here has; write it in full, or leave the cell empty.")


class OutOfReach(Invalid):
    """A record of another part of the company."""

    code = "out_of_reach"
    sentence = _("The record of this row is out of your reach; ask those who look after it.")


class MergedAway(Invalid):
    """A record that another one answers for."""

    code = "merged_away"
    sentence = _("%(number)s was merged into %(into)s; put that number into the row, or take the row out.")


class ChangedSince(Conflict):
    """Somebody's later work."""

    code = "changed_since"
    sentence = _("%(thing)s was changed after this import; taking it back would lose that.")


class GoneSince(Conflict):
    """A record that is no more."""

    code = "gone_since"
    sentence = _("What row %(row)s wrote is no longer here.")
