#include <tenon/base/detail/log_text.hpp>
#include <tenon/base/text/utf8.hpp>

#include <array>
#include <cstdint>

namespace tenon::log::detail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What each byte needs: nothing, which is most, is 0.
enum : std::uint8_t { control = 1, quote = 2, c1_lead = 4 };
constexpr auto needs = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = control;
  table[0x7f] = control;
  table['"'] = table['\\'] = quote;
  table[0xC2] = c1_lead;
  return table;
}();

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
    const std::uint8_t need = needs[static_cast<unsigned char>(text[i])];
    if (need == 0 || (need == quote && escape != Escape::json) || (need == c1_lead && !is_c1(text, i))) continue;
    out.append(text.substr(done, i - done));
    if (need == quote) {
      out.append('\\');
      out.append(text[i]);
    } else {
      if (need == c1_lead) ++i;
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
