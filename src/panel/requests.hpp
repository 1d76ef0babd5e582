// requests.hpp: calls to the server and what their answers do to the model (ARCHITECTURE.md "HTTP").
#pragma once
#include <string>
#include <string_view>

#include "panel/model.hpp"

namespace kefu::panel {

struct Filing;

/// Asks for the context, unless nobody is signed in: then there is nothing the server could tell.
void load_context(State& st);
void reload_case(State& st, Phrase case_id);

/// Stores the submission, then sends it: a page that dies in between sends it again (done list of the first slice).
void submit(State& st, Phrase tid, std::string body);
/// The same body with the same key.
void resend(State& st);
/// What an earlier page left unanswered.
void restore_submission(State& st, std::string_view stored);
void forget_submission(State& st);

/// The buyer's next step in a case, with what its form says.
void act(State& st, const Case& c, EventType event, const Filing* filing = nullptr);
/// Words to the other side.
void say(State& st, const Case& c, Phrase text);
void resend_step(State& st);
/// She goes on writing where words of hers are under way: when those arrive, what stands there now is not theirs to take along.
void write_on(State& st, Phrase draft);
/// Whether a further step may be sent: the last one has its answer, or none is under way. Only one is kept for a later page.
bool may_step(const State& st);
void restore_step(State& st, std::string_view stored);
void forget_step(State& st);

/// Milliseconds before the next try: 1 s, 2 s, 4 s … 30 s.
std::int64_t backoff_ms(int tries);
/// Leaves the store and its channels, which need no identity, and nothing of the buyer's.
void forget_buyer(State& st);
/// Keeps what is known where that is still true; else the screen says what is wrong.
void fail(State& st, Trouble trouble, Phrase code);
/// When to look at the case on the screen again: soon while the money moves, else at its next deadline.
void watch(State& st, const Case& c);

/// News of a case: it has that version now, or something beside it changed. `case_id` empty: some news were missed.
void on_changed(State& st, Phrase case_id, Phrase tid, std::int64_t version);

void on_response(State& st, int id, int status, std::string_view body);

/// What is due by the clock: the next look at a case, the next try of a submission. Asks to be woken for the rest.
void run_clock(State& st);

Phrase pending_key(const State& st);
Phrase step_key(const State& st);

}  // namespace kefu::panel
