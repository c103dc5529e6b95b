#include <tenon/http/detail/request_id_source.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/random.hpp>
#include <tenon/base/text/ascii.hpp>

namespace tenon::http::detail {

RequestIdSource::RequestIdSource() {
  text_.fill('0');
  const std::string random = random_hex(8);
  std::copy(random.begin(), random.end(), text_.begin());
  text_[prefix - 1] = '-';
}

std::string_view RequestIdSource::next() noexcept {
  std::uint32_t rest = count_++;
  for (std::size_t i = text_.size(); i-- > prefix; rest >>= 4) text_[i] = "0123456789abcdef"[rest & 15];
  return {text_.data(), text_.size()};
}

bool is_request_id(std::string_view text) noexcept {
  constexpr std::string_view marks = "-_.:=+/~@";
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [&](char c) {
    return text::is_alnum(c) || marks.find(c) != std::string_view::npos;
  });
}

}  // namespace tenon::http::detail
