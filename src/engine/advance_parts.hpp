// advance_parts.hpp: the parts of one step, each in a file of its own: where it leads, what it writes into the case, what
// the host is told. advance_steps.cpp puts them together in take().
#pragma once
#include "engine/advance_scene.hpp"

namespace kefu {

/// Where a row leads and how the intervention stands then, read before anything is written (advance_target.cpp).
CaseStatus target_of(const Transition& row, const Scene& s, const Event* e);
int cs_after(const Transition& row, const Scene& s, const Event* e);

/// Writes what the event says into the case (advance_edit.cpp).
void edit(Scene& s, const Event& e);
/// Writes the amount that a guard found.
void write_asked(Scene& s);

/// Tells whom the row names, and what the buyer can do next (advance_notice.cpp).
void notify(const Transition& row, Scene& s, Instant at);

/// Whether all goods of the case are in one place.
bool all_of_case(const Scene& s, ShipState wanted);

}  // namespace kefu
