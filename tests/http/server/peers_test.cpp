#include <gtest/gtest.h>
#include <string>

#include <tenon/http/middleware/compression.hpp>

#include "../support/live_server.hpp"
#include "../support/site.hpp"
#include "tests/support/command.hpp"

namespace tenon::http::test {
namespace {

/// Clients that others wrote.
class ServerPeers : public testing::Test {
 protected:
  ServerPeers() : server_(make_site(std::move(Pipeline{}.use(std::make_shared<Compression>(1))))) {}

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server_.port()) + path; }
  static bool has(const std::string& program) { return run("command -v " + program + " 2>&1").status == 0; }

  LiveServer server_;
};

TEST_F(ServerPeers, CurlUnderstandsItsCodings) {
  if (!has("curl")) GTEST_SKIP();
  for (const std::string coding : {"gzip", "br", "zstd"}) {
    const std::string plain = run("curl -sS --max-time 10 -H 'Accept-Encoding: " + coding + "' " + url("/bytes/5000") +
                                  " | " + (coding == "br" ? "brotli" : coding) + " -dc 2>/dev/null")
                                  .output;
    if (has(coding == "br" ? "brotli" : coding)) {
      EXPECT_EQ(plain, std::string(5000, 'x')) << coding;
    }
  }
  EXPECT_EQ(run("curl -sS --max-time 10 --compressed " + url("/bytes/5000")).output, std::string(5000, 'x'));
  EXPECT_EQ(run("curl -sS --max-time 10 --compressed " + url("/stream/5000")).output.size(), 50'000u);
}

TEST_F(ServerPeers, CurlSendsChunksAndWaitsFor100) {
  if (!has("curl")) GTEST_SKIP();
  EXPECT_EQ(run("printf body | curl -sS --max-time 10 -H 'Transfer-Encoding: chunked' --data-binary @- " + url("/echo"))
                .output,
            "body");
  EXPECT_EQ(
      run("printf body | curl -sS --max-time 10 -H 'Expect: 100-continue' --data-binary @- " + url("/echo")).output,
      "body");
  EXPECT_EQ(run("curl -sS --max-time 10 -I " + url("/hello")).output.substr(0, 15), "HTTP/1.1 200 OK");
  EXPECT_EQ(run("curl -sS --max-time 10 --http1.0 " + url("/stream/2")).output, "01234567890123456789");
}

TEST_F(ServerPeers, NodeKeepsItsConnectionAlive) {
  if (!has("node")) GTEST_SKIP();
  const std::string script = R"(
    const http = require('http');
    const agent = new http.Agent({keepAlive: true, maxSockets: 1});
    const ask = (method, path, body) => new Promise((resolve, reject) => {
      const request = http.request(process.argv[1] + path, {method, agent}, (response) => {
        let text = '';
        response.on('data', (piece) => text += piece);
        response.on('end', () => resolve(response.statusCode + ' ' + text.length));
      });
      request.on('error', reject);
      request.end(body);
    });
    (async () => {
      const seen = [];
      for (let i = 0; i < 50; ++i) seen.push(await ask('GET', '/number/' + i));
      seen.push(await ask('POST', '/echo', 'x'.repeat(100000)));
      seen.push(await ask('GET', '/stream/1000'));
      seen.push(await ask('GET', '/nothing'));
      seen.push(await ask('GET', '/hello'));
      agent.destroy();
      console.log(seen.slice(-4).join(', ').replace(/404 \d+/, '404'));
    })();
  )";
  EXPECT_EQ(run("node -e \"" + script + "\" " + url("") + " 2>&1").output, "200 100000, 200 10000, 404, 200 5\n");
  EXPECT_EQ(server_.stats().connections_accepted, 1u);
}

}  // namespace
}  // namespace tenon::http::test
