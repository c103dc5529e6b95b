#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenon::schema::detail {

/// Writes JSON with an indent of two spaces, piece by piece. The json module stands beside this one, not below it.
class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);

  void string(std::string_view text);
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  /// A number or word that is JSON already.
  void raw(std::string_view text);

  void member(std::string_view name, std::string_view text) {
    key(name);
    string(text);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    boolean(value);
  }

  std::string take() { return std::move(out_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void quote(std::string_view text);

  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing stands yet in the innermost array or object
  bool after_key_ = false;
};

}  // namespace tenon::schema::detail
