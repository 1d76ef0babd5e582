#include "json/run.hpp"

#include <utility>

#include "json/shapes.hpp"

namespace kefu::json {

namespace {

/// A pack named by its id is used where it lies; one that came with the document is read into `own`.
const Policy& policy_of(const Reader& r, const PolicyLibrary& packs, Policy& own) {
  if (!r.is_text()) {
    own = read_policy(r, packs);
  } else if (const Policy* known = packs.find(r.text())) {
    return *known;
  } else {
    r.complain(ErrorCode::UNKNOWN_POLICY);
  }
  return own;
}

/// Reads, judges the document once, computes, and writes what came out.
template <class Read, class Compute, class Write>
Reply answer(Document& doc, Read read, Compute compute, Write write_result) {
  const auto input = read();
  if (doc.failed()) return {false, write_error(doc.error())};
  const auto result = compute(input);
  if (!result) return {false, write_error(result.error())};
  Writer w;
  write_result(w, input, *result);
  return {true, w.take()};
}

using Command = Reply (*)(Document&, Reader, const Policy&);

Reply run_quote(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_quote(root, policy); }, [](const QuoteInput& in) { return quote(in); },
      [](Writer& w, const QuoteInput&, const Quote& q) { write(w, q); });
}

Reply run_locate(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_locate(root); }, [&](const LocateInput& in) { return locate(in, policy); },
      [](Writer& w, const LocateInput& in, const Located& l) { write(w, l, in.store.utc_offset); });
}

// These carry no store: their times are written at China's offset, which all of TOP's own times have.
constexpr Seconds kChina = 8 * kHour;

Reply run_check(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_check(root); }, [&](const CheckInput& in) { return check(in, policy); },
      [](Writer& w, const CheckInput&, const Checked& c) { write(w, c, kChina); });
}

struct Filled {
  CheckInput input;
  std::vector<Answer> answers;
};

Reply run_answers(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return Filled{read_check(root), read_answers(root["answers"])}; },
      [&](const Filled& in) { return validate(in.input, in.answers, policy); },
      [](Writer& w, const Filled&, const Validity& v) { write(w, v); });
}

// With answers beside it, the same document asks whether they can be sent.
Reply run_form(Document& doc, Reader root, const Policy& policy) {
  if (root["answers"].maybe()) return run_answers(doc, root, policy);
  return answer(
      doc, [&] { return read_check(root); }, [&](const CheckInput& in) { return form(in, policy); },
      [](Writer& w, const CheckInput&, const Form& f) { write(w, f, kChina); });
}

Reply run_advance(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_advance(root); }, [&](const AdvanceInput& in) { return advance(in, policy); },
      [](Writer& w, const AdvanceInput& in, const Advanced& a) { write(w, a, in.store.utc_offset); });
}

Reply run_compensate(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_compensate(root); }, [&](const CompensateInput& in) { return compensate(in, policy); },
      [](Writer& w, const CompensateInput&, const Compensation& c) { write(w, c, kChina); });
}

Reply run_classify(Document& doc, Reader root, const Policy& policy) {
  return answer(
      doc, [&] { return read_classify(root); },
      [&](const ClassifyInput& in) { return Result<Classified>(classify(in, policy)); },
      [](Writer& w, const ClassifyInput&, const Classified& c) { write(w, c); });
}

constexpr struct {
  std::string_view word;
  Command command;
} kCommands[] = {
    {"quote", run_quote}, {"locate", run_locate}, {"check", run_check}, {"form", run_form}, {"form --answers", run_answers},
    {"advance", run_advance}, {"compensate", run_compensate}, {"classify", run_classify},
};

}  // namespace

bool is_command(std::string_view word) {
  for (const auto& row : kCommands)
    if (row.word == word) return true;
  return false;
}

Reply run(std::string_view command, std::string_view input, const PolicyLibrary& packs) {
  for (const auto& row : kCommands) {
    if (row.word != command) continue;
    Document doc(input);
    if (doc.failed()) return {false, write_error(doc.error())};
    const Reader root = doc.root();
    Policy own;
    Reader chosen = root["policy"];
    // Words are no store's: contract §7 names no policy, so that one may be left out.
    const Policy* usual = row.command == run_classify && root.is_object() && !chosen.maybe() ? packs.find("tmall") : nullptr;
    return row.command(doc, root, usual ? *usual : policy_of(chosen, packs, own));
  }
  return {false, write_error(make_error(ErrorCode::UNKNOWN_COMMAND, "",
                                        "The commands are quote, locate, check, form, advance, compensate and classify."))};
}

std::string write_error(const Error& error) {
  Writer w;
  w.open().key("error").open().key("code").value(name(error.code)).key("message").value(error.message);
  w.key("pointer").value(error.pointer).close().close();
  return w.take();
}

}  // namespace kefu::json
