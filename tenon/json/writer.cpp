#include <tenon/json/writer.hpp>

#include <tenon/json/detail/number_text.hpp>
#include <tenon/json/detail/operations.hpp>
#include <tenon/json/write.hpp>

namespace tenon::json {

namespace {

template <class Number>
void append_number(Number value, Buffer& out) {
  char* const begin = out.prepare(detail::max_number_size);
  char* end = begin;
  if constexpr (std::integral<Number>) {
    end = detail::write_integer(begin, value);
  } else {
    end = detail::write_real(begin, value);
  }
  out.commit(static_cast<std::size_t>(end - begin));
}

}  // namespace

void Writer::separate() {
  if (needs_comma_) out_.append(',');
  needs_comma_ = true;
}

Writer& Writer::begin_object() {
  separate();
  out_.append('{');
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_.append('}');
  needs_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  separate();
  out_.append('[');
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_.append(']');
  needs_comma_ = true;
  return *this;
}

Writer& Writer::name(std::string_view name) {
  separate();
  detail::append_string(name, out_);
  out_.append(':');
  needs_comma_ = false;
  return *this;
}

Writer& Writer::null() { return raw("null"); }

Writer& Writer::boolean(bool value) { return raw(value ? "true" : "false"); }

Writer& Writer::number(double value) {
  separate();
  append_number(value, out_);
  return *this;
}

Writer& Writer::string(std::string_view text) {
  separate();
  detail::append_string(text, out_);
  return *this;
}

Writer& Writer::value(const Type& type, const void* value) {
  separate();
  write(type, value, out_);
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_.append(json);
  return *this;
}

Writer& Writer::signed_number(std::int64_t value) {
  separate();
  append_number(value, out_);
  return *this;
}

Writer& Writer::unsigned_number(std::uint64_t value) {
  separate();
  append_number(value, out_);
  return *this;
}

}  // namespace tenon::json
