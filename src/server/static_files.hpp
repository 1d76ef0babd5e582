// static_files.hpp: the demo shop's page, the built panel, and what the panel reads: locales, packs, pictures.
//
// A path is taken apart into plain segments (letters, digits, . _ -), none of which begins with a dot; what is left is
// looked up below its own folder and must still lie there once symbolic links are resolved. Nothing else is served:
// orders and buyers of the demo live beside its pictures.
#pragma once
#include <string_view>

#include "server/http.hpp"
#include "server/options.hpp"

namespace kefu::server {

/// The one file below /v1: public, because what can be asked is no secret.
inline constexpr std::string_view kOpenApiPath = "/v1/openapi.json";

/// Throws the Problem NOT_FOUND.
Response serve_file(const Options& options, const Request& request);

/// "text/javascript; charset=utf-8" for "x.js"; "" for a kind that is not served.
std::string_view content_type_of(std::string_view path);

}  // namespace kefu::server
