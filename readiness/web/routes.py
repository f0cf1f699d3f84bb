"""Every page: its address, the view that answers, and the action that one must be allowed.

The use case requires the right once more, with the thing it is about. What is not here is closed.
"""

# ruff: noqa: E501 - one page, one line
from __future__ import annotations

from collections.abc import Mapping

from readiness.core.rights import Action
from readiness.web.late_pages import Page, get, one_click, post

# fmt: off
ROUTES: tuple[Page, ...] = (
    post("/account/absence", "absences.leave", Action.CHANGE_OWN_ACCOUNT),
    post("/account/absence/end", "absences.back", Action.CHANGE_OWN_ACCOUNT),

    get("/account", "accounts.show", Action.CHANGE_OWN_ACCOUNT),
    post("/account", "accounts.change_profile", Action.CHANGE_OWN_ACCOUNT),
    post("/account/password", "accounts.change_password", Action.CHANGE_OWN_ACCOUNT),

    get("/reviews/<int:review_id>/action-items/<int:item_id>", "action_item_moves.show", Action.READ),
    post("/reviews/<int:review_id>/action-items/<int:item_id>/change", "action_item_moves.change", Action.CHANGE_ACTION_ITEM),
    post("/reviews/<int:review_id>/action-items/<int:item_id>/take", "action_item_moves.take", Action.TAKE_ACTION_ITEM),
    post("/reviews/<int:review_id>/action-items/<int:item_id>/done", "action_item_moves.close", Action.CHANGE_ACTION_ITEM),
    post("/reviews/<int:review_id>/action-items/<int:item_id>/reopen", "action_item_moves.reopen", Action.CHANGE_ACTION_ITEM),
    post("/reviews/<int:review_id>/action-items/<int:item_id>/drop", "action_item_moves.drop", Action.CHANGE_ACTION_ITEM),

    get("/action-items", "action_items.index", Action.READ),
    get("/reviews/<int:review_id>/action-items/new", "action_items.offer", Action.ADD_ACTION_ITEM),
    post("/reviews/<int:review_id>/action-items", "action_items.add", Action.ADD_ACTION_ITEM),

    post("/reviews/<int:review_id>/questions/<question>/answer", "answers.give", Action.ANSWER),

    get("/reviews/<int:review_id>/apply", "applying.offer", Action.APPLY),
    post("/reviews/<int:review_id>/apply", "applying.apply", Action.APPLY),
    post("/reviews/<int:review_id>/apply/undo", "applying.undo", Action.APPLY),

    get("/reviews/<int:review_id>/areas/<area_id>", "areas.show", Action.READ),

    get("/checklists/asked-often", "asked_often.show", Action.READ),
    post("/checklists/<name>/questions/<question>/asked-often/seen", "asked_often.put_away", Action.PUT_AWAY_ASKED),

    post("/reviews/<int:review_id>/gates/<gate>/assignment", "assignments.assign", Action.ASSIGN_GATE),
    post("/reviews/<int:review_id>/gates/<gate>/assignment/release", "assignments.release", Action.ASSIGN_GATE),

    get("/teams/<slug>", "calendars.show", Action.READ),
    post("/teams/<slug>/week", "calendars.change_week", Action.CHANGE_CALENDAR),
    post("/teams/<slug>/holidays", "calendars.add_holidays", Action.CHANGE_CALENDAR),
    post("/teams/<slug>/holidays/<day>/remove", "calendars.remove_holiday", Action.CHANGE_CALENDAR),

    get("/badges/<token>.svg", "badges.picture", Action.SHOW_BADGE),
    get("/badges/<token>.json", "badges.document", Action.SHOW_BADGE),

    get("/checklists/<name>/differences", "checklist_differences.show", Action.READ),
    post("/checklists/<name>/<int:number>/seen", "checklist_differences.put_away", Action.PUT_AWAY_NOTICE),

    get("/checklists/<name>/<int:number>.yaml", "checklist_exports.as_yaml", Action.READ),
    get("/checklists/<name>/<int:number>.md", "checklist_exports.as_markdown", Action.READ),
    get("/checklists/<name>/<int:number>.csv", "checklist_exports.as_csv", Action.READ),

    get("/checklists/search", "checklist_search.show", Action.READ),

    get("/checklists", "checklists.index", Action.READ),
    get("/checklists/<name>/<int:number>", "checklists.show", Action.READ),

    post("/comments/preview", "comment_previews.show", Action.COMMENT),

    post("/reviews/<int:review_id>/questions/<question>/comment", "comments.add", Action.COMMENT),
    post("/reviews/<int:review_id>/gates/<gate>/comment", "comments.add_on_gate", Action.COMMENT),

    get("/admin/connections", "connections.index", Action.MANAGE_CONNECTIONS),
    post("/admin/connections", "connections.make", Action.MANAGE_CONNECTIONS),
    get("/admin/connections/<int:connection_id>", "connections.show", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>", "connections.change", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>/secret", "connections.renew", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>/test", "connections.test", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>/on", "connections.switch_on", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>/off", "connections.switch_off", Action.MANAGE_CONNECTIONS),
    post("/admin/connections/<int:connection_id>/remove", "connections.remove", Action.MANAGE_CONNECTIONS),

    post("/reviews/<int:review_id>/consultant", "consultants.name", Action.ADVISE_REVIEW),
    post("/reviews/<int:review_id>/consultant/release", "consultants.release", Action.ADVISE_REVIEW),

    get("/admin/deliveries/<int:receiver_id>", "deliveries.show", Action.MANAGE_CONNECTIONS),
    post("/admin/deliveries/<int:receiver_id>/replay", "deliveries.replay_all", Action.MANAGE_CONNECTIONS),
    post("/admin/deliveries/<int:receiver_id>/replay/<int:delivery_id>", "deliveries.replay", Action.MANAGE_CONNECTIONS),

    get("/reviews/<int:review_id>/handing", "delegations.offer", Action.HAND_WORK),
    post("/reviews/<int:review_id>/handing", "delegations.hand", Action.HAND_WORK),
    post("/reviews/<int:review_id>/handing/return", "delegations.take_back", Action.HAND_WORK),

    get("/reviews/<int:review_id>/questions/<question>/evidence", "evidence.show", Action.READ),
    post("/reviews/<int:review_id>/questions/<question>/evidence", "evidence.add", Action.ANSWER),
    post("/reviews/<int:review_id>/questions/<question>/evidence/remove", "evidence.remove", Action.ANSWER),
    post("/reviews/<int:review_id>/questions/<question>/evidence/put-back", "evidence.put_back", Action.ANSWER),

    get("/reviews/<int:review_id>/files/<sha256>", "files.download", Action.READ),
    get("/reviews/<int:review_id>/files/<sha256>/thumbnail", "files.thumbnail", Action.READ),

    get("/advisory", "advisory.index", Action.READ),
    post("/advisory", "advisory.advise", Action.ADVISE),
    post("/advisory/<int:rule_id>/enforce", "advisory.enforce", Action.ADVISE),

    get("/freezes", "freezes.index", Action.READ),
    post("/freezes", "freezes.freeze", Action.FREEZE),
    get("/freezes/<int:freeze_id>", "freezes.show", Action.READ),
    post("/freezes/<int:freeze_id>/end", "freezes.shorten", Action.FREEZE),
    post("/freezes/<int:freeze_id>/exceptions", "freezes.make_exception", Action.FREEZE),
    get("/freezes/feed/<token>", "freezes.feed", Action.READ_FREEZES),

    get("/reviews/<int:review_id>/gates/<gate>", "gates.show", Action.READ),
    post("/reviews/<int:review_id>/gates/<gate>/vote", "gates.vote", Action.VOTE),
    post("/reviews/<int:review_id>/votes/<int:vote_id>/withdraw", "gates.withdraw", Action.WITHDRAW_VOTE),

    get("/services/<slug>/handover", "handovers.show", Action.READ),
    post("/services/<slug>/handover/consult", "handovers.consult", Action.CONSULT),
    get("/services/<slug>/handover/consultant", "handovers.offer_naming", Action.NAME_CONSULTANT),
    post("/services/<slug>/handover/consultant", "handovers.name", Action.NAME_CONSULTANT),
    get("/services/<slug>/handover/accept", "handovers.offer_accepting", Action.ACCEPT),
    post("/services/<slug>/handover/accept", "handovers.accept", Action.ACCEPT),
    get("/services/<slug>/handover/hand-back", "handovers.offer_handing_back", Action.HAND_BACK),
    post("/services/<slug>/handover/hand-back", "handovers.hand_back", Action.HAND_BACK),
    get("/services/<slug>/handover/retire", "handovers.offer_retiring", Action.RETIRE),
    post("/services/<slug>/handover/retire", "handovers.retire", Action.RETIRE),

    get("/reviews/<int:review_id>/questions/<question>/history", "histories.show", Action.READ),

    get("/services/<slug>/holds", "holds.show", Action.READ),
    post("/services/<slug>/holds", "holds.hold", Action.HOLD),
    post("/services/<slug>/holds/<int:hold_id>/end", "holds.end", Action.END_HOLD),

    get("/", "home.show", Action.READ),

    get("/inbox", "inbox.show", Action.READ_NOTICES),
    post("/inbox/<int:notice_id>/open", "inbox.follow", Action.READ_NOTICES),
    post("/inbox/<int:notice_id>/read", "inbox.read", Action.READ_NOTICES),
    post("/inbox/read", "inbox.read_all", Action.READ_NOTICES),

    get("/links/<secret>", "invitations.show", Action.USE_LINK),
    post("/links/<secret>", "invitations.use", Action.USE_LINK),

    get("/reviews/<int:review_id>/launch-day", "launch_cards.show", Action.READ),
    get("/reviews/<int:review_id>/launch-day/edit", "launch_cards.edit", Action.CHANGE_LAUNCH_CARD),
    post("/reviews/<int:review_id>/launch-day/edit", "launch_cards.change", Action.CHANGE_LAUNCH_CARD),

    get("/ledger", "ledger.index", Action.READ_LEDGER),
    get("/ledger/proof", "ledger.prove", Action.READ_LEDGER),

    get("/people/mentions", "mentions.offer", Action.READ),

    get("/reviews/<int:review_id>/reopen", "moves.offer_reopening", Action.REOPEN),
    post("/reviews/<int:review_id>/reopen", "moves.reopen", Action.REOPEN),
    get("/reviews/<int:review_id>/abandon", "moves.offer_abandoning", Action.ABANDON),
    post("/reviews/<int:review_id>/abandon", "moves.abandon", Action.ABANDON),
    get("/reviews/<int:review_id>/launch", "moves.offer_launching", Action.LAUNCH),
    post("/reviews/<int:review_id>/launch", "moves.launch", Action.LAUNCH),

    get("/admin/people", "people.index", Action.MANAGE_PEOPLE),
    get("/admin/people/invite", "people.offer", Action.MANAGE_PEOPLE),
    post("/admin/people/invite", "people.invite", Action.MANAGE_PEOPLE),
    post("/admin/people/invitations/<int:invitation_id>/withdraw", "people.withdraw", Action.MANAGE_PEOPLE),
    get("/admin/people/<int:person_id>", "people.show", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/roles/grant", "people.grant", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/roles/revoke", "people.revoke", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/accounts", "people.add_account", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/accounts/<int:account_id>/reset", "people.reset", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/accounts/<int:account_id>/deactivate", "people.deactivate", Action.MANAGE_PEOPLE),
    post("/admin/people/<int:person_id>/accounts/<int:account_id>/reactivate", "people.reactivate", Action.MANAGE_PEOPLE),

    get("/reviews/<int:review_id>/plan", "plans.offer", Action.PLAN),
    post("/reviews/<int:review_id>/plan", "plans.plan", Action.PLAN),

    get("/account/notifications", "preferences.show", Action.CHANGE_OWN_ACCOUNT),
    post("/account/notifications", "preferences.choose", Action.CHANGE_OWN_ACCOUNT),
    get("/mail/off/<token>", "preferences.offer_off", Action.SWITCH_OFF_MAIL),
    one_click("/mail/off/<token>", "preferences.switch_off", Action.SWITCH_OFF_MAIL),

    get("/services/<slug>/reviews/new", "previews.show", Action.START_REVIEW),
    post("/services/<slug>/reviews/new", "previews.start", Action.START_REVIEW),

    get("/queue", "queue.show", Action.READ),

    get("/reviews/<int:review_id>/report", "reports.show", Action.READ),
    post("/reviews/<int:review_id>/report", "reports.ask", Action.ASK_REPORT),
    get("/reviews/<int:review_id>/report.pdf", "reports.download", Action.READ),

    get("/reviews/<int:review_id>", "reviews.show", Action.READ),

    get("/search", "search.show", Action.READ),

    get("/reviews/<int:review_id>/send", "sendings.show", Action.SUBMIT),
    post("/reviews/<int:review_id>/send", "sendings.send", Action.SUBMIT),

    get("/services/<slug>/tokens", "service_tokens.index", Action.MANAGE_SERVICE_TOKENS),
    post("/services/<slug>/tokens", "service_tokens.make", Action.MANAGE_SERVICE_TOKENS),
    post("/services/<slug>/tokens/<int:token_id>/revoke", "service_tokens.revoke", Action.MANAGE_SERVICE_TOKENS),

    get("/services", "services.index", Action.READ),
    get("/services/<slug>", "services.show", Action.READ),
    get("/services/<slug>/why", "why_blocked.show", Action.READ),
    get("/services/new", "services.offer", Action.CREATE_SERVICE),
    post("/services/new", "services.create", Action.CREATE_SERVICE),
    get("/services/<slug>/facts", "services.offer_facts", Action.CHANGE_SERVICE),
    post("/services/<slug>/facts", "services.change_facts", Action.CHANGE_SERVICE),

    get("/sign-in", "sign_ins.show", Action.SIGN_IN),
    post("/sign-in", "sign_ins.sign_in", Action.SIGN_IN),
    post("/sign-out", "sign_ins.sign_out", Action.CHANGE_OWN_ACCOUNT),

    post("/reviews/<int:review_id>/questions/<question>/confirm", "suggestions.confirm", Action.ANSWER),
    get("/reviews/<int:review_id>/questions/<question>/others", "suggestions.others", Action.READ),

    get("/admin/teams", "teams.index", Action.MANAGE_PEOPLE),
    post("/admin/teams", "teams.create", Action.MANAGE_PEOPLE),
    get("/admin/teams/<slug>", "teams.show", Action.MANAGE_PEOPLE),
    post("/admin/teams/<slug>/members", "teams.add", Action.MANAGE_PEOPLE),
    post("/admin/teams/<slug>/members/<int:person_id>/remove", "teams.remove", Action.MANAGE_PEOPLE),

    get("/reviews/<int:review_id>/threads/<int:thread_id>", "threads.show", Action.READ),
    post("/reviews/<int:review_id>/threads/<int:thread_id>/answer", "threads.answer", Action.COMMENT),
    post("/reviews/<int:review_id>/threads/<int:thread_id>/comments/<int:comment_id>/edit", "threads.edit", Action.EDIT_COMMENT),
    post("/reviews/<int:review_id>/threads/<int:thread_id>/resolve", "threads.resolve", Action.COMMENT),
    post("/reviews/<int:review_id>/threads/<int:thread_id>/reopen", "threads.reopen", Action.COMMENT),

    get("/admin/tokens", "tokens.index", Action.MANAGE_TOKENS),
    post("/admin/tokens", "tokens.make", Action.MANAGE_TOKENS),
    post("/admin/tokens/<int:token_id>/revoke", "tokens.revoke", Action.MANAGE_TOKENS),

    get("/checklists/<name>/<int:number>/try", "tryouts.show", Action.READ),
    get("/services/<slug>/try", "tryouts.of_service", Action.READ),

    post("/reviews/<int:review_id>/questions/<question>/waiver", "waiver_requests.ask", Action.ASK_WAIVER),
    post("/reviews/<int:review_id>/waivers/<int:waiver_id>/withdraw", "waiver_requests.withdraw", Action.WITHDRAW_WAIVER),

    get("/waivers", "waivers.index", Action.READ),
    get("/waivers/<int:waiver_id>", "waivers.find", Action.READ),
    get("/reviews/<int:review_id>/waivers/<int:waiver_id>", "waivers.show", Action.READ),
    post("/reviews/<int:review_id>/waivers/<int:waiver_id>", "waivers.decide", Action.DECIDE_WAIVER),
)
# fmt: on

ACTIONS: Mapping[str, Action] = {page.view: page.action for page in ROUTES}
