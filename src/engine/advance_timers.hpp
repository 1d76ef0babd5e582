// advance_timers.hpp: a case's deadlines, started, stopped, held and let go again, with the effects that tell the host.
//
// D1–D7 belong to the main state and stop when it is left; D8–D10 belong to the intervention. While the platform looks
// into a case the former stand still (C1) and go on with the time that was left when it ends without a judgement (C7).
#pragma once
#include <string_view>
#include <vector>

#include "engine/advance_scene.hpp"

namespace kefu {

Effect effect_of(EffectType type);

/// Starts a timer of the pack ("D4"); nothing where the pack has none, or for "".
void start_timer(Scene& s, std::string_view id, Instant at);
/// Starts what belongs to the main state that was just entered.
void start_timer_of(const Arrival& arrival, Scene& s, Instant at);
/// Takes away the deadline that just passed.
void drop_fired(Scene& s, const std::string& id);
void stop_main_timers(Scene& s);
void stop_intervention_timers(Scene& s);
std::vector<FrozenTimer> freeze_main_timers(Scene& s, Instant at);
void resume_main_timers(Scene& s, Instant at);

}  // namespace kefu
