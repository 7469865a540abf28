#ifndef CONVENE_CEXPAT_H
#define CONVENE_CEXPAT_H

#include <stdbool.h>
#include <stddef.h>

/// What is told of a document, in its order. A function that returns false ends the reading.
typedef struct {
  /// An element begins. The name is the URI of its namespace, a blank and the local name, or the local
  /// name alone. Attributes are pairs of name and value, with NULL behind the last.
  bool (*start)(void *context, const char *name, const char *const *attributes);
  /// The element that began last ends.
  bool (*end)(void *context);
  /// Text as UTF-8, not terminated; a text may come in several parts.
  bool (*text)(void *context, const char *bytes, size_t count);
} CEHandler;

/// How a reading ended.
typedef enum {
  CERead,
  /// The library cannot be opened.
  CEUnavailable,
  /// The bytes are not well-formed XML.
  CEMalformed,
  /// The document has a DOCTYPE, with which it could define entities.
  CEDeclaresType,
  /// A function of the handler ended it.
  CEStopped,
} CEResult;

/// Reads an XML document with namespaces.
///
/// Expat is opened by the first call. Calls from several threads are safe.
///
/// - Parameters:
///   - bytes: The document, in UTF-8 or as its declaration says.
///   - count: Its size.
///   - handler: What is told of it.
///   - context: Passed to the functions of the handler.
CEResult ce_read(const char *bytes, size_t count, CEHandler handler, void *context);

#endif
