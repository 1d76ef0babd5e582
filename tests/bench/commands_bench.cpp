// Every command beside the floor: nlohmann/json parsing the same documents into its own tree.
//
//   kefu_bench build/bench --benchmark_format=json
//
// Two benchmarks for each COMMAND.jsonl of the folder, "parse/COMMAND" and "run/COMMAND"; one item is one document.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "json/run.hpp"
#include "json/shapes.hpp"

namespace {

using Documents = std::vector<std::string>;

Documents lines_of(const std::filesystem::path& file) {
  Documents lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void count(benchmark::State& state, const Documents& documents) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(documents.size()));
}

void parse(benchmark::State& state, const Documents& documents) {
  for (auto _ : state)
    for (const std::string& text : documents) benchmark::DoNotOptimize(nlohmann::json::parse(text));
  count(state, documents);
}

void run(benchmark::State& state, const std::string& command, const Documents& documents) {
  const kefu::PolicyLibrary& packs = kefu::json::builtin_policies();
  for (auto _ : state)
    for (const std::string& text : documents) benchmark::DoNotOptimize(kefu::json::run(command, text, packs));
  count(state, documents);
}

// The quickest repetition is the one that the machine's other programs disturbed least.
double quickest(const std::vector<double>& times) { return *std::min_element(times.begin(), times.end()); }

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fputs("usage: kefu_bench FOLDER [--benchmark_…]; FOLDER holds COMMAND.jsonl\n", stderr);
    return 1;
  }
  for (const auto& file : std::filesystem::directory_iterator(argv[1])) {
    const std::string command = file.path().stem();
    if (file.path().extension() != ".jsonl" || !kefu::json::is_command(command)) continue;
    const Documents documents = lines_of(file.path());
    for (auto* b : {benchmark::RegisterBenchmark(("parse/" + command).c_str(), [=](auto& s) { parse(s, documents); }),
                    benchmark::RegisterBenchmark(("run/" + command).c_str(), [=](auto& s) { run(s, command, documents); })})
      b->ComputeStatistics("quickest", quickest)->Unit(benchmark::kMicrosecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
