// advance_scene.hpp: what the parts of the state machine share while one event is judged. Inside the engine only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/advance_table.hpp"
#include "kefu/advance.hpp"
#include "kefu/quote.hpp"

namespace kefu {

struct Scene {
  const AdvanceInput& in;
  const Policy& policy;
  std::vector<Case> others;  // the trade's other cases
  Case c;
  std::vector<Effect> effects;
  std::vector<std::string> trace;

  // What the guards found out about the amount and the step then writes down.
  std::optional<Fen> asked_max;
  std::optional<Settlement> asked;
};

/// Where a step happens: an event's own time, or the deadline that passed.
struct Moment {
  Instant at{};
  Actor actor{};
  const Event* event = nullptr;  // nothing: a timer, or by itself
  std::string word;              // for the history
};

Actor desk(const Store& store);

/// Why a guard does not hold, as a detail ("" where the guard's name says all); nothing: it holds.
std::optional<std::string> refusal_of(Guard guard, Scene& scene, const Event* event);

/// The first standing guard of a row that does not hold.
std::optional<Guard> standing_refusal(const Transition& row, Scene& scene);

/// The row that is taken by itself in the present status (T05), or nullptr.
const Transition* automatic_row(Scene& scene);

/// Carries a row out: the case, its history, the effects and the trace.
void take(const Transition& row, Scene& scene, const Moment& moment);

/// The request that the case stands for.
CheckRequest request_of(const Case& c);
/// The input of the quote behind a request, with the other cases' refunds in front.
Result<QuoteInput> quote_behind(const Scene& scene, const CheckRequest& request);
/// The lines of the trade that the case is about.
std::vector<const OrderLine*> lines_of(const Case& c, const Trade& trade);

/// case_id:version, the key that makes carrying an effect out twice harmless.
std::string reference_of(const Case& c);

}  // namespace kefu
