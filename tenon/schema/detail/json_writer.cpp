#include <tenon/schema/detail/json_writer.hpp>

namespace tenon::schema::detail {

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  first_ = false;
  if (depth_ == 0) return;
  out_ += '\n';
  out_.append(depth_ * 2, ' ');
}

void JsonWriter::begin(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) {
    out_ += '\n';
    out_.append(depth_ * 2, ' ');
  }
  out_ += bracket;
  first_ = false;
}

void JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  separate();
  quote(text);
}

void JsonWriter::raw(std::string_view text) {
  separate();
  out_ += text;
}

void JsonWriter::quote(std::string_view text) {
  static constexpr std::string_view special = "\"\\\n\r\t\b\f";
  static constexpr std::string_view letters = "\"\\nrtbf";
  static constexpr std::string_view hex = "0123456789abcdef";
  out_ += '"';
  for (char c : text) {
    if (std::size_t known = special.find(c); known != std::string_view::npos) {
      out_ += '\\';
      out_ += letters[known];
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out_ += c;
    } else {
      out_ += "\\u00";
      out_ += hex[static_cast<unsigned char>(c) >> 4];
      out_ += hex[static_cast<unsigned char>(c) & 15];
    }
  }
  out_ += '"';
}

}  // namespace tenon::schema::detail
