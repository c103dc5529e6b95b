# The third-party libraries that the modules link, all of them Debian packages. Used by the build and, installed, by
# find_package(tenon): static libraries hand their private dependencies to the final link.
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(brotlienc REQUIRED IMPORTED_TARGET GLOBAL libbrotlienc)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET GLOBAL libzstd)
