#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>

#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace tenon {
namespace {

/// Reads the lines of a `.env` file; an error costs its line, the next one is read again.
class EnvFileParser {
 public:
  explicit EnvFileParser(std::string_view text) : rest_(text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  }

  void run() {
    while (!rest_.empty()) {
      const std::size_t line = line_;
      if (const char* error = read_line()) {
        errors.push_back({line, error});
        line_ = line;
        rest_ = after_line_;
        next_line();
      }
    }
  }

  Environment environment;
  std::vector<EnvFileError> errors;

 private:
  static bool is_name(std::string_view name) {
    if (name.empty() || text::is_digit(name.front())) return false;
    for (const char c : name) {
      if (!text::is_alnum(c) && c != '_' && c != '.' && c != '-') return false;
    }
    return true;
  }

  /// The error of the line, or none; afterwards `rest_` is at the next line.
  const char* read_line() {
    after_line_ = rest_.substr(std::min(rest_.find('\n'), rest_.size()));
    std::string_view line = text::trim(line_text());
    if (line.empty() || line.front() == '#') return next_line();
    if (line.starts_with("export ") || line.starts_with("export\t")) line = text::trim(line.substr(7));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return "expected NAME=value";
    const std::string_view name = text::trim(line.substr(0, equals));
    if (!is_name(name)) return "a name has letters, digits, '_', '.' and '-', and does not begin with a digit";
    rest_.remove_prefix(static_cast<std::size_t>(line.data() + equals + 1 - rest_.data()));
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    std::string value;
    if (const char* error = read_value(value)) return error;
    if (value.find('\0') != std::string::npos) return "a value cannot hold a NUL character";
    environment.set(std::string(name), std::move(value));
    return nullptr;
  }

  const char* read_value(std::string& value) {
    if (!rest_.empty() && (rest_.front() == '"' || rest_.front() == '\'' || rest_.front() == '`')) {
      return read_quoted(value);
    }
    std::string_view text = line_text();
    for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
      if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t') {
        text = text.substr(0, at);
        break;
      }
    }
    value = text::trim(text);
    return next_line();
  }

  const char* read_quoted(std::string& value) {
    const char quote = rest_.front();
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      char c = rest_[i];
      if (c == quote) {
        rest_.remove_prefix(i + 1);
        const std::string_view after = text::trim(line_text());
        if (!after.empty() && after.front() != '#') return "unexpected text after the closing quote";
        return next_line();
      }
      if (c == '\n') ++line_;
      if (c == '\r' && i + 1 < rest_.size() && rest_[i + 1] == '\n') continue;
      if (c == '\\' && quote == '"' && i + 1 < rest_.size()) {
        if (!unescape(rest_[i + 1], c)) return "unknown escape; known are \\n \\r \\t \\\" \\\\ \\$";
        ++i;
      }
      value += c;
    }
    return "a quote is opened but not closed";
  }

  static bool unescape(char letter, char& c) {
    switch (letter) {
      case 'n': c = '\n'; return true;
      case 'r': c = '\r'; return true;
      case 't': c = '\t'; return true;
      case '"':
      case '\\':
      case '$': c = letter; return true;
      default: return false;
    }
  }

  /// What is left of the line, without its end.
  std::string_view line_text() const {
    std::string_view line = rest_.substr(0, rest_.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  const char* next_line() {
    const std::size_t end = rest_.find('\n');
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    return nullptr;
  }

  std::string_view rest_;
  std::string_view after_line_;  ///< from the end of the line that is being read, where reading goes on after an error
  std::size_t line_ = 1;
};

/// Nothing if there is no such file.
std::optional<std::string> content_of(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file && errno == ENOENT) return std::nullopt;
  try {
    if (file) return std::string(std::istreambuf_iterator<char>(file), {});
  } catch (const std::ios_base::failure&) {  // a folder can be opened, but not read
  }
  throw Invalid("invalid_env_file", path + " cannot be read: " + std::strerror(errno));
}

Invalid errors_of(const std::string& path, const std::vector<EnvFileError>& errors) {
  std::string detail = path + " cannot be read:";
  std::vector<FieldError> fields;
  for (const EnvFileError& error : errors) {
    const std::string line = std::to_string(error.line);
    detail.append("\n  line ").append(line).append(": ").append(error.detail);
    fields.push_back({std::string(path).append(":").append(line), "invalid_line", error.detail});
  }
  return {"invalid_env_file", std::move(detail), std::move(fields)};
}

}  // namespace

Environment Environment::of_process() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    environment.set(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
  }
  return environment;
}

Result<Environment, std::vector<EnvFileError>> Environment::parse(std::string_view text) {
  EnvFileParser parser(text);
  parser.run();
  if (!parser.errors.empty()) return Failure{std::move(parser.errors)};
  return std::move(parser.environment);
}

Environment Environment::load(const std::string& path) {
  Environment environment = of_process();
  const std::optional<std::string> text = content_of(path);
  if (!text) return environment;
  const auto parsed = parse(*text);
  if (!parsed) throw errors_of(path, parsed.error());
  environment.fill_from(*parsed);
  return environment;
}

void Environment::fill_from(const Environment& weaker) {
  variables_.insert(weaker.variables_.begin(), weaker.variables_.end());
}

void Environment::set(std::string name, std::string value) {
  variables_.insert_or_assign(std::move(name), std::move(value));
}

std::optional<std::string_view> Environment::find(std::string_view name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end()) return std::nullopt;
  return found->second;
}

}  // namespace tenon
