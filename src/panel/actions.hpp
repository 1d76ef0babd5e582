// actions.hpp: what the buyer does inside the panel: moving between screens, sheets, drafts.
#pragma once
#include <string_view>

#include "panel/model.hpp"

namespace kefu::panel {

void go(State& st, Place place, Phrase tid = {}, Phrase oid = {}, Phrase case_id = {},
        CaseType type = CaseType::RO_UNSHIPPED, EventType event = EventType::submit);
/// Back to Home with the place on top, so that "back" never returns into a form that was sent.
void go_from_home(State& st, Place place, Phrase tid, Phrase oid, Phrase case_id);
void back(State& st);
void close_panel(State& st);

void open_sheet(State& st, SheetKind kind);
void open_why(State& st, Phrase code);
void open_elsewhere(State& st, std::size_t topic);
/// Whether the buyer is sure of a step that asks for nothing.
void open_sure(State& st, EventType event);
/// The topic's form about that line, after asking which where only one can be meant, or the sheet that says who handles it.
void open_topic(State& st, Phrase tid, Phrase oid, std::size_t topic);
void open_channel(State& st, Channel channel);
void close_sheet(State& st);

/// Opens the form for a case of this type about a line ("" = the whole order), with its stored draft. What asks nothing
/// opens on its review.
void open_form(State& st, Phrase tid, Phrase oid, CaseType type);
/// Opens the form of a step of the case.
void open_step(State& st, const Case& c, EventType event);
/// The draft of the form on the screen, unless that is what is held: "back" may lead from one form to another.
void take_up_draft(State& st);
/// Writes one answer down and stores the draft.
void answer(State& st, Phrase field, std::string_view text);
void restore_draft(State& st, std::string_view stored);
void forget_draft(State& st, Phrase key);
/// Where the draft of the form on the screen, or of its review, is stored.
Phrase draft_key(const State& st);

/// A shop may log what was used: `kefu-channel`, `kefu-case`.
void tell_channel(State& st, Channel channel, Phrase href);
void tell_case(State& st, const Case& c);
void report_missing_contact(State& st);
void ask_sign_in(State& st);

}  // namespace kefu::panel
