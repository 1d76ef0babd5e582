// Stands where ImGui looks for its FreeType loader; ours is defined in src/ui/glyphs.cpp.
#pragma once
struct ImFontLoader;
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
bool DebugEditFontLoaderFlags(unsigned int* flags);
}  // namespace ImGuiFreeType
