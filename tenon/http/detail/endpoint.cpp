#include <tenon/http/detail/endpoint.hpp>

#include <string>

#include <tenon/http/operation.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/json/write.hpp>

namespace tenon::http::detail {

Response json_answer(const json::Type& type, const void* value, Status status) {
  Response response{status};
  response.headers().add(header::content_type, "application/json");
  json::write(type, value, response.body().emplace<Buffer>());
  return response;
}

Response created_answer(const json::Type& type, const void* value, std::string_view location) {
  Response response = json_answer(type, value, Status::created);
  response.headers().add(header::location, location);
  return response;
}

Response empty_answer(const Request& request) {
  Problem problem = problem_of(Status::not_found, "not_found", "No route matches this path.");
  problem.request_id = request.id();
  return to_response(problem);
}

std::shared_ptr<Operation> make_operation() { return std::make_shared<Operation>(); }

void add_answer(Operation& operation, Status status, const json::Type* type) {
  operation.answers.push_back({status, type});
}

void add_created_answer(Operation& operation, const json::Type& type) {
  add_answer(operation, Status::created, &type);
  operation.answers.back().headers = {"Location"};
}

void add_stream_answer(Operation& operation) {
  add_answer(operation, Status::ok, nullptr);
  operation.answers.back().media_type = "*/*";
}

void add_error(Operation& operation, Status status) { operation.add_error(status); }

}  // namespace tenon::http::detail
