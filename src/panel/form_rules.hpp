// form_rules.hpp: a form as the engine describes it and the buyer has filled it in so far: what is asked, what is wrong,
// what it brings, what is sent. The server judges again.
//
//   Filing f;                                        // of the form, or the review, on the screen
//   if (const auto error = fill(f, st, *trade)) …
//   for (const Field* field : f.asked) …             // with what the other answers leave of them
//   f.amount                                         // what is asked for: 6010 of at most f.most
//   fault_of(st, *field)                             // PHONE …; words: locales `error.<code>`
//
// Fields of evidence are told of in evidence.hpp; a reason that needs a picture makes theirs required.
// What the form asks and a request has no member for travels in the request's `answers` (kefu/answers.hpp). A form with a
// case_id is that of a step of the case: its fields are members of the step's event.
#pragma once
#include <string>

#include "kefu/answers.hpp"
#include "kefu/form.hpp"
#include "kefu/quote.hpp"
#include "panel/model.hpp"

namespace kefu::json {
class Writer;
}

namespace kefu::panel {

struct Filing {
  CheckInput input;
  Form form;
  std::vector<Field*> asked;  // of the form's, after the answers so far
  bool pays = false;          // it brings money
  bool quoted = false;        // and the quote says line by line how much
  Fen most{}, amount{};
};

/// Writes into the draft what is so unless the buyer says otherwise.
void presume(State& st);

/// Where there is nothing to choose it is chosen; whether something was, so that the form has to be filled anew.
bool choose_only(State& st, const Filing& f);

std::optional<Error> fill(Filing& f, const State& st, const Trade& trade);
/// Whether it is a step of a case rather than an application.
inline bool is_step(const Filing& f) { return f.input.request.step != FormStep::APPLY; }

/// How many units the buyer chose; 0: not yet.
std::int64_t units_chosen(const State& st);
AnswerFault fault_of(const State& st, const Field& field);
/// What comes back of all that is named, without the gifts that stay.
Result<Quote> quote_for(const State& st, const CheckInput& input);
/// How the amount is made up, as the server will book it.
std::vector<std::pair<std::string, Fen>> tenders_for(const State& st, const Filing& f);

/// Times that somebody could come by, for a TIME that lies ahead: twice a day, for three days.
std::vector<Instant> slots(const State& st);
Phrase slot_code(const State& st, Instant at);

Phrase option_words(const State& st, const Trade& trade, const Field& field, Phrase code);
/// The draft's answer as a buyer reads it; "" for none.
Phrase answer_words(const State& st, const Trade& trade, const Field& field);
/// The same of an answer that a case carries.
Phrase told_words(const State& st, const Trade* trade, Phrase field, Phrase text);

/// POST /v1/cases.
std::string submission_of(const State& st, const Filing& f);
/// The members of a step's event that its form asked for.
void write_step(json::Writer& w, const State& st, const Filing& f);

}  // namespace kefu::panel
