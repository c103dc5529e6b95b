#pragma once

#include <memory>
#include <utility>

#include <tenon/http/routes.hpp>
#include <tenon/http/service.hpp>

namespace tenon::http::test {

/// The routes that most tests of the server ask for:
///
/// | route | answer |
/// | --- | --- |
/// | GET /hello | "hello" |
/// | GET /number/{n} | "n" |
/// | GET /wait/{ms} | "waited", after so many milliseconds |
/// | POST /echo | the body |
/// | POST /ignore | "ignored", without reading the body |
/// | GET /bytes/{n} | n bytes "x" |
/// | GET /stream/{n} | n pieces "0123456789", of unknown size |
/// | GET /error | an exception of a kind that nobody expects |
Routes& add_site(Routes& routes);

Service make_site(Pipeline pipeline = {});

}  // namespace tenon::http::test
