# `cmake --install` gives a package usable by find_package(tenon).
