// imgui_config.h: Dear ImGui without what a storefront panel never uses (design.md "Toolchain", web-ui A8).
#pragma once
#define IMGUI_DEFINE_MATH_OPERATORS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// printf and scanf cost 30 KB of module for debug texts and a settings file that do not exist (imgui_lean.cpp).
#define IMGUI_DISABLE_DEFAULT_FORMAT_FUNCTIONS
#include <stdio.h>
#define sscanf(...) 0
// stb_truetype drops out only this way: glyphs come from the host (src/ui/glyphs.cpp), through the shim's loader.
#define IMGUI_ENABLE_FREETYPE
#ifdef __EMSCRIPTEN__
#define IM_ASSERT(expression) ((void)(expression))
#endif
#ifdef KEFU_IMGUI_LEAN
#include "imgui_lean.hpp"
#endif
