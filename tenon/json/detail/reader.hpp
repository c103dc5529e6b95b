#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <tenon/json/detail/number_scan.hpp>
#include <tenon/json/detail/scan.hpp>
#include <tenon/json/errors.hpp>
#include <tenon/json/value.hpp>

namespace tenon::json::detail {

/// The grammar of JSON: the pieces of a document, and any value as a json::Value.
///
/// Functions take the place where they begin and return the place where they ended, so that it stays in a register;
/// null means that the document is broken there and `syntax_error` says how.
class Reader {
 public:
  Reader(std::string_view text, std::size_t max_depth) noexcept
      : begin_(text.data()), end_(text.data() + text.size()), max_depth_(max_depth) {}

  /// The start of the document's value.
  const char* start();
  /// Whether nothing but white space follows.
  bool finish(const char* p);

  const char* read_value(const char* p, Value& value);

  std::optional<SyntaxError> syntax_error;

 protected:
  /// Always null. `code` and `detail` have static storage.
  [[gnu::cold]] const char* fail(const char* p, std::string_view code, std::string_view detail);
  /// Fails with "unexpected_end" at the end of the text, with "unexpected_character" elsewhere.
  [[gnu::cold]] const char* fail_unexpected(const char* p, std::string_view expected);

  [[gnu::cold]] const char* fail_number(const char* p);
  [[gnu::cold]] const char* fail_literal(const char* p, std::string_view literal);
  [[gnu::cold]] const char* fail_duplicate(const char* p) {
    return fail(p, "duplicate_name", "The object has this name already.");
  }

  const char* skip_space(const char* p) const noexcept {
    return p == end_ || static_cast<unsigned char>(*p) > ' ' ? p : skip_spaces(p);
  }
  /// The first character of the value, name or bracket at `p`, 0 at the end of the text, where no such character is
  /// valid either.
  char peek(const char* p) const noexcept { return p != end_ ? *p : '\0'; }

  /// A string whose opening quote stands before `p`. The text is valid until the next string is read.
  const char* read_string(const char* p, std::string_view& text) {
    const char* const special = find_special(p, end_);
    if (special == end_ || *special != '"') return read_long_string(p, special, text);
    text = {p, static_cast<std::size_t>(special - p)};
    return special + 1;
  }
  /// `"name" :`, and the white space around it; `p` stands at what must be the quote.
  const char* read_name(const char* p, std::string_view& name);
  /// The colon after a name and the white space around it.
  const char* read_colon(const char* p) {
    p = skip_space(p);
    if (peek(p) != ':') return fail_unexpected(p, "Expected a colon after the name.");
    return skip_space(p + 1);
  }
  /// What follows an item or member: at `close`, which is passed over, `more` is false, otherwise a comma was there.
  const char* read_separator(const char* p, char close, bool& more) {
    char c = peek(p);
    if (c != ',' && c != close) {
      p = skip_space(p);
      c = peek(p);
    }
    more = c == ',';
    if (more) return skip_space(p + 1);
    if (c == close) return p + 1;
    return fail_unexpected(
        p, close == '}' ? "Expected a comma or the end of the object." : "Expected a comma or the end of the array.");
  }
  const char* read_number(const char* p, Number& number) {
    const char* const after = scan_number(p, end_, number);
    return after ? after : fail_number(p + number.text.size());
  }
  /// `true`, `false` or `null`, whose first character stands at `p`.
  const char* read_literal(const char* p, std::string_view literal) {
    const bool is_there = std::string_view(p, static_cast<std::size_t>(end_ - p)).starts_with(literal);
    return is_there ? p + literal.size() : fail_literal(p, literal);
  }

  /// To be called after an opening bracket; `leave` belongs to it.
  bool enter(const char* p) {
    if (++depth_ <= max_depth_) return true;
    fail(p, "too_deep", "Too many arrays and objects within each other.");
    return false;
  }
  void leave() noexcept { --depth_; }

  const char* const begin_;
  const char* const end_;

 private:
  const char* skip_spaces(const char* p) const noexcept;
  const char* read_long_string(const char* p, const char* special, std::string_view& text);
  const char* read_escaped_string(const char* p, const char* escape, std::string_view& text);
  const char* read_characters(const char* p);
  const char* read_unicode_escape(const char* backslash, char*& out);
  const char* read_code_unit(const char* backslash, std::uint32_t& unit);
  const char* read_array(const char* p, Array& items);
  const char* read_object(const char* p, Object& members);

  const std::size_t max_depth_;
  std::size_t depth_ = 0;
  std::unique_ptr<char[]> unescaped_;  ///< the last string with escapes; as large as the text, so that any fits
};

}  // namespace tenon::json::detail
