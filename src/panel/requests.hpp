// requests.hpp: calls to the server and what their answers do to the model (ARCHITECTURE.md "HTTP").
#pragma once
#include <string>
#include <string_view>

#include "panel/model.hpp"

namespace kefu::panel {

/// Asks for the context, unless nobody is signed in: then there is nothing the server could tell.
void load_context(State& st);
void reload_case(State& st, Phrase case_id);

/// Stores the submission, then sends it: a page that dies in between sends it again (done list of the first slice).
void submit(State& st, Phrase tid, Phrase oid, std::string body);
/// The same body with the same key.
void resend(State& st);
/// What an earlier page left unanswered.
void restore_submission(State& st, std::string_view stored);
void forget_submission(State& st);

void withdraw(State& st, const Case& c);
void resend_step(State& st);

/// Milliseconds before the next try: 1 s, 2 s, 4 s … 30 s.
std::int64_t backoff_ms(int tries);
/// Leaves the store and its channels, which need no identity, and nothing of the buyer's.
void forget_buyer(State& st);
/// Keeps what is known where that is still true; else the screen says what is wrong.
void fail(State& st, Trouble trouble, Phrase code);
/// When to look at the case on the screen again: soon while the money moves, else at its next deadline.
void watch(State& st, const Case& c);

void on_response(State& st, int id, int status, std::string_view body);

/// What is due by the clock: the next look at a case, the next try of a submission. Asks to be woken for the rest.
void run_clock(State& st);

Phrase pending_key(const State& st);

}  // namespace kefu::panel
