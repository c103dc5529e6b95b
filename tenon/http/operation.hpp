#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tenon/http/security_need.hpp>
#include <tenon/http/status.hpp>

namespace tenon::json {
struct Type;
}

namespace tenon::http {

/// Where a parameter stands in a request; the names are those of OpenAPI.
enum class In : std::uint8_t { path, query, header, cookie };

std::string_view to_string(In in) noexcept;

/// One parameter that a handler reads.
struct Parameter {
  In in = In::query;
  std::string name = {};             ///< as it stands on the wire: "pageSize", "x-tenant"
  const json::Type* type = nullptr;  ///< what its text must be; lives as long as the program
  bool required = true;
  std::string description = {};
};

/// The body that a handler reads.
struct RequestBody {
  const json::Type* type = nullptr;
  std::string media_type = "application/json";
  bool required = true;
  std::string description = {};
};

/// One answer that a handler gives when all is well.
struct Answer {
  Status status = Status::ok;
  const json::Type* type = nullptr;  ///< null: an answer without a described body
  std::string media_type = "application/json";
  std::string description = {};
  std::vector<std::string> headers = {};  ///< fields that a client may rely on, e.g. "Location"
};

/// What an endpoint reads and answers, derived from the signature of its handler. OpenAPI is made from it,
/// and so is the check that a route's pattern has the path parameters that the handler asks for.
///
/// `make_handler` fills in everything that types can tell; texts are added by the application:
///
///     app.post("/orders", place_order).summary("Places an order").tag("orders");
struct Operation {
  Operation();  // compiled once, as are the others: every program that has handlers would pay for them
  Operation(const Operation&);
  Operation(Operation&&) noexcept;
  Operation& operator=(const Operation&);
  Operation& operator=(Operation&&) noexcept;
  ~Operation();

  std::string id;  ///< operationId; made from method and path when empty
  std::string summary;
  std::string description;
  std::vector<std::string> tags;
  bool deprecated = false;
  bool hidden = false;  ///< left out of the document

  std::vector<Parameter> parameters;
  std::optional<RequestBody> body;
  std::vector<Answer> answers;
  std::vector<Status> errors;          ///< which problem documents it may answer; sorted, each once
  std::vector<SecurityNeed> security;  ///< one of which is needed; empty: whatever the route's group needs

  /// Adds a parameter, unless one of the same place and name is there.
  void add(Parameter parameter);
  /// Adds a status to `errors`, which stay sorted.
  void add_error(Status status);
  /// The parameter of this place and name; null when there is none.
  const Parameter* find(In in, std::string_view name) const noexcept;
};

/// Throws Invalid ("bad_route") when the handler reads a path parameter that `pattern` ("/orders/{id}") does
/// not have. Called where routes are added, so that the error shows when the program starts.
void check_path_parameters(std::string_view pattern, const Operation& operation);

}  // namespace tenon::http
