#pragma once

#include <string_view>

#include <tenon/http/entity_tag.hpp>

namespace tenon::app::detail {

/// The entity tag of a representation: equal bytes have equal tags, on every machine and in every version of the
/// program. 64 bits; it tells states of one resource apart and protects nothing against forgery.
http::EntityTag entity_version(std::string_view representation);

}  // namespace tenon::app::detail
