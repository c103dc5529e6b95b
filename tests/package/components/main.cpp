#include <cstdio>

#include <tenon/http/url.hpp>
#include <tenon/json/write.hpp>

struct Link {
  std::string name;
};

int main() { std::puts(tenon::json::to_string(Link{"Ada"}).c_str()); }
