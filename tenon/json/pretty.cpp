#include <tenon/json/detail/operations.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {

namespace {

void write_pretty(const Value& value, std::size_t depth, Buffer& out);

void begin_line(std::size_t depth, Buffer& out) {
  out.append('\n');
  for (std::size_t i = 0; i < depth; ++i) out.append("  ");
}

/// The items on lines of their own; `write_item` writes one of them.
template <class Items, class F>
void write_lines(const Items& items, std::string_view brackets, std::size_t depth, Buffer& out, F&& write_item) {
  out.append(brackets[0]);
  const char* separator = "";
  for (const auto& item : items) {
    out.append(separator);
    begin_line(depth + 1, out);
    write_item(item);
    separator = ",";
  }
  if (*separator != '\0') begin_line(depth, out);
  out.append(brackets[1]);
}

void write_pretty(const Value& value, std::size_t depth, Buffer& out) {
  if (value.is_array()) {
    write_lines(value.as_array(), "[]", depth, out, [&](const Value& item) { write_pretty(item, depth + 1, out); });
  } else if (value.is_object()) {
    write_lines(value.as_object(), "{}", depth, out, [&](const Object::Member& member) {
      detail::append_string(member.name, out);
      out.append(": ");
      write_pretty(member.value, depth + 1, out);
    });
  } else {
    write(value, out);
  }
}

}  // namespace

std::string to_pretty_string(const Value& value) {
  Buffer out;
  write_pretty(value, 0, out);
  return std::string(out.view());
}

}  // namespace tenon::json
