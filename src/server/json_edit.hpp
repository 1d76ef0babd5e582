// json_edit.hpp: a stored document with a few members replaced and everything else kept, known or not.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/reader.hpp"

namespace kefu::server {

using RawMember = std::pair<std::string, std::string>;  // name, JSON text

/// The object's members without those named in `without`, then `with`, which also replace members of the same name.
std::string with_members(json::Reader object, const std::vector<RawMember>& with,
                         const std::vector<std::string_view>& without = {});

/// A JSON string.
std::string json_text(std::string_view text);

/// "[a,b]" of JSON texts.
std::string list_of(const std::vector<std::string>& documents);

}  // namespace kefu::server
