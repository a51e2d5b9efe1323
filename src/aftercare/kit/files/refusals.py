"""Why a file is not taken."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid, Refusal


class FileRefused(Invalid):
    """A file that can't be kept; what follows says why and what would work."""

    code = "file_refused"
    sentence = _("“%(name)s” can't be kept here; send a picture, a PDF, text or an office document.")


class FileEmpty(FileRefused):
    """Nothing arrived."""

    code = "file_empty"
    sentence = _("“%(name)s” is empty; choose the file once more.")


class FileTooLarge(FileRefused):
    """More than the database's backups and a phone's connection should carry."""

    code = "file_too_large"
    sentence = _("“%(name)s” is larger than %(limit)s MB; send a smaller one, or several.")


class FileRuns(FileRefused):
    """Something a reader's machine could execute."""

    code = "file_runs"
    sentence = _("“%(name)s” is a program or a page with code in it; send what it shows as a picture or a PDF instead.")


class FileHasMacros(FileRefused):
    """An office document with a program inside."""

    code = "file_has_macros"
    sentence = _("“%(name)s” holds macros; save it without them, as .docx, .xlsx or .pptx.")


class FileOutdated(FileRefused):
    """The binary office formats, in which macros hide."""

    code = "file_outdated"
    sentence = _("“%(name)s” is of an old office format; save it as .docx, .xlsx, .pptx or PDF.")


class FileUnreadable(FileRefused):
    """Bytes nobody here can tell."""

    code = "file_unreadable"
    sentence = _(
        "It can't be told what “%(name)s” is; send a picture (JPEG, PNG, WebP, GIF), a PDF, text, or a document saved "
        "as .docx, .xlsx, .pptx or OpenDocument."
    )


class PictureUnreadable(FileRefused):
    """A picture that breaks off, or of a format only its maker reads."""

    code = "picture_unreadable"
    sentence = _("The picture “%(name)s” is damaged or of a format not read here; send it as JPEG or PNG.")


class PictureTooLarge(FileRefused):
    """More dots than are good for anybody's memory."""

    code = "picture_too_large"
    sentence = _("The picture “%(name)s” has more than %(limit)s million dots; send it smaller.")


class FileLost(Refusal):
    """The row is there, the bytes are not: restored from a backup without its files."""

    code = "file_lost"
    sentence = _("The content of “%(name)s” is missing in the data folder; put it back from a backup.")
