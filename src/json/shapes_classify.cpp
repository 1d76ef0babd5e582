// classify's document and answer (contract §7). `turns` and `policy` may be left out.
#include "json/shapes.hpp"

namespace kefu::json {

ClassifyInput read_classify(Reader r) {
  ClassifyInput in;
  in.text = r["text"].text(0, ClassifyInput::kMostText);
  std::string locale;  // the text itself tells its language; a wrong type is still a mistake
  r.may("locale", locale);
  if (auto v = r["limit"].maybe()) in.limit = static_cast<int>(v.integer(1, ClassifyInput::kMostIntents));
  if (auto v = r["turns"].maybe()) {
    v.may("failed", in.failed_turns);
    v.may("negative", in.negative_turns);
    v.may("silent_s", in.silent_s);
  }
  return in;
}

void write(Writer& w, const Classified& c) {
  w.open().key("intents").open_list();
  for (const Guess& g : c.intents) {
    // Two digits after the point, half up.
    const int hundredths = (g.score_bp + 50) / 100;
    char score[] = "0.00";
    score[2] = static_cast<char>('0' + hundredths / 10);
    score[3] = static_cast<char>('0' + hundredths % 10);
    w.open().key("intent").value(name(g.intent)).key("score").raw(score).key("stage").value(name(g.stage)).key("type");
    if (g.type) w.value(name(*g.type));
    else w.null();
    w.close();
  }
  w.close_list().key("language").value(name(c.language)).key("handoff");
  if (c.handoff) w.value(name(*c.handoff));
  else w.null();
  w.key("trace").list(c.trace).close();
}

}  // namespace kefu::json
