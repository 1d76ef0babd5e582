// The `kefu` tool: the contract's commands on standard input and output.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/help.hpp"
#include "json/reader.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"

namespace {

using namespace kefu;

constexpr int kDone = 0;
constexpr int kBroken = 1;
constexpr int kRefused = 2;

// One byte more than a document may have, so that a longer one is seen to be longer without being kept.
constexpr std::size_t kKeep = json::Document::kMaxBytes + 1;

struct Options {
  std::string_view command;
  bool batch = false;
  bool help = false;
  bool version = false;
  std::vector<std::string> policy_folders;
};

int say(std::string_view text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return whole && std::fflush(stdout) == 0 ? kDone : kBroken;
}

int refuse(const Error& error) { return say(json::write_error(error) + "\n") == kDone ? kRefused : kBroken; }

/// Appends what is left of `in`, up to kKeep bytes in all.
bool read_all(std::FILE* in, std::string& out) {
  char chunk[1 << 16];
  while (out.size() < kKeep) {
    const std::size_t n = std::fread(chunk, 1, sizeof chunk, in);
    out.append(chunk, n);
    if (n < sizeof chunk) break;
  }
  return std::ferror(in) == 0;
}

std::optional<Error> add_policies(PolicyLibrary& packs, const std::string& folder) {
  std::error_code failure;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure))
    if (it->path().extension() == ".json") files.push_back(it->path());
  if (failure) return make_error(ErrorCode::UNKNOWN_POLICY, "", "The folder " + folder + " cannot be read.");
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::string text;
    std::FILE* in = std::fopen(file.c_str(), "rb");
    const bool read = in && read_all(in, text);
    if (in) std::fclose(in);
    if (!read) return make_error(ErrorCode::UNKNOWN_POLICY, "", file.string() + " cannot be read.");
    if (auto error = json::add_policy(packs, text)) {
      error->message = file.string() + ": " + error->message;
      return error;
    }
  }
  return std::nullopt;
}

/// What is wrong with the command line, if anything is.
std::optional<Error> parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--batch") options.batch = true;
    else if (word == "--help" || word == "-h") options.help = true;
    else if (word == "--version") options.version = true;
    else if (word == "--policies" && i + 1 < argc) options.policy_folders.emplace_back(argv[++i]);
    else if (options.command.empty() && !word.empty() && word[0] != '-') options.command = word;
    else return make_error(ErrorCode::UNKNOWN_COMMAND, "", "This command line is not understood; see kefu --help.");
  }
  return std::nullopt;
}

int run_one(std::string_view command, const PolicyLibrary& packs) {
  std::string input;
  if (!read_all(stdin, input)) return kBroken;
  const json::Reply reply = json::run(command, input, packs);
  if (say(reply.json + "\n") != kDone) return kBroken;
  return reply.ok ? kDone : kRefused;
}

/// Documents line by line. A line that is too long is answered, not kept. Answers leave after every piece of input, so
/// that a driver on a pipe may wait for each of them.
int run_batch(std::string_view command, const PolicyLibrary& packs) {
  std::string line, out;
  const auto keep = [&](std::string_view part) { line.append(part.substr(0, kKeep - line.size())); };
  const auto answer = [&] {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    out += json::run(command, line, packs).json;
    out += '\n';
    line.clear();
  };
  std::vector<char> chunk(1 << 16);
  bool pending = false;
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return kBroken;
    if (got == 0) break;
    std::string_view rest(chunk.data(), static_cast<std::size_t>(got));
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
      keep(rest.substr(0, end));
      answer();
    }
    keep(rest);
    pending = !line.empty();
    if (say(out) != kDone) return kBroken;
    out.clear();
  }
  if (pending) answer();
  return say(out);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (auto wrong = parse(argc, argv, options)) return refuse(*wrong);
  if (options.version) return say("kefu " + std::string(cli::kVersion) + "\n");
  const cli::Topic* topic = cli::topic_of(options.command);
  if (options.help && (topic || options.command.empty()))
    return say(topic ? cli::command_help(*topic) : cli::general_help());
  if (!json::is_command(options.command))
    return refuse(make_error(ErrorCode::UNKNOWN_COMMAND, "", "The commands are quote, locate, check, form, advance and compensate; see kefu --help."));

  PolicyLibrary packs = json::builtin_policies();
  for (const std::string& folder : options.policy_folders)
    if (auto wrong = add_policies(packs, folder)) return refuse(*wrong);
  return options.batch ? run_batch(options.command, packs) : run_one(options.command, packs);
}
