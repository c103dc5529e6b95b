#include <bit>

#include <tenon/json/detail/operations.hpp>
#include <tenon/json/detail/output.hpp>
#include <tenon/json/detail/scan.hpp>

namespace tenon::json::detail {

namespace {

/// What one special byte, or the sequence that it begins, becomes; at most 6 bytes.
char* write_special(char* out, const char*& from, const char* end) noexcept {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::string_view letters = "btn.fr";  // U+0008 to U+000D
  const auto byte = static_cast<unsigned char>(*from);
  if (byte >= 0x80) {
    const std::size_t size = utf8_sequence(from, end);
    if (size == 0) {
      std::memcpy(out, "\xef\xbf\xbd", 3);  // U+FFFD
      ++from;
      return out + 3;
    }
    std::memcpy(out, from, size);
    from += size;
    return out + size;
  }
  ++from;
  *out++ = '\\';
  if (byte >= 0x20) {
    *out++ = static_cast<char>(byte);
  } else if (byte >= '\b' && byte <= '\r' && byte != '\v') {
    *out++ = letters[byte - '\b'];
  } else {
    std::memcpy(out, "u00", 3);
    out[3] = hex[byte >> 4];
    out[4] = hex[byte & 15];
    out += 5;
  }
  return out;
}

}  // namespace

char* write_string(Output& output, char* p, std::string_view text) {
  p = output.ensure(p, text.size() + 2);
  *p++ = '"';
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from != end) {
    const auto left = static_cast<std::size_t>(end - from);
    std::uint32_t bits = 0;
    std::size_t size = block_size;
    if (left >= block_size) {
      std::memcpy(p, from, block_size);
      bits = special_bits(p);
    } else if (copy_if_plain(p, from, left)) {
      p += left;
      break;
    } else {
      for (size = 0; !is_special(from[size]); ++size) p[size] = from[size];
      bits = std::uint32_t{1} << size;
    }
    if (bits == 0) {
      p += size;
      from += size;
      continue;
    }
    const auto clean = static_cast<std::size_t>(std::countr_zero(bits));
    p += clean;
    from += clean;
    // Runs of special ones stay here: text outside of ASCII, tables of quotes.
    do {
      p = output.ensure(p, static_cast<std::size_t>(end - from) + 8);
      p = write_special(p, from, end);
    } while (from != end && is_special(*from));
  }
  *p++ = '"';
  return p;
}

void append_string(std::string_view text, Buffer& out) {
  Output output(out);
  output.end(write_string(output, output.begin(), text));
}

}  // namespace tenon::json::detail
