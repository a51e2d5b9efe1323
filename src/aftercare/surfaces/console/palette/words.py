"""What each command of the palette is called: a verb first, in words of somebody who came today."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.ui.parts import Words

# A move of the request in view; on its page the button stands beside what it is about, here the words stand alone.
MOVES: Mapping[str, Words] = {
    "assign": _("Assign it to somebody"),
    "start": _("Start the work"),
    "handle": _("Report that it is solved"),
    "fail": _("Report that it could not be solved"),
    "confirm": _("Record that the customer is satisfied"),
    "reject": _("Record that the customer is not satisfied"),
    "unreachable": _("Record that nobody answered the call"),
    "suspend": _("Let it wait until a date"),
    "resume": _("End the waiting and go on"),
    "withdraw": _("Take it back from who has it"),
    "decline": _("Give the job back"),
    "unlock": _("Unlock it and plan anew"),
    "conclude": _("Close it by decision: exchange, refund, goodwill"),
    "cancel": _("Cancel this request"),
    "merge": _("Merge it into another request"),
    "reopen": _("Open it again"),
    "sign_off": _("Check hours, parts and costs, and sign off"),
}
CHANGE = _("Change its title, priority or description")
SPLIT = _("Split a part off as a request of its own")
TIE = _("Link it with another request")
# A section of the administration; its own name stands beside it.
SECTIONS: Mapping[str, Words] = {
    "console:users": _("Add and change users"),
    "console:roles": _("See and change what each role may do"),
    "console:permission_requests": _("Decide who gets a role they asked for"),
    "console:organisation": _("Change the regions and outlets of the company"),
    "console:teams": _("Put people together in teams"),
    "console:company": _("Change the company's name and address"),
    "console:dictionaries": _("Edit the lists people choose from"),
    "console:levels": _("Set how quickly customers are served"),
    "console:warranty_terms": _("Set what warranty pays, and for how long"),
    "console:statutory_rules": _("Set what the law gives beside warranty"),
    "console:grading": _("Set which customers get which grade"),
    "console:imports": _("Take records in from a sheet, or out to one"),
    "console:price_lists": _("Set what things cost and which tax is on them"),
    "console:service_rates": _("Set what labour and travel cost, and how quotations hold"),
    "console:weights": _("Set how engineers are chosen"),
    "console:record_rules": _("Set what a service record must hold"),
    "console:call_back_rules": _("Set when customers are called back"),
    "console:audit": _("See who did what and when"),
    "console:calendars": _("Set working hours and holidays"),
    "console:templates": _("Write the mails customers get"),
    "console:replies": _("Edit the ready answers"),
    "console:messages": _("See which mails were sent"),
}
OWN: Mapping[str, Words] = {
    "console:notifications": _("Read my notifications"),
    "console:profile": _("Change my name, language or time zone"),
    "console:my_rights": _("See what I may do"),
    "console:security": _("Change how I sign in"),
}
GO_TO = pgettext_lazy("palette", "Go to: %(place)s")
