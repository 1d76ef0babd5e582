#include "cli/help.hpp"

namespace kefu::cli {

namespace {

std::string example(const Topic& topic) {
  std::string out = "  echo '";
  out.append(topic.document).append("' | kefu ").append(topic.command).append("\n");
  return out;
}

}  // namespace

const Topic* topic_of(std::string_view command) {
  for (const Topic& topic : kTopics)
    if (topic.command == command) return &topic;
  return nullptr;
}

std::string general_help() {
  std::string out =
      "kefu: the after-sale and service-channel engine of a Chinese storefront\n\n"
      "usage: kefu [--policies DIR] [--batch] COMMAND < in.json > out.json\n"
      "       kefu COMMAND --help\n\n"
      "commands\n";
  for (const Topic& topic : kTopics) {
    std::string command(topic.command);
    command.resize(10, ' ');
    out.append("  ").append(command).append(topic.summary).append("\n");
  }
  out +=
      "\noptions\n"
      "  --batch         one JSON document per line in, one per line out, in order, errors inline\n"
      "  --policies DIR  adds the policy packs DIR/*.json; one with a known id replaces it\n"
      "  --help          this text; after a command, that command's\n"
      "  --version       the version\n\n"
      "exit status: 0 a result; 2 the input was refused, {\"error\":{\"code\",\"message\",\"pointer\"}} says why; 1 the\n"
      "program is broken. With --batch the status is 0 and errors are lines like any other.\n\n"
      "examples, each runs as it stands\n\n";
  for (const Topic& topic : kTopics) out.append(example(topic)).append("\n");
  return out;
}

std::string command_help(const Topic& topic) {
  std::string out = "kefu ";
  out.append(topic.command).append(": ").append(topic.summary).append("\n\nusage: kefu [--policies DIR] [--batch] ");
  out.append(topic.command).append(" < in.json > out.json\n\nexample, runs as it stands\n\n").append(example(topic));
  return out;
}

}  // namespace kefu::cli
