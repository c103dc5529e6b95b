#include <tenon/app.hpp>

using namespace tenon;

struct Greeting {
  std::string text;
  std::int64_t length;
};

struct NewNote {
  Text<1, 200> text;
  std::optional<Email> author;
};

struct Note {
  Uuid id;
  std::string text;
};

int main(int argc, char** argv) {
  App app{argc, argv};

  app.get("/hello/{name}", [](Path<"name", Text<1, 50>> name) {
    std::string text = "Hello, " + name->str() + "!";
    return Greeting{text, static_cast<std::int64_t>(text.size())};
  });

  app.post("/notes", [](Body<NewNote> note) -> Task<Created<Note>> {
    co_return Created{Note{Uuid::v7(), note->text.str()}, "/notes/1"};
  });

  return app.run();
}
