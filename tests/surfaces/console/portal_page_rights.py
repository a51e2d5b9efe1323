"""The pages of the portal are public: what keeps others out is the link, or who is signed in."""

from tests.surfaces.console.page_rights import EVERYBODY, WORDS, Row

OF_PORTAL = {
    "portal:submit": Row(EVERYBODY, public=True),
    # Of these nobody is signed in as a customer's person: who is not is asked who they are.
    "portal:mine": Row(EVERYBODY, public=True),
    "portal:ask": Row(EVERYBODY, public=True),
    "portal:enter": Row(frozenset(), parts={"ticket": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:leave": Row(EVERYBODY, "post", public=True),
    "portal:forget_sent": Row(EVERYBODY, "post", public=True),
    "portal:request_of_mine": Row(EVERYBODY, public=True),
    "portal:device": Row(EVERYBODY, public=True),
    "portal:register_mine": Row(EVERYBODY, "post", public=True),
    "portal:register": Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:label": Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:mails": Row(frozenset(), parts={"slip": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:order": Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:order_paper": Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:delivery_note": Row(frozenset(), parts={"token": "nothing"}, unseen=EVERYBODY, public=True),
    "portal:sent": Row(EVERYBODY, public=True),
    "portal:track": Row(EVERYBODY, public=True),
    "portal:file": Row(frozenset(), unseen=EVERYBODY, public=True),  # only files of replies, which this is not
    "portal:write": Row(EVERYBODY, "post", given=WORDS, public=True),
    "portal:cancel": Row(EVERYBODY, "post", given={"why": "works"}, public=True),
    "portal:rate": Row(EVERYBODY, "post", given={"satisfaction": "5"}, public=True),
    "portal:reopen": Row(EVERYBODY, "post", given={"reason": "It drips again."}, public=True),
}
