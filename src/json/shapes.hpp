// shapes.hpp: the contract's objects, read and written (contract §1–§7). One function per shape and direction.
//
// Reading complains through the Reader's Document; writing is in the contract's key order, times at the store's offset.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "kefu/advance.hpp"
#include "kefu/answers.hpp"
#include "kefu/case.hpp"
#include "kefu/check.hpp"
#include "kefu/classify.hpp"
#include "kefu/compensate.hpp"
#include "kefu/form.hpp"
#include "kefu/locate.hpp"
#include "kefu/policy.hpp"
#include "kefu/quote.hpp"
#include "kefu/store.hpp"
#include "kefu/trade.hpp"

namespace kefu::json {

inline constexpr std::size_t kMostCases = 1000;  // of one trade, in one document

Store read_store(Reader r);
Trade read_trade(Reader r);
Case read_case(Reader r);
Event read_event(Reader r);
CheckRequest read_check_request(Reader r);
/// An object of nothing but texts: the answers of a request and of a case.
std::vector<std::pair<std::string, std::string>> read_texts_by_name(Reader r);
/// A pack, or a patch of one of `packs`; run.cpp looks up the ones that are named.
Policy read_policy(Reader r, const PolicyLibrary& packs);

LocateInput read_locate(Reader r);
QuoteInput read_quote(Reader r, const Policy& policy);
CheckInput read_check(Reader r);
std::vector<Answer> read_answers(Reader r);
AdvanceInput read_advance(Reader r);
CompensateInput read_compensate(Reader r);
ClassifyInput read_classify(Reader r);

void write(Writer& w, const Store& s);
void write(Writer& w, const Trade& t, Seconds utc_offset);
void write(Writer& w, const Case& c, Seconds utc_offset);
void write(Writer& w, const Effect& e, Seconds utc_offset);
void write(Writer& w, const Quote& q);
void write(Writer& w, const Located& l, Seconds utc_offset);
void write(Writer& w, const Checked& c, Seconds utc_offset);
void write(Writer& w, const Form& f, Seconds utc_offset);
void write(Writer& w, const Validity& v);
void write(Writer& w, const Advanced& a, Seconds utc_offset);
void write(Writer& w, const Compensation& c, Seconds utc_offset);
void write(Writer& w, const Classified& c);

/// Adds a pack, or a patch of one that is there, from its JSON text; the first complaint if it is malformed.
std::optional<Error> add_policy(PolicyLibrary& packs, std::string_view json);
/// The packs of assets/policies, built into native programs (the module receives them from its host).
const PolicyLibrary& builtin_policies();

}  // namespace kefu::json
