#pragma once

#include <string>

#include <tenon/http/handler.hpp>

namespace tenon::http {

struct StaticFilesOptions {
  /// Cache-Control. The default lets caches keep files and ask each time; for names that hold a hash of the content say
  /// "public, max-age=31536000, immutable".
  HeaderValue cache_control = "no-cache";
  /// Answered for a folder, "/" at the end; empty: folders are not found.
  std::string index = "index.html";
  /// Answered with 200 for what is not found: the page of an application that does its own routing. Empty: 404.
  std::string fallback = "";
  /// "app.js.zst", "app.js.br" and "app.js.gz" are sent in place of "app.js" to clients that accept them.
  bool precompressed = true;
  /// Follows symbolic links to places outside of the folder, too. Off: only those that lead to places within it.
  bool follow_links = false;
};

/// Answers GET and HEAD with the files of a folder, for a route whose last parameter is the rest of the path:
///
///     routes.root().get("/assets/{path...}", static_files("public"));
///
/// What a path may name: regular files in the folder and below, by names that do not begin with a dot. "..", "." and
/// empty names, a NUL, a backslash, however they are escaped, are not found; what is
/// opened lies below the folder when it is opened, so no race can lead out of it. A symbolic link may lead to any place
/// within the folder, also behind a dot, as those of a mounted Kubernetes ConfigMap do.
///
/// Sends Content-Type by the name's end, Last-Modified, a strong ETag and Cache-Control; answers conditional requests
/// (RFC 9110 section 13) and one range of bytes (section 14), which players of films ask for; several ranges are
/// answered with the whole file. Files are opened and read on the blocking pool; large ones are sent piece by piece as
/// the client takes them.
///
/// Throws Invalid ("no_such_folder") when the folder cannot be opened.
Handler static_files(const std::string& folder, StaticFilesOptions options = {});

}  // namespace tenon::http
