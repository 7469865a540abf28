#include "CQRCode.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// What is used of libqrencode 4, as its documentation has it (https://fukuchi.org/works/qrencode):
// declared here, so that nothing of it is needed to build.
typedef struct {
  int version;
  int width;
  unsigned char *data;
} QRcode;

static struct {
  QRcode *(*encode)(int size, const unsigned char *data, int version, int level);
  void (*free)(QRcode *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  static const char *const names[] = {
    "libqrencode.so.4", "libqrencode.4.dylib", "/opt/homebrew/opt/qrencode/lib/libqrencode.4.dylib",
    "/usr/local/opt/qrencode/lib/libqrencode.4.dylib",
  };
  void *handle = NULL;
  for (size_t i = 0; handle == NULL && i < sizeof names / sizeof names[0]; i++) {
    handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (handle == NULL) return;
  *(void **)&library.encode = dlsym(handle, "QRcode_encodeData");
  *(void **)&library.free = dlsym(handle, "QRcode_free");
}

// The levels of error correction, from weak to strong: L, M, Q, H.
enum { weakest = 0, strongest = 3 };

CQRResult cqr_encode(const uint8_t *bytes, int count, uint8_t *modules, int *width) {
  pthread_once(&once, open_library);
  if (library.encode == NULL || library.free == NULL) return CQRUnavailable;

  *width = 0;
  for (int level = weakest; level <= strongest; level++) {
    QRcode *code = library.encode(count, bytes, 0, level);
    if (code == NULL) break;
    const int side = code->width;
    const int fits = side > 0 && side <= CQR_MAXIMUM_WIDTH && (*width == 0 || side == *width);
    if (fits) {
      *width = side;
      // The lowest bit of a module says whether it is dark.
      for (int i = 0; i < side * side; i++) modules[i] = code->data[i] & 1;
    }
    library.free(code);
    if (!fits) break;
  }
  return *width > 0 ? CQREncoded : CQRTooLong;
}
