// money.hpp: exact amounts. Fen (1/100 yuan) in int64, conserving, never a float (design rule 6).
//
//   auto shares = hamilton({10000, 10000, 3000}, 3000);   // {1305, 1304, 391}: sums to 3000, always
//   Fen half = half_up(8696, 1, 2);                       // 4348
#pragma once
#include <cstdint>
#include <vector>

namespace kefu {

using Fen = std::int64_t;

/// Largest amount the contract admits: 2^53-1, so that every JSON reader keeps it exact.
inline constexpr Fen kMaxFen = 9007199254740991;

/// a*b/c rounded half up, exact for 0 <= a,b <= kMaxFen and c > 0 (128-bit inside).
Fen half_up(Fen a, Fen b, Fen c);

/// Shares `amount` over `weights` so that the shares add up to `amount` exactly: floors first, then one fen each to the
/// largest remainders; ties go to the larger weight, then to the earlier one; all-zero weights count as all one.
/// Empty weights give an empty result. Weights and amount are >= 0. (contract §2, domain §5.6)
std::vector<Fen> hamilton(const std::vector<Fen>& weights, Fen amount);

}  // namespace kefu
