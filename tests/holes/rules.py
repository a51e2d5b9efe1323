"""Holes planted on purpose, each beside what looks alike and is none; never imported."""

import ssl
from uuid import UUID


def statements(cursor, request):
    wanted = request.GET["number"]
    # ruleid: what-was-sent-is-run-or-shown
    cursor.execute(wanted)
    # ok: what-was-sent-is-run-or-shown
    cursor.execute("SELECT * FROM requests WHERE number = %s", [wanted])


def pages(request, name):
    # ruleid: html-made-of-words
    mark_safe(f"<b>{name}</b>")
    # ruleid: html-made-of-words
    format_html(f"<b>{name}</b>")
    # ok: html-made-of-words
    format_html("<b>{}</b>", name)
    said = request.POST.get("said")
    # ruleid: what-was-sent-is-run-or-shown
    mark_safe(said)
    # ok: what-was-sent-is-run-or-shown
    format_html("<b>{}</b>", said)


def ways(request):
    back = request.GET.get("next")
    # ruleid: what-was-sent-is-run-or-shown
    redirect(back)
    # ok: what-was-sent-is-run-or-shown
    redirect(reverse("home", args=[back]))
    # ok: what-was-sent-is-run-or-shown
    redirect(PLACES.get(back, "home"))
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        # ok: what-was-sent-is-run-or-shown
        return redirect(back)
    # ruleid: what-was-sent-is-run-or-shown
    return open(request.GET["file"])


def secrets_(signature, given, context, client):
    # ruleid: secrets-compared-letter-by-letter
    known = signature == given
    # ok: secrets-compared-letter-by-letter
    empty = signature == ""
    # ruleid: certificates-not-checked
    context.verify_mode = ssl.CERT_NONE
    # ruleid: certificates-not-checked
    client.get("https://example.com", verify=False)
    # ok: certificates-not-checked
    client.get("https://example.com", verify=True)
    return known, empty


# ruleid: page-without-a-token
@csrf_exempt
def open_door(request):
    return request


# ok: page-without-a-token
def door(request, id: UUID):
    return request
