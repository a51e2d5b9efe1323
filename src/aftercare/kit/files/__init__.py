"""Files people send: told by their bytes, cleaned, and kept once by the hash of what is left.

`store_file` checks and keeps; `check_file` and `keep_file` are its halves, to check before a lock is taken. `put_aside`
keeps one for a form that was refused, `taken_up` brings it back.
"""

from aftercare.kit.files.checking import CheckedFile, check_file
from aftercare.kit.files.forgetting import forget_bytes
from aftercare.kit.files.refusals import FileRefused
from aftercare.kit.files.staging import name_on, put_aside, taken_up
from aftercare.kit.files.storing import files_of, forget_files, keep_file, open_file, path_of, store_file

__all__ = [
    "CheckedFile",
    "FileRefused",
    "check_file",
    "files_of",
    "forget_bytes",
    "forget_files",
    "keep_file",
    "name_on",
    "open_file",
    "path_of",
    "put_aside",
    "store_file",
    "taken_up",
]
