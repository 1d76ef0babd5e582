#include "engine/advance_timers.hpp"

#include <algorithm>

namespace kefu {

namespace {

constexpr Instant kLastInstant = 253402300799;  // 9999-12-31T23:59:59Z: later cannot be written as a time

bool belongs_to_intervention(std::string_view id) { return id == "D8" || id == "D9" || id == "D10"; }

void start(Scene& s, std::string_view id, Instant at, Seconds left, DeadlineSource source) {
  const Instant due = std::min(kLastInstant, at + left);
  s.c.deadlines.push_back({std::string(id), due, source});
  Effect e = effect_of(EffectType::START_TIMER);
  e.timer = id;
  e.at = due;
  s.effects.push_back(std::move(e));
}

void stop_all(Scene& s, bool of_intervention) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < s.c.deadlines.size(); ++i) {
    Deadline& d = s.c.deadlines[i];
    if (belongs_to_intervention(d.id) == of_intervention) {
      Effect e = effect_of(EffectType::STOP_TIMER);
      e.timer = d.id;
      s.effects.push_back(std::move(e));
    } else {
      if (kept != i) s.c.deadlines[kept] = std::move(d);
      ++kept;
    }
  }
  s.c.deadlines.resize(kept);
}

// D1 by what is asked: unsent goods, sent ones, or sent ones that have no body.
std::string_view answer_timer(Scene& s) {
  if (automatic_row(s)) return "";
  if (s.c.type == CaseType::RO_UNSHIPPED) return "D1u";
  const auto lines = lines_of(s.c, s.in.trade);
  const bool is_virtual =
      !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const OrderLine* l) { return l->is_virtual; });
  return is_virtual && s.policy.timer("D1v") ? "D1v" : "D1s";
}

std::string_view pack_timer(Scene& s, std::string_view timer) {
  if (timer == "D1") return answer_timer(s);
  if (timer == "D3" && s.c.return_waybill && s.c.return_waybill->company == "POST" && s.policy.timer("D3p")) return "D3p";
  // A repair takes as long as it takes; a buyer who waits too long can call the platform.
  if (timer == "D7" && s.c.type == CaseType::REPAIR) return "";
  return timer;
}

}  // namespace

void start_timer(Scene& s, std::string_view id, Instant at) {
  if (const auto seconds = s.policy.timer(id)) start(s, id, at, *seconds, DeadlineSource::POLICY);
}

void start_timer_of(const Arrival& arrival, Scene& s, Instant at) { start_timer(s, pack_timer(s, arrival.timer), at); }

void drop_fired(Scene& s, const std::string& id) {
  auto& all = s.c.deadlines;
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Deadline& d) { return d.id == id; }), all.end());
}

void stop_main_timers(Scene& s) { stop_all(s, false); }
void stop_intervention_timers(Scene& s) { stop_all(s, true); }

std::vector<FrozenTimer> freeze_main_timers(Scene& s, Instant at) {
  std::vector<FrozenTimer> out;
  for (const Deadline& d : s.c.deadlines)
    if (!belongs_to_intervention(d.id)) out.push_back({d.id, std::max<Seconds>(0, d.at - at), d.source});
  stop_main_timers(s);
  return out;
}

void resume_main_timers(Scene& s, Instant at) {
  if (!s.c.intervention) return;
  for (const FrozenTimer& f : s.c.intervention->frozen) start(s, f.id, at, f.left_s, f.source);
  s.c.intervention->frozen.clear();
}

}  // namespace kefu
