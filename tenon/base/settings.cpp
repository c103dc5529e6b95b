#include <tenon/base/environment.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/settings.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/base/text/names.hpp>

#include <algorithm>

namespace tenon::settings {
namespace {

constexpr std::size_t longest_quote = 60;

void refuse_double_names(std::span<const Row> rows) {
  std::vector<std::string_view> names;
  for (const Row& row : rows) names.push_back(row.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    throw Internal("setting_named_twice", "Two settings are read from the variable " + std::string(*twice));
  }
}

/// The text between quotes, fit for a message: short, without control characters and without passwords.
std::string in_quotes(std::string_view text) {
  std::string shown = detail::show_text(text);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  if (shown.size() > longest_quote) shown = shown.substr(0, longest_quote) + "...";
  return "\"" + shown + "\"";
}

/// The error of one setting, if there is one.
void read_row(const Row& row, const Environment& environment, std::vector<FieldError>& errors) {
  const Traits& traits = row.codec->traits;
  const std::optional<std::string_view> text = environment.find(row.name);
  if (traits.required && (!text || text->empty())) {
    errors.push_back({row.name, "missing", "must be set: " + row.codec->expects()});
    return;
  }
  if (!text) return;
  if (row.codec->read(*text, row.value)) return;
  std::string detail = "expected " + row.codec->expects();
  if (!traits.secret) detail += text->empty() ? ", but it is empty" : ", got " + in_quotes(*text);
  errors.push_back({row.name, "invalid_setting", std::move(detail)});
}

std::string meaning_with_choices(const Row& row) {
  std::string text(row.meaning);
  if (row.codec->traits.choice) {
    text += text.empty() ? "" : "; ";
    text += row.codec->expects();
  }
  return text;
}

std::string shown_default(const Row& row) {
  return row.codec->traits.required ? "(required)" : row.codec->show(row.value);
}

}  // namespace

namespace detail {

std::string variable_name(std::string_view prefix, std::string_view member) {
  std::string name(prefix);
  for (const char c : text::without_trailing_underscore(member)) name += text::to_upper(c);
  return name;
}

}  // namespace detail

void read(std::span<const Row> rows, const Environment& environment) {
  refuse_double_names(rows);
  std::vector<FieldError> errors;
  for (const Row& row : rows) read_row(row, environment, errors);
  if (errors.empty()) return;
  std::string detail =
      errors.size() == 1 ? "A setting is wrong:" : std::to_string(errors.size()) + " settings are wrong:";
  for (const FieldError& error : errors) detail += "\n  " + error.pointer + ": " + error.detail;
  throw Invalid("invalid_settings", std::move(detail), std::move(errors));
}

std::string help(std::span<const Row> rows) {
  constexpr std::size_t widest_default = 24;
  std::size_t name_width = 0;
  std::size_t default_width = 0;
  for (const Row& row : rows) {
    name_width = std::max(name_width, row.name.size());
    default_width = std::max(default_width, std::min(shown_default(row).size(), widest_default));
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line = "  " + row.name;
    line.resize(name_width + 4, ' ');
    line += shown_default(row);
    line.resize(std::max(line.size(), name_width + 4 + default_width) + 2, ' ');
    line += meaning_with_choices(row);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string show(std::span<const Row> rows) {
  std::string text;
  for (const Row& row : rows) text += row.name + "=" + row.codec->show(row.value) + "\n";
  return text;
}

}  // namespace tenon::settings
