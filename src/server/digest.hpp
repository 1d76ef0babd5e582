// digest.hpp: SHA-256 and randomness, by OpenSSL.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kefu::server {

/// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// The 32 bytes of an HMAC (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// With padding (RFC 4648 §4).
std::string base64(std::string_view bytes);
/// 2·n hexadecimal digits from the system's generator; throws std::runtime_error if it has none.
std::string random_hex(std::size_t n_bytes);
std::string hex(std::string_view bytes);

}  // namespace kefu::server
