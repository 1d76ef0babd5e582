// screen_case.hpp: the parts of a case's page, in the order in which they stand. Each draws nothing where it has nothing.
#pragma once
#include "panel/model.hpp"

namespace kefu::panel {

/// The deadline of an appeal (domain §5.3).
inline constexpr std::string_view kAppeal = "D10";

/// What became of the buyer's last step of this case: unanswered, refused, or somebody else was first.
void step_banner(State& st, Phrase case_id);
/// "还剩 1 天 6 小时", kept true by itself; nothing once it is over.
void countdown(State& st, Instant at);

// case_actions.cpp
void intervention_card(State& st, const Case& c);  // the platform's: who asked, how far it is, what was decided
void offer_card(State& st, const Case& c);         // T10, T11: what is proposed instead, to take or to leave
void actions_card(State& st, const Case& c);       // everything that opens a form of its own
void actions_bar(State& st, const Case& c);        // the one thing to do now; and the way out, last and plain

// talk.cpp
void talk_card(State& st, const Case& c);          // what the parties said, and a place to write
void ledger_card(State& st, const Case& c);        // what was paid back to where
}  // namespace kefu::panel
