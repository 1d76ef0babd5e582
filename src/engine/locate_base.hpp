// locate_base.hpp: the base order of contract §3 as data, and the sets of channels its words name.
#pragma once
#include <cstddef>

#include "kefu/locate.hpp"

namespace kefu {

/// Up to five channels of one cell of the table.
struct BaseOrder {
  Channel channels[5]{};
  std::size_t count = 0;

  constexpr BaseOrder() = default;
  template <class... C>
  constexpr BaseOrder(C... c) : channels{c...}, count(sizeof...(c)) {}
  const Channel* begin() const { return channels; }
  const Channel* end() const { return channels + count; }
};

const BaseOrder& base_order(StoreKind kind, Stage stage);

bool is_store_human(Channel c);
bool is_store_channel(Channel c);
bool is_platform_route(Channel c);
bool is_human(Channel c);
bool is_bot(Channel c);
/// Channels that exist without the store saying so.
bool needs_no_claim(Channel c);

}  // namespace kefu
