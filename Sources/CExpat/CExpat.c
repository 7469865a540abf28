#include "CExpat.h"

#include <dlfcn.h>
#include <expat.h>
#include <limits.h>
#include <pthread.h>

// The functions that are used of the library, found when it is first needed.
static struct {
  XML_Parser (*create)(const XML_Char *, XML_Char);
  void (*set_elements)(XML_Parser, XML_StartElementHandler, XML_EndElementHandler);
  void (*set_text)(XML_Parser, XML_CharacterDataHandler);
  void (*set_type)(XML_Parser, XML_StartDoctypeDeclHandler);
  void (*set_context)(XML_Parser, void *);
  enum XML_Status (*parse)(XML_Parser, const char *, int, int);
  enum XML_Status (*stop)(XML_Parser, XML_Bool);
  void (*free)(XML_Parser);
  bool is_complete;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  static const char *const names[] = {"libexpat.so.1", "/usr/lib/libexpat.1.dylib"};
  void *handle = NULL;
  for (size_t i = 0; handle == NULL && i < sizeof names / sizeof names[0]; i++) {
    handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (handle == NULL) return;
  *(void **)&library.create = dlsym(handle, "XML_ParserCreateNS");
  *(void **)&library.set_elements = dlsym(handle, "XML_SetElementHandler");
  *(void **)&library.set_text = dlsym(handle, "XML_SetCharacterDataHandler");
  *(void **)&library.set_type = dlsym(handle, "XML_SetStartDoctypeDeclHandler");
  *(void **)&library.set_context = dlsym(handle, "XML_SetUserData");
  *(void **)&library.parse = dlsym(handle, "XML_Parse");
  *(void **)&library.stop = dlsym(handle, "XML_StopParser");
  *(void **)&library.free = dlsym(handle, "XML_ParserFree");
  library.is_complete = library.create && library.set_elements && library.set_text
    && library.set_type && library.set_context && library.parse && library.stop && library.free;
}

typedef struct {
  XML_Parser parser;
  CEHandler handler;
  void *context;
  CEResult result;
} Reading;

static void stop(Reading *reading, CEResult result) {
  if (reading->result != CERead) return;
  reading->result = result;
  library.stop(reading->parser, XML_FALSE);
}

// Expat may call a function once more after it was stopped.
static void element_started(void *context, const XML_Char *name, const XML_Char **attributes) {
  Reading *reading = context;
  if (reading->result != CERead) return;
  if (!reading->handler.start(reading->context, name, (const char *const *)attributes)) {
    stop(reading, CEStopped);
  }
}

static void element_ended(void *context, const XML_Char *name) {
  (void)name;
  Reading *reading = context;
  if (reading->result != CERead) return;
  if (!reading->handler.end(reading->context)) stop(reading, CEStopped);
}

static void text_read(void *context, const XML_Char *bytes, int count) {
  Reading *reading = context;
  if (reading->result != CERead) return;
  if (!reading->handler.text(reading->context, bytes, (size_t)count)) stop(reading, CEStopped);
}

static void type_declared(
  void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_subset
) {
  (void)name, (void)system, (void)public, (void)has_subset;
  stop(context, CEDeclaresType);
}

CEResult ce_read(const char *bytes, size_t count, CEHandler handler, void *context) {
  pthread_once(&once, open_library);
  if (!library.is_complete) return CEUnavailable;
  if (count > INT_MAX) return CEMalformed;
  // A blank is in no name and in no URI.
  XML_Parser parser = library.create(NULL, ' ');
  if (parser == NULL) return CEUnavailable;
  Reading reading = {parser, handler, context, CERead};
  library.set_context(parser, &reading);
  library.set_elements(parser, element_started, element_ended);
  library.set_text(parser, text_read);
  library.set_type(parser, type_declared);
  const enum XML_Status status = library.parse(parser, bytes, (int)count, 1);
  if (status != XML_STATUS_OK && reading.result == CERead) reading.result = CEMalformed;
  library.free(parser);
  return reading.result;
}
