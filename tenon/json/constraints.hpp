#pragma once

#include <tenon/json/between.hpp>
#include <tenon/json/checked_text.hpp>
#include <tenon/json/items.hpp>
#include <tenon/json/pattern.hpp>

/// Types that hold only what is allowed. A value of one of them was checked, whoever made it: reading JSON or a
/// parameter reports what is wrong together with all other errors of the input, and a constructor throws Invalid.
/// Everywhere else they behave like the value they hold, and in a JSON Schema they say what they allow.
///
///     struct Signup {
///       Email email;
///       Text<8, 72> password;
///       Between<18, 120> age;
///       Items<Pattern<"^[a-z]+$">, 0, 10> interests;
///       std::optional<Url> homepage;
///       DecimalBetween<"0", "1000", 2> budget;
///     };
///
/// | code                     | by                                                |
/// | ------------------------ | ------------------------------------------------- |
/// | `too_short`, `too_long`  | Text                                              |
/// | `too_small`, `too_large` | Between, AtLeast, DoubleBetween, DecimalBetween   |
/// | `too_precise`            | DecimalBetween                                    |
/// | `too_few`, `too_many`    | Items                                             |
/// | `email`, `url`, `pattern`| Email, Url, Pattern                               |
///
/// All of these names are in namespace tenon, too. For one of your own: specialise Describe with constrained_type.
