# Dear ImGui >= 1.92.2, < 1.93, never patched: configured by src/ui/imgui_config.h and the glyph-loader shim.
# IMGUI_DIR names an unpacked copy; else it is fetched, or taken from FETCHCONTENT_SOURCE_DIR_IMGUI (scripts/setup).
set(IMGUI_DIR "" CACHE PATH "An unpacked Dear ImGui 1.92.x")
if(NOT IMGUI_DIR)
  FetchContent_Declare(imgui
    GIT_REPOSITORY https://github.com/ocornut/imgui.git
    GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5 # v1.92.2b
    SOURCE_SUBDIR none) # it has no CMakeLists.txt of its own: only fetched
  FetchContent_MakeAvailable(imgui)
  set(IMGUI_DIR ${imgui_SOURCE_DIR})
endif()

file(STRINGS ${IMGUI_DIR}/imgui.h imgui_version REGEX "define IMGUI_VERSION_NUM +[0-9]+")
string(REGEX REPLACE ".* ([0-9]+)$" "\\1" imgui_version "${imgui_version}")
if(imgui_version LESS 19220 OR NOT imgui_version LESS 19300)
  message(FATAL_ERROR "Dear ImGui >= 1.92.2 and < 1.93 is needed; ${IMGUI_DIR} is ${imgui_version}")
endif()

# Without imgui_widgets.cpp and imgui_tables.cpp, whose stock widgets the panel never uses; src/ui/imgui_lean.cpp
# answers for them.
add_library(kefu_imgui STATIC ${IMGUI_DIR}/imgui.cpp ${IMGUI_DIR}/imgui_draw.cpp
  ${PROJECT_SOURCE_DIR}/src/ui/imgui_lean.cpp)
target_include_directories(kefu_imgui SYSTEM PUBLIC ${IMGUI_DIR} ${PROJECT_SOURCE_DIR}/src/ui/shim)
target_include_directories(kefu_imgui PUBLIC ${PROJECT_SOURCE_DIR}/src/ui)
target_compile_definitions(kefu_imgui PUBLIC IMGUI_USER_CONFIG="imgui_config.h")
target_compile_definitions(kefu_imgui PRIVATE KEFU_IMGUI_LEAN)
# ImGui reports its items to the tests (tests/unit/item_log.cpp has the other end); the module is built without.
if(KEFU_TESTS AND NOT EMSCRIPTEN)
  target_compile_definitions(kefu_imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE)
endif()
# Its colours are the theme's own (theme.cpp): the definition steps aside for imgui_lean.cpp's.
set_source_files_properties(${IMGUI_DIR}/imgui_draw.cpp PROPERTIES COMPILE_DEFINITIONS StyleColorsDark=StyleColorsUnused)
