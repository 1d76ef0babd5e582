// update.hpp: events of the host → the model (design rule 2). What the buyer does inside the panel is in actions.hpp.
#pragma once
#include <string_view>

#include "panel/model.hpp"

namespace kefu::panel {

/// The panel's configuration; what is malformed keeps its default and is told as an error effect.
void configure(State& st, std::string_view json);

/// One event of ARCHITECTURE.md's table. What cannot be read is told as an error effect and changes nothing.
void apply(State& st, std::string_view json);

}  // namespace kefu::panel
