#include <tenon/base/detail/log_text.hpp>
#include <tenon/base/text/utf8.hpp>

namespace tenon::log::detail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Whether U+0080 to U+009F begins here: two bytes, C2 and the code point itself.
bool is_c1(std::string_view text, std::size_t at) {
  return text[at] == '\xC2' && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

void append_unicode_escape(Buffer& out, unsigned char code) {
  constexpr char digits[] = "0123456789abcdef";
  const char text[] = {'\\', 'u', '0', '0', digits[code >> 4], digits[code & 15]};
  out.append({text, sizeof text});
}

void append_control(Buffer& out, unsigned char code) {
  switch (code) {
    case '\n': return out.append("\\n");
    case '\r': return out.append("\\r");
    case '\t': return out.append("\\t");
    default: return append_unicode_escape(out, code);
  }
}

/// The same for well-formed UTF-8.
void append_well_formed(Buffer& out, std::string_view text, Escape escape) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = byte < 0x20 || byte == 0x7f;
    const bool quote = escape == Escape::json && (byte == '"' || byte == '\\');
    const bool c1 = byte == 0xC2 && is_c1(text, i);
    if (!control && !quote && !c1) continue;
    out.append(text.substr(done, i - done));
    if (quote) {
      out.append('\\');
      out.append(text[i]);
    } else {
      if (c1) ++i;
      append_control(out, static_cast<unsigned char>(text[i]));
    }
    done = i + 1;
  }
  out.append(text.substr(done));
}

}  // namespace

void append_escaped(Buffer& out, std::string_view text, Escape escape) {
  while (true) {
    const std::size_t bad = text::find_invalid_utf8(text);
    append_well_formed(out, text.substr(0, bad), escape);
    if (bad == std::string_view::npos) return;
    out.append(replacement);
    text.remove_prefix(bad + 1);
  }
}

}  // namespace tenon::log::detail
