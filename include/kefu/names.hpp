// names.hpp: enums that know their words. The words are TOP's and the contract's own, so no table is written twice.
//
//   #define KEFU_KINDS(X) X(BRAND_FACTORY) X(FACTORY_OUTLET) …
//   KEFU_ENUM(StoreKind, KEFU_KINDS)
//   name(StoreKind::TGC_DIRECT)              // "TGC_DIRECT"
//   from_name<StoreKind>("TGC_DIRECT")       // std::optional<StoreKind>
//   words<StoreKind>()                       // every word, in the enum's order
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace kefu {

#define KEFU_ENUM_VALUE(id) id,
#define KEFU_ENUM_WORD(id) #id,
// The words are found by argument-dependent lookup, so that an enum may live in any namespace.
#define KEFU_ENUM(Type, LIST)                                            \
  enum class Type { LIST(KEFU_ENUM_VALUE) };                             \
  struct Type##Names {                                                   \
    static constexpr std::string_view words[] = {LIST(KEFU_ENUM_WORD)};  \
  };                                                                     \
  constexpr Type##Names names_of(Type) { return {}; }

template <class E>
using Names = decltype(names_of(E{}));

template <class E>
constexpr std::span<const std::string_view> words() {
  return Names<E>::words;
}

template <class E>
constexpr auto name(E value) -> decltype(Names<E>::words[0]) {
  return Names<E>::words[static_cast<std::size_t>(value)];
}

template <class E>
constexpr std::optional<E> from_name(std::string_view word) {
  for (std::size_t i = 0; i < words<E>().size(); ++i)
    if (words<E>()[i] == word) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace kefu
