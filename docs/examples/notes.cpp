#include <tenon/app.hpp>

using namespace tenon;

// [types]
struct NewNote {
  Text<1, 200> text;
  std::optional<Email> author;
};

struct Note {
  Uuid id;
  std::string text;
};
// [types]

int main(int argc, char** argv) {
  App app{argc, argv};

  app.get("/hello/{name}", [](Path<"name", Text<1, 50>> name) { return "Hello, " + name->str() + "!"; });

  // [post]
  app.post("/notes", [](Body<NewNote> note) -> Task<Created<Note>> {
    const Note made{Uuid::v7(), note->text.str()};
    co_return Created{made, "/notes/{}", made.id};
  });
  // [post]

  return app.run();
}
