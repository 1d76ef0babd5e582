// desk_rules.hpp: which desk sees what, and what of a buyer it may read.
#pragma once
#include <string>

#include "server/identity.hpp"
#include "server/routes.hpp"

namespace kefu::server {

/// Throws the Problem NOT_PERMITTED unless the caller works cases: agent, platform_desk, xiaoer or supplier.
void demand_case_desk(const Identity& who);
/// The same for the figures, which finance reads too.
void demand_desk(const Identity& who);

/// Which cases and orders the caller's figures are made of: its own, and for finance all of them.
Scope figures_scope(const Identity& who);

/// A name as the caller may read it: a supplier learns the first character ("林*"), everybody else the whole.
std::string shown_name(const Identity& who, const std::string& buyer);
/// A case as the caller may read it: a supplier without the buyer's telephone number but for its end.
std::string shown_case(const Identity& who, const std::string& document);

inline constexpr int kExportedAtMost = 50'000;  // rows of one table

/// The query's number in min..max, `otherwise` if it is absent; throws the Problem OUT_OF_RANGE.
int query_number(const Request& request, const std::string& name, int min, int max, int otherwise);
/// The query's text of at most `most` bytes, "" if it is absent; throws the Problem OUT_OF_RANGE.
std::string query_text(const Request& request, const std::string& name, std::size_t most = 200);

}  // namespace kefu::server
