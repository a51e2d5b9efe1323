"""What each code of the choice says. Numbers are filled in by name; nothing here names a person."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence

REFUSALS: Mapping[str, Sentence] = {
    "inactive": _("The engineer is not active; reactivate the engineer or choose another."),
    "excluded": _("The request excludes this engineer."),
    "other_required": _("The request asks for another engineer."),
    "skill_missing": _("Lacks the skill %(skill)s; level %(needed)s is asked for."),
    "skill_low": _("Has %(skill)s at level %(level)s; level %(needed)s is asked for."),
    "certificate_missing": _("Holds no certificate for %(skill)s, which needs one."),
    "certificate_expired": _(
        "The certificate %(certificate)s for %(skill)s ended on %(ended_day)s; the visit would be on %(visit_day)s."
    ),
    "certificate_not_yet": _(
        "The certificate %(certificate)s for %(skill)s begins on %(begins_day)s; the visit would be on %(visit_day)s."
    ),
    "pass_expired": _(
        "The certificate %(certificate)s, needed for every job, ended on %(ended_day)s; "
        "the visit would be on %(visit_day)s."
    ),
    "outside_territory": _("Works in %(territories)s; the site lies in %(region)s."),
    "date_passed": _("The required date, %(until_at)s, has passed; give the request a new one."),
    "window_empty": _("The visit may begin from %(from_at)s and must end by %(until_at)s; nothing lies between."),
    "off_shift": _("No working hours between %(from_at)s and %(until_at)s."),
    "absent": _("Absent for all working hours between %(from_at)s and %(until_at)s; back on %(back_at)s."),
    "full": _(
        "No room between %(from_at)s and %(until_at)s: the emptiest day, %(room_day)s, has %(room_minutes)s left "
        "of %(capacity_minutes)s; the visit takes %(needed_minutes)s."
    ),
    "no_stretch": _(
        "The best free stretch between %(from_at)s and %(until_at)s is %(longest_minutes)s; "
        "the way and the visit take %(needed_minutes)s."
    ),
}

WARNINGS: Mapping[str, Sentence] = {
    "certificate_ends_soon": _("The certificate %(certificate)s ends on %(ends_day)s."),
    "no_calendar": _("Keeps no working calendar; any hour was taken as working."),
    "outside_hours": _("The visit from %(start_at)s to %(end_at)s lies outside working hours by %(outside_minutes)s."),
    "absent_then": _("Absent from %(from_at)s to %(until_at)s, during the visit."),
    "overlaps": _("Already has a visit from %(from_at)s to %(until_at)s."),
    "outside_wish": _("The visit would begin at %(start_at)s; the customer wishes %(from_at)s to %(until_at)s."),
    "ends_late": _("The visit would end at %(end_at)s, after the required date, %(until_at)s."),
    "tight_before": _("%(between_minutes)s after the visit before; the way from it takes %(way_minutes)s."),
    "tight_after": _("%(between_minutes)s before the visit after; the way to it takes %(way_minutes)s."),
    "over_capacity": _(
        "With this visit %(planned_minutes)s would be planned on %(visit_day)s; the capacity is %(capacity_minutes)s."
    ),
}

PARTS: Mapping[str, Sentence] = {
    "travel_from_home": _("%(km)s km by road from home: %(way_minutes)s."),
    "travel_from_visit": _("%(km)s km by road from the nearest visit of the day: %(way_minutes)s."),
    "travel_site_unknown": _("No coordinates for the site: %(way_minutes)s assumed for region %(region)s."),
    "travel_site_unknown_anywhere": _("No coordinates for the site: %(way_minutes)s assumed."),
    "travel_start_unknown": _("No coordinates to start from: %(way_minutes)s assumed for region %(region)s."),
    "travel_start_unknown_anywhere": _("No coordinates to start from: %(way_minutes)s assumed."),
    "workload": _("%(planned)s of %(capacity_minutes)s are planned on %(visit_day)s: %(load)s %%."),
    "above_mean": _("%(load)s %% planned against a mean of %(mean)s %% among those who fit."),
    "density": _("Visits nearby on %(visit_day)s: %(jobs)s."),
    "lateness": _(
        "Ends at %(end_at)s; %(spare_minutes)s of free working time are left before the required date, "
        "%(reserve_minutes)s are wished for (priority %(priority)s)."
    ),
    "surplus": _("Levels above what is asked for: %(levels)s (%(skills)s)."),
    "rare_skill": _("Keeps rare skills free that this work does not need: %(skills)s."),
    "continuity": _("Came here before; place among those who came, the latest first: %(place)s."),
    "parts_missing": _("Not in the van: %(parts)s."),
    "territory_secondary": _("The site lies in a secondary territory (%(territory)s)."),
    "preferred": _("The customer gave %(mark)s of 5 for this engineer's last work here."),
    "wish_kept": _("Can begin at %(start_at)s, within the customer's wish (%(from_at)s to %(until_at)s)."),
    "wish_missed": _("Can begin at %(start_at)s, outside the customer's wish (%(from_at)s to %(until_at)s)."),
    "overtime": _("Overtime on %(visit_day)s: %(overtime_minutes)s."),
    "wait": _("Can begin at %(start_at)s, %(hours)s h after %(from_at)s (priority %(priority)s)."),
}

CHOICES: Mapping[str, Sentence] = {
    "no_engineers": _("There are no engineers to choose from; register one or activate one."),
    "nobody_fits": _(
        "None of the engineers fits (%(asked)s were looked at). In the way: %(refused_counts)s. "
        "Change the required date, the skills or the exclusions, or assign by hand."
    ),
    "only_fit": _("The only one who fits of %(asked)s: %(total_minutes)s in all."),
    "least_total": _(
        "Least of %(fitting)s who fit: %(total_minutes)s in all, %(lead_minutes)s less than the next; "
        "most of it by %(deciding_label)s."
    ),
    "tie_load": _("As good as the next of %(fitting)s who fit: %(total_minutes)s in all; has less planned that day."),
    "tie_order": _("As good as the next of %(fitting)s who fit: %(total_minutes)s in all; taken in fixed order."),
    "weight_not_a_number": _("The weight %(weight)s must be a number."),
    "weight_not_four_numbers": _("The weight %(weight)s must be four numbers, one for each priority."),
    "weight_not_whole": _("The weight %(weight)s is %(given)s; it must be a whole number."),
    "weight_out_of_bounds": _("The weight %(weight)s is %(given)s; it must be from %(low)s to %(high)s."),
}

# What other weights would have changed.
SHIFTS: Mapping[str, Sentence] = {
    "shift_ahead": _(
        "%(behind_minutes)s behind then, %(ahead_minutes)s ahead with these weights; most of it by %(deciding_label)s."
    ),
    "shift_even": _(
        "%(behind_minutes)s behind then, even with these weights; the one with less planned that day goes, "
        "or the first in fixed order."
    ),
    "shift_refused": _("Outside all territories, who was chosen would be refused."),
    "shift_nobody": _("Outside all territories, everybody would be refused; nobody would be left."),
}

SENTENCES: Mapping[str, Sentence] = {**REFUSALS, **WARNINGS, **PARTS, **CHOICES, **SHIFTS}

LABELS: Mapping[str, Sentence] = {
    "inactive": _("not active"),
    "excluded": _("excluded"),
    "other_required": _("another engineer asked for"),
    "skill_missing": _("skill missing"),
    "skill_low": _("skill level too low"),
    "certificate_missing": _("certificate missing"),
    "certificate_expired": _("certificate expired"),
    "certificate_not_yet": _("certificate not yet valid"),
    "pass_expired": _("general certificate expired"),
    "outside_territory": _("outside the territories"),
    "date_passed": _("required date passed"),
    "window_empty": _("no time between earliest and latest"),
    "off_shift": _("no working hours"),
    "absent": _("absent"),
    "full": _("days full"),
    "no_stretch": _("no free stretch long enough"),
    "certificate_ends_soon": _("certificate ends soon"),
    "no_calendar": _("no calendar"),
    "outside_hours": _("outside working hours"),
    "absent_then": _("absent"),
    "overlaps": _("overlaps a visit"),
    "ends_late": _("ends late"),
    "tight_before": _("too little time for the way there"),
    "tight_after": _("too little time for the way on"),
    "over_capacity": _("over capacity"),
    "parts_missing": _("parts missing"),
    "travel": _("travel"),
    "workload": _("workload"),
    "above_mean": _("more work than others"),
    "density": _("work nearby"),
    "lateness": _("risk of lateness"),
    "surplus": _("over-qualification"),
    "rare_skill": _("rare skills"),
    "continuity": _("continuity"),
    "parts": _("parts on hand"),
    "territory": _("territory"),
    "preferred": _("good mark before"),
    "wish": _("customer's wish"),
    "outside_wish": _("outside the customer's wish"),
    "overtime": _("overtime"),
    "wait": _("waiting time"),
}
