#include <tenon/base/secret.hpp>

#include <cstddef>

namespace tenon {

bool Secret::matches(std::string_view given) const noexcept {
  if (empty() || given.size() != text_.size()) return false;
  volatile unsigned char difference = 0;  // volatile: no compiler may stop at the first one
  for (std::size_t i = 0; i < text_.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (text_[i] ^ given[i]));
  }
  return difference == 0;
}

}  // namespace tenon
