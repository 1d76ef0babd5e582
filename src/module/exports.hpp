// exports.hpp: how the module's functions become names that web/core.ts calls (ARCHITECTURE.md "The boundary").
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#ifdef __EMSCRIPTEN__
#define KEFU_EXPORT(name) extern "C" __attribute__((export_name(#name), used))
#define KEFU_IMPORT(name) extern "C" __attribute__((import_module("host"), import_name(#name)))
#else
#define KEFU_EXPORT(name) extern "C"
#define KEFU_IMPORT(name) extern "C"
#endif

namespace kefu::panel {
class Panel;
}
namespace kefu::ui {
class Surface;
}

namespace kefu::module {

/// Keeps text where out_ptr and out_len find it, until the next call that returns text.
void answer(std::string text);
inline std::string_view bytes(const char* p, std::uint32_t n) { return {p, n}; }

/// The module's one panel; null before panel_create.
panel::Panel* the_panel();
ui::Surface* the_surface();

}  // namespace kefu::module
