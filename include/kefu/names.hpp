// names.hpp: enums that know their words. The words are TOP's and the contract's own, so no table is written twice.
//
//   #define KEFU_KINDS(X) X(BRAND_FACTORY) X(FACTORY_OUTLET) …
//   KEFU_ENUM(StoreKind, KEFU_KINDS)
//   name(StoreKind::TGC_DIRECT)              // "TGC_DIRECT"
//   from_name<StoreKind>("TGC_DIRECT")       // std::optional<StoreKind>
//   all<StoreKind>()                         // every value, in order
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace kefu {

template <class E>
struct Names;  // specialised by KEFU_ENUM: `static constexpr std::string_view words[]`

#define KEFU_ENUM_VALUE(id) id,
#define KEFU_ENUM_WORD(id) #id,
#define KEFU_ENUM(Type, LIST)                                            \
  enum class Type { LIST(KEFU_ENUM_VALUE) };                             \
  template <>                                                            \
  struct Names<Type> {                                                   \
    static constexpr std::string_view words[] = {LIST(KEFU_ENUM_WORD)};  \
  };

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
