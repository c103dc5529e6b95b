#pragma once

#include <memory>
#include <string>

#include <tenon/async/address.hpp>
#include <tenon/async/loop.hpp>
#include <tenon/async/task.hpp>
#include <tenon/async/tls.hpp>
#include <tenon/sql/postgres/wire/backend.hpp>

namespace tenon::sql::postgres {

/// Asks a server, by a connection of its own, to cancel what the session of this key works on, and returns when the
/// server has passed that on: the session may notice a little later, or have gone on to something else. With `tls` the
/// key is sent over TLS only. Throws Unavailable and Timeout.
Task<> cancel(async::Loop& loop, async::Address address, BackendKey key, std::shared_ptr<const async::TlsClient> tls,
              std::string host);

}  // namespace tenon::sql::postgres
