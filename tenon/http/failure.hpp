#pragma once

#include <exception>

#include <tenon/base/log.hpp>
#include <tenon/http/request.hpp>
#include <tenon/http/response.hpp>

namespace tenon::http {

/// The exception that an answer was made from; left in the request (Request::get<Failure>()) for logs, since the answer
/// itself tells nothing internal.
struct Failure {
  std::exception_ptr error;
};

/// The problem document for an exception that left a handler, with the request's id; 499 for async::Cancelled. Leaves a
/// Failure in the request.
Response answer_failure(Request& request, std::exception_ptr error);

/// Logs the Failure of a request that was answered with a 5xx: an error of the program as "error" with what it was, an
/// engine that is gone or a deadline that passed as "warn". Says nothing for other statuses, nor for a
/// ReportedUnavailable.
void log_failure(const log::Logger& log, const Request& request, const Response& response);

/// The same where the answer had begun, so that the client is told nothing but that it is not whole: also for other
/// statuses, unless the client itself has gone.
void log_cut_answer(const log::Logger& log, const Request& request, const Response& response);

}  // namespace tenon::http
