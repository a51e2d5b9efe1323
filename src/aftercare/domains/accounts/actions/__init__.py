"""The room's commands, by subject."""

from aftercare.domains.accounts.actions.asking import (
    approve_permission,
    ask_permission,
    decline_permission,
    withdraw_permission,
)
from aftercare.domains.accounts.actions.calendars import (
    change_calendar,
    create_calendar,
    remove_special_day,
    set_official_holidays,
    set_special_day,
)
from aftercare.domains.accounts.actions.company import change_company, set_up_company
from aftercare.domains.accounts.actions.exports import record_export
from aftercare.domains.accounts.actions.leaving import deactivate_user, reactivate_user
from aftercare.domains.accounts.actions.links import (
    ask_password_reset,
    choose_password,
    invite_user,
    make_password_link,
    set_password,
)
from aftercare.domains.accounts.actions.organisation import (
    change_team,
    change_unit,
    create_team,
    create_unit,
    deactivate_unit,
    move_unit,
    reactivate_unit,
)
from aftercare.domains.accounts.actions.people import (
    change_password,
    change_user,
    create_user,
    move_user,
)
from aftercare.domains.accounts.actions.rights import (
    create_token,
    ensure_ready_roles,
    give_grant,
    revoke_token,
    take_grant,
)
from aftercare.domains.accounts.actions.roles import change_role, create_role, demand_second_factor, remove_role
from aftercare.domains.accounts.actions.second_factor import (
    end_sessions,
    record_recovery_codes,
    record_second_factor,
    reset_second_factor,
)
from aftercare.domains.accounts.actions.tasks import (
    Addressee,
    Asked,
    close_tasks_about,
    close_tasks_about_each,
    do_task,
    open_each_task,
    open_task,
    open_tasks,
)
from aftercare.domains.accounts.actions.views import change_view, delete_view, save_view

__all__ = [
    "Addressee",
    "Asked",
    "approve_permission",
    "ask_password_reset",
    "ask_permission",
    "change_calendar",
    "change_company",
    "change_password",
    "change_role",
    "change_team",
    "change_unit",
    "change_user",
    "change_view",
    "choose_password",
    "close_tasks_about",
    "close_tasks_about_each",
    "create_calendar",
    "create_role",
    "create_team",
    "create_token",
    "create_unit",
    "create_user",
    "deactivate_unit",
    "deactivate_user",
    "decline_permission",
    "delete_view",
    "demand_second_factor",
    "do_task",
    "end_sessions",
    "ensure_ready_roles",
    "give_grant",
    "invite_user",
    "make_password_link",
    "move_unit",
    "move_user",
    "open_each_task",
    "open_task",
    "open_tasks",
    "reactivate_unit",
    "reactivate_user",
    "record_recovery_codes",
    "record_second_factor",
    "reset_second_factor",
    "remove_role",
    "record_export",
    "remove_special_day",
    "revoke_token",
    "save_view",
    "set_official_holidays",
    "set_password",
    "set_special_day",
    "set_up_company",
    "take_grant",
    "withdraw_permission",
]
