// policies_embedded.hpp: the packs of assets/policies as text, written by cmake/embed.cmake for native programs.
#pragma once
#include <string_view>
#include <vector>

namespace kefu::json {
const std::vector<std::string_view>& embedded_policies();
}
