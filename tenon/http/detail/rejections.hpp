#pragma once

#include <tenon/http/rejection.hpp>

/// Everything for which the HTTP/1 codec refuses a request, with the section that says so. Tests have one row for each.
namespace tenon::http::detail::rejections {

// The request line (RFC 9112 section 3).
inline constexpr Rejection bad_request_line{Status::bad_request, "bad_request_line",
                                            "The request line is not 'method target HTTP/1.1'."};
inline constexpr Rejection bare_lf{Status::bad_request, "bare_lf", "A line must end with CR LF."};   // 9112 2.2
inline constexpr Rejection bare_cr{Status::bad_request, "bare_cr", "A CR must be followed by LF."};  // 9112 2.2
inline constexpr Rejection control_byte{Status::bad_request, "control_byte",
                                        "The head of the request holds a control byte."};
inline constexpr Rejection bad_method{Status::bad_request, "bad_method", "The method is not a token."};
inline constexpr Rejection unknown_method{Status::not_implemented, "unknown_method",
                                          "The method is not implemented."};  // 9110 9.1
inline constexpr Rejection bad_version{Status::bad_request, "bad_version", "The version is not 'HTTP/1.1'."};
inline constexpr Rejection unsupported_version{Status::http_version_not_supported, "unsupported_version",
                                               "The versions are HTTP/1.1 and HTTP/1.0."};
inline constexpr Rejection target_too_long{Status::uri_too_long, "target_too_long", "The request target is too long."};
inline constexpr Rejection bad_target{Status::bad_request, "bad_target", "The request target is not valid."};
inline constexpr Rejection misdirected_request{Status::misdirected_request, "misdirected_request",
                                               "The target is of another scheme than http and https."};  // 9110 7.4
inline constexpr Rejection bad_escape{Status::bad_request, "bad_escape",
                                      "A '%' in the request target is not followed by two hexadecimal digits."};
inline constexpr Rejection dot_segment{Status::bad_request, "dot_segment", "The path has a '.' or '..' segment."};

// Field lines (RFC 9112 section 5).
inline constexpr Rejection bad_field_name{Status::bad_request, "bad_field_name", "A field name is not a token."};
inline constexpr Rejection missing_colon{Status::bad_request, "missing_colon", "A field line has no colon."};
inline constexpr Rejection space_before_colon{Status::bad_request, "space_before_colon",
                                              "There is white space before a field's colon."};  // 9112 5.1
inline constexpr Rejection folded_line{Status::bad_request, "folded_line",
                                       "A field line begins with white space."};  // 9112 5.2
inline constexpr Rejection head_too_large{Status::request_header_fields_too_large, "head_too_large",
                                          "The head of the request is too large."};
inline constexpr Rejection too_many_fields{Status::request_header_fields_too_large, "too_many_fields",
                                           "The request has too many fields."};
inline constexpr Rejection repeated_field{Status::bad_request, "repeated_field",
                                          "A field that must stand once is repeated."};  // 9110 5.3

// What the fields say.
inline constexpr Rejection missing_host{Status::bad_request, "missing_host", "There is no Host."};  // 9112 3.2
inline constexpr Rejection bad_host{Status::bad_request, "bad_host", "Host is not a host and port."};
inline constexpr Rejection bad_content_length{Status::bad_request, "bad_content_length",
                                              "Content-Length is not a number."};  // 9112 6.3
inline constexpr Rejection length_and_coding{Status::bad_request, "length_and_coding",
                                             "Content-Length and Transfer-Encoding exclude each other."};
inline constexpr Rejection bad_transfer_encoding{
    Status::bad_request, "bad_transfer_encoding",
    "Transfer-Encoding must end with 'chunked', once, in HTTP/1.1."};  // 9112 6.1, 6.3
inline constexpr Rejection unknown_coding{Status::not_implemented, "unknown_transfer_coding",
                                          "The only transfer coding is 'chunked'."};  // 9112 6.1
inline constexpr Rejection bad_expectation{Status::expectation_failed, "bad_expectation",
                                           "The only expectation is '100-continue'."};  // 9110 10.1.1

// Chunked bodies (RFC 9112 section 7.1).
inline constexpr Rejection bad_chunk_size{Status::bad_request, "bad_chunk_size",
                                          "The size of a chunk is not a hexadecimal number."};
inline constexpr Rejection bad_chunk_extension{Status::bad_request, "bad_chunk_extension",
                                               "The extension of a chunk is malformed or too long."};
inline constexpr Rejection bad_chunk_end{Status::bad_request, "bad_chunk_end",
                                         "The bytes of a chunk are not followed by CR LF."};
inline constexpr Rejection bad_trailer{Status::bad_request, "bad_trailer", "A trailer line is malformed."};
inline constexpr Rejection trailers_too_large{Status::request_header_fields_too_large, "trailers_too_large",
                                              "The trailers are too large."};

}  // namespace tenon::http::detail::rejections
