#pragma once

#include <string_view>

#include <tenon/http/entity_tag.hpp>

namespace tenon::http {

/// A strong tag for these bytes: equal bytes have equal tags, and different ones will not meet by chance (128 bits). It
/// is no cryptographic hash: who can choose the bytes can make two texts of one tag, and mislead nobody but himself.
EntityTag content_tag(std::string_view bytes);

}  // namespace tenon::http
