// advance_scene.hpp: what the parts of the state machine share while one event is judged. Inside the engine only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/advance_table.hpp"
#include "kefu/advance.hpp"
#include "kefu/quote.hpp"

namespace kefu {

struct Scene {
  const AdvanceInput& in;
  const Policy& policy;
  const std::vector<Case>& others;  // the trade's other cases
  Case c;
  std::vector<Effect> effects;
  std::vector<std::string> trace;

  // What the guards found out about the amount and the step then writes down.
  Fen checked_max = kMaxFen;
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

/// Whether a row is taken when the deadline `id` passes.
bool is_timer(const Transition& row, std::string_view id);
/// Whether a row fits the case's three states.
bool fits_state(const Transition& row, const Case& c);
/// The first standing guard of a row that does not hold; `type` where the row is for other cases.
std::optional<Guard> standing_refusal(const Transition& row, Scene& scene);

/// The row that is taken by itself in the present state (T05, C4, A1 …), or nullptr.
const Transition* automatic_row(Scene& scene);

/// Carries a row out: the case, its history, the effects and the trace.
void take(const Transition& row, Scene& scene, const Moment& moment);

/// The request that the case stands for.
CheckRequest request_of(const Case& c);
/// The input of the quote behind a request, with the other cases' refunds in front.
Result<QuoteInput> quote_behind(const Scene& scene, const CheckRequest& request);
/// Puts into the scene what a request is worth now and the part of it that is asked for, at most `most`; a refusal where
/// more is wanted, unless it may be `clipped`.
std::optional<std::string> settle_asked(Scene& scene, const CheckRequest& request, std::optional<Fen> wanted, Fen most,
                                        bool clipped = false);
/// Whether a type is refunded out of what the goods were paid with, so that the quote knows its worth.
bool is_quoted(CaseType type);
/// Whether a type asks for money at all, and not for goods or an apology.
bool asks_money(CaseType type);
/// The lines of the trade that the case is about.
std::vector<const OrderLine*> lines_of(const Case& c, const Trade& trade);
/// The case that a claim for return freight or a dispute is about, or nullptr: the one that a request would have, and the
/// one that the present case has.
const Case* parent_for(const Scene& scene, const CheckRequest& request);
const Case* parent_of(const Scene& scene);
/// A submit's request; a dispute's is about its parent's goods.
CheckRequest submitted(const Scene& scene, const Event& event);
/// What is asked for: the case's own type, and of a dispute about a claim without goods, the claim's.
CaseType matter_of(const Scene& scene, const CheckRequest& request);
/// Whether the goods of the case, or of the one it disputes, are still with a buyer who has to send them back.
bool goods_to_return(const Scene& scene);
/// When the present main state was entered, or the request last changed in it.
Instant waiting_since(const Case& c);
/// When the buyer last asked for what the case is about.
Instant asked_at(const Case& c);
/// Where the goods go back to; "": not known.
const std::string& return_address(const Scene& scene);

/// case_id:version, the key that makes carrying an effect out twice harmless.
std::string reference_of(const Case& c);

}  // namespace kefu
