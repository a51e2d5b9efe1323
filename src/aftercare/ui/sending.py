"""Answering with the bytes of a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from aftercare.kit.files import open_file
from aftercare.kit.models import StoredFile


def file_answer(file: StoredFile, *, keep: str = "private, max-age=3600") -> HttpResponse:
    """A picture to look at, anything else to keep; as what its bytes were when it came, never as its name says."""
    with open_file(file) as content:
        answer = HttpResponse(content.read(), content_type=file.content_type)
    picture = file.content_type.startswith("image/")
    answer["Content-Disposition"] = content_disposition_header(not picture, file.name) or "attachment"
    answer["Cache-Control"] = keep
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def paper_answer(content: bytes, name: str) -> HttpResponse:
    """A sheet of paper that was just made, to look at; kept by nobody on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
