#include <tenon/app.hpp>

using namespace tenon;

struct Greeting {
  std::string text;
  std::int64_t length;
};

int main(int argc, char** argv) {
  App app{argc, argv};

  app.get("/hello/{name}", [](Path<"name", Text<1, 50>> name) {
    std::string text = "Hello, " + name->str() + "!";
    return Greeting{text, static_cast<std::int64_t>(text.size())};
  });

  return app.run();
}
