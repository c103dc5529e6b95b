#pragma once

#include <optional>

#include <tenon/base/time.hpp>
#include <tenon/http/entity_tag.hpp>
#include <tenon/http/request.hpp>

namespace tenon::http {

/// The state of the resource that a request addresses, before it is changed.
struct Validators {
  bool exists = true;
  std::optional<EntityTag> entity_tag;
  std::optional<Instant> last_modified;  ///< compared by the second
};

/// What the conditions of a request ask for (RFC 9110 section 13.2.2).
enum class Precondition : unsigned char {
  proceed,       ///< do what the method says
  not_modified,  ///< answer 304: the client has this state
  failed,        ///< answer 412: the state is not the one the client knows
};

/// Evaluates If-Match, else If-Unmodified-Since; then If-None-Match, else If-Modified-Since, in the order of the RFC.
/// The tag of a compressed answer (EntityTag::coded) stands for the state that it was made from. A date that cannot be
/// read is ignored; a list of entity tags that cannot be read throws HttpError 400 ("bad_entity_tag"), since to guess
/// could overwrite what somebody else wrote.
Precondition check_preconditions(const Request& request, const Validators& current);

/// The same, throwing HttpError 412 ("precondition_failed") for `failed`; true for `not_modified`.
bool require_preconditions(const Request& request, const Validators& current);

}  // namespace tenon::http
