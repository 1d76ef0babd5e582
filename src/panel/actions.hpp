// actions.hpp: what the buyer does inside the panel: moving between screens, sheets, drafts.
#pragma once
#include <string_view>

#include "panel/model.hpp"

namespace kefu::panel {

void go(State& st, Place place, Phrase tid = {}, Phrase oid = {}, Phrase case_id = {});
/// Back to Home with the place on top, so that "back" never returns into a form that was sent.
void go_from_home(State& st, Place place, Phrase tid, Phrase oid, Phrase case_id);
void back(State& st);
void close_panel(State& st);

void open_sheet(State& st, SheetKind kind);
void open_why(State& st, Phrase code);
void open_elsewhere(State& st, std::size_t topic);
void open_channel(State& st, Channel channel);
void close_sheet(State& st);

/// Opens the form of a line ("" = the whole order) with its stored draft.
void open_form(State& st, Phrase tid, Phrase oid);
void keep_draft(State& st);
void restore_draft(State& st, std::string_view stored);
void forget_draft(State& st, Phrase tid, Phrase oid);
Phrase draft_key(const State& st, Phrase tid, Phrase oid);

/// A shop may log what was used: `kefu-channel`, `kefu-case`.
void tell_channel(State& st, Channel channel, Phrase href);
void tell_case(State& st, const Case& c);
void report_missing_contact(State& st);
void ask_sign_in(State& st);

}  // namespace kefu::panel
