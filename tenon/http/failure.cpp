#include <tenon/http/failure.hpp>

#include <string>
#include <utility>

#include <tenon/async/context.hpp>
#include <tenon/base/error.hpp>
#include <tenon/base/reported_error.hpp>
#include <tenon/http/hooks.hpp>
#include <tenon/http/problem.hpp>
#include <tenon/http/router.hpp>

namespace tenon::http {

namespace {

Problem problem_for(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const async::Cancelled&) {
    return problem_of(client_closed_request, "client_closed_request");
  } catch (...) {
    return problem_of(error);
  }
}

void write_line(const log::Logger& log, log::Level level, const Request& request, const log::Value& error) {
  log.log(level, "request failed",
          {{"requestId", request.id()},
           {"method", to_string(request.method())},
           {"route", request.route() ? std::string_view(request.route()->pattern) : std::string_view("")},
           {"error", error}});
}

}  // namespace

Response answer_failure(Request& request, std::exception_ptr error) {
  Problem problem = problem_for(error);
  problem.request_id = request.id();
  request.set(Failure{std::move(error)});
  return to_response(problem);
}

namespace {

void log_cause(const log::Logger& log, const Request& request) {
  const auto* failure = request.get<Failure>();
  if (!failure) return;
  try {
    std::rethrow_exception(failure->error);
  } catch (const ReportedUnavailable&) {  // its cause is in the log
  } catch (const Error& error) {
    const bool expected = error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::timeout;
    write_line(log, expected ? log::Level::warn : log::Level::error, request, error);
  } catch (const std::exception& error) {
    write_line(log, log::Level::error, request, error);
  } catch (...) {
    write_line(log, log::Level::error, request, "an exception that is no std::exception");
  }
}

}  // namespace

void log_failure(const log::Logger& log, const Request& request, const Response& response) {
  if (to_int(response.status()) >= 500) log_cause(log, request);
}

void log_cut_answer(const log::Logger& log, const Request& request, const Response& response) {
  if (response.status() != client_closed_request) log_cause(log, request);
}

}  // namespace tenon::http
