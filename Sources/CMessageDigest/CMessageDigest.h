// libmd: the message digests of the BSDs (Debian: libmd-dev).
#ifndef CONVENE_CMESSAGEDIGEST_H
#define CONVENE_CMESSAGEDIGEST_H

#include <sys/types.h>
#include <stddef.h>
#include <stdint.h>
#include <sha2.h>

/// Writes the SHA-256 digest (FIPS 180-4), 32 bytes, of `count` bytes.
static inline void sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, bytes, count);
  SHA256Final(digest, &context);
}

#endif
