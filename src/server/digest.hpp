// digest.hpp: SHA-256 and randomness, by OpenSSL.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kefu::server {

/// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// 2·n hexadecimal digits from the system's generator; throws std::runtime_error if it has none.
std::string random_hex(std::size_t n_bytes);
std::string hex(std::string_view bytes);

}  // namespace kefu::server
