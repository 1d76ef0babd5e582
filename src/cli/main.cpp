// The `kefu` tool: the contract's commands on standard input and output.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files.hpp"
#include "cli/help.hpp"
#include "json/policy_check.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"

namespace {

using namespace kefu;

constexpr int kDone = 0;
constexpr int kBroken = 1;
constexpr int kRefused = 2;

using cli::kKeep;

struct Options {
  std::string_view command;
  std::vector<std::string_view> words;  // after the command
  bool batch = false;
  bool answers = false;
  bool help = false;
  bool version = false;
  std::vector<std::string> policy_folders, policy_files;
};

int say(std::string_view text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return whole && std::fflush(stdout) == 0 ? kDone : kBroken;
}

int refuse(const Error& error) { return say(json::write_error(error) + "\n") == kDone ? kRefused : kBroken; }

Error not_understood() {
  return make_error(ErrorCode::UNKNOWN_COMMAND, "", "This command line is not understood; see kefu --help.");
}

/// What is wrong with the command line, if anything is.
std::optional<Error> parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--batch") options.batch = true;
    else if (word == "--answers") options.answers = true;
    else if (word == "--help" || word == "-h") options.help = true;
    else if (word == "--version") options.version = true;
    else if (word == "--policies" && i + 1 < argc) options.policy_folders.emplace_back(argv[++i]);
    else if (word == "--policy" && i + 1 < argc) options.policy_files.emplace_back(argv[++i]);
    else if (word != "-" && (word.empty() || word[0] == '-')) return not_understood();
    else if (options.command.empty()) options.command = word;
    else options.words.push_back(word);
  }
  if (!options.words.empty() && options.command != "policy") return not_understood();
  if (options.answers && options.command != "form") return not_understood();
  return std::nullopt;
}

int run_one(std::string_view command, const PolicyLibrary& packs) {
  std::string input;
  if (!cli::read_all(stdin, input)) return kBroken;
  const json::Reply reply = json::run(command, input, packs);
  if (say(reply.json + "\n") != kDone) return kBroken;
  return reply.ok ? kDone : kRefused;
}

/// Documents line by line. A line that is too long is answered, not kept. Answers leave after every piece of input, so
/// that a driver on a pipe may wait for each of them.
template <class Answer>
int run_batch(Answer answer_to) {
  std::string line, out;
  const auto keep = [&](std::string_view part) { line.append(part.substr(0, kKeep - line.size())); };
  const auto answer = [&] {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    out += answer_to(std::string_view(line)).json;
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

/// `kefu policy check FILE`
int run_policy(const Options& options, const PolicyLibrary& packs) {
  if (options.words.size() != 2 || options.words[0] != "check" || (options.batch && options.words[1] != "-"))
    return refuse(make_error(ErrorCode::UNKNOWN_COMMAND, "", "Say kefu policy check FILE, or - for standard input."));
  if (options.batch) return run_batch([&](std::string_view line) { return json::check_policy(line, packs); });
  std::string text;
  if (auto wrong = cli::read_document(std::string(options.words[1]), text)) return refuse(*wrong);
  const json::Reply reply = json::check_policy(text, packs);
  if (say(reply.json + "\n") != kDone) return kBroken;
  return reply.ok ? kDone : kRefused;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (auto wrong = parse(argc, argv, options)) return refuse(*wrong);
  if (options.version) return say("kefu " + std::string(cli::kVersion) + "\n");
  const cli::Topic* topic = cli::topic_of(options.command);
  const bool policy = options.command == "policy";
  if (options.help && policy) return say(cli::policy_help());
  if (options.help && (topic || options.command.empty()))
    return say(topic ? cli::command_help(*topic) : cli::general_help());
  if (!policy && !json::is_command(options.command))
    return refuse(make_error(ErrorCode::UNKNOWN_COMMAND, "", "The commands are quote, locate, check, form, advance, compensate and classify; see kefu --help."));

  PolicyLibrary packs = json::builtin_policies();
  if (auto wrong = cli::add_policies(packs, options.policy_folders, options.policy_files)) return refuse(*wrong);
  if (policy) return run_policy(options, packs);
  if (options.answers) options.command = "form --answers";
  if (!options.batch) return run_one(options.command, packs);
  return run_batch([&](std::string_view line) { return json::run(options.command, line, packs); });
}
