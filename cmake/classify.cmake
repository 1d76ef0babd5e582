# The classifier's model: learnt from assets/knowledge by kefu-train when the project is built, never kept in the
# repository. The learner gives the same bytes on every machine (see src/train/learner.hpp), so a native build and a
# module that are built from the same files carry the same model.
#
# A build may take the model that another one made, which saves a minute: one that is cross-compiled must.
file(GLOB KEFU_KNOWLEDGE CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/knowledge/* ${PROJECT_SOURCE_DIR}/assets/knowledge/*/*.tsv)
list(FILTER KEFU_KNOWLEDGE EXCLUDE REGEX "/(intents|rare|test)$")

set(KEFU_MODEL "" CACHE FILEPATH "classify_model.cpp as kefu-train wrote it in another build; empty: learnt here")
if(EMSCRIPTEN OR KEFU_MODEL)
  if(NOT EXISTS "${KEFU_MODEL}")
    message(FATAL_ERROR "KEFU_MODEL (${KEFU_MODEL}) does not exist: build the target kefu_model natively first, as scripts/build does")
  endif()
  target_sources(kefu_engine PRIVATE ${KEFU_MODEL})
else()
  set(model ${CMAKE_BINARY_DIR}/classify_model.cpp)
  file(GLOB KEFU_TRAIN CONFIGURE_DEPENDS src/train/*.cpp)
  file(GLOB KEFU_LEARNT_WITH CONFIGURE_DEPENDS src/engine/classify*.cpp)
  list(FILTER KEFU_LEARNT_WITH EXCLUDE REGEX classify_shipped) # what ships the model cannot make it
  add_executable(kefu-train ${KEFU_TRAIN} ${KEFU_LEARNT_WITH})
  target_link_libraries(kefu-train PRIVATE kefu_options)
  # Fast in every kind of build; no fused multiply-add, which would round otherwise on machines that have it.
  target_compile_options(kefu-train PRIVATE -O3 -fno-math-errno -ffp-contract=off -fno-sanitize=all)
  add_custom_command(OUTPUT ${model}
    COMMAND kefu-train ${PROJECT_SOURCE_DIR}/assets/knowledge --model ${model}
    DEPENDS kefu-train ${KEFU_KNOWLEDGE}
    COMMENT "Learning what buyers mean" VERBATIM)
  add_custom_target(kefu_model DEPENDS ${model})
  target_sources(kefu_engine PRIVATE ${model})
endif()
