#include "kefu/money.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "property.hpp"

namespace money_test {

using namespace kefu;

TEST_CASE("half a unit of two cups at 86.96 is 43.48, and .5 fen rounds up") {
  CHECK(half_up(8696, 1, 2) == 4348);
  CHECK(half_up(10000, 1, 3) == 3333);
  CHECK(half_up(6667, 1, 2) == 3334);
  CHECK(half_up(1, 1, 2) == 1);
  CHECK(half_up(0, 5, 7) == 0);
}

TEST_CASE("the largest amounts the contract admits stay exact") {
  CHECK(half_up(kMaxFen, kMaxFen, kMaxFen) == kMaxFen);
  CHECK(half_up(kMaxFen, 1, 2) == (kMaxFen + 1) / 2);
  CHECK(hamilton({kMaxFen, kMaxFen}, kMaxFen) == std::vector<Fen>{(kMaxFen + 1) / 2, kMaxFen / 2});
}

TEST_CASE("a shop coupon of 30.00 over 100, 100 and 30 is shared 13.05, 13.04 and 3.91") {
  CHECK(hamilton({10000, 10000, 3000}, 3000) == std::vector<Fen>{1305, 1304, 391});
}

TEST_CASE("a fen that two lines could claim goes to the larger weight, then to the earlier line") {
  CHECK(hamilton({1, 3}, 2) == std::vector<Fen>{0, 2});        // remainders .5 and .5
  CHECK(hamilton({3, 1}, 2) == std::vector<Fen>{2, 0});
  CHECK(hamilton({5, 5}, 1) == std::vector<Fen>{1, 0});
}

TEST_CASE("weights that are all zero count as all one") {
  CHECK(hamilton({0, 0, 0}, 4) == std::vector<Fen>{2, 1, 1});
  CHECK(hamilton({}, 4).empty());
  CHECK(hamilton({7}, 0) == std::vector<Fen>{0});
}

TEST_CASE("sharing conserves every fen and gives no line more than it is worth") {
  test::holds("hamilton conserves", 3000, [] {
    const auto weights = *rc::gen::container<std::vector<Fen>>(
        rc::gen::oneOf(rc::gen::inRange<Fen>(0, 20), rc::gen::inRange<Fen>(0, 100000), rc::gen::inRange<Fen>(0, kMaxFen)));
    RC_PRE(!weights.empty());
    const __int128 sum = std::accumulate(weights.begin(), weights.end(), static_cast<__int128>(0));
    const Fen cap = sum > kMaxFen ? kMaxFen : static_cast<Fen>(sum);
    const Fen amount = *rc::gen::inRange<Fen>(0, cap + 1);
    const auto shares = hamilton(weights, amount);
    RC_ASSERT(shares.size() == weights.size());
    RC_ASSERT(std::accumulate(shares.begin(), shares.end(), Fen{0}) == amount);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      RC_ASSERT(shares[i] >= 0);
      RC_ASSERT(shares[i] <= weights[i]);
      const __int128 exact = static_cast<__int128>(amount) * weights[i];
      if (sum == 0) continue;
      RC_ASSERT(static_cast<__int128>(shares[i]) * sum > exact - sum);
      RC_ASSERT(static_cast<__int128>(shares[i]) * sum < exact + sum);
    }
  });
}

}  // namespace money_test
