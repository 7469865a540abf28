#ifndef CONVENE_CQRCODE_H
#define CONVENE_CQRCODE_H

#include <stdint.h>

/// What became of a text.
typedef enum {
  CQREncoded,
  /// The library cannot be opened.
  CQRUnavailable,
  /// No code holds so much.
  CQRTooLong,
} CQRResult;

/// The most modules that a code has on a side (ISO/IEC 18004, version 40).
#define CQR_MAXIMUM_WIDTH 177

/// Writes the modules of the smallest QR code for some bytes to `modules`, row by row, 1 for dark; with
/// the strongest error correction that this size holds.
///
/// libqrencode is opened by the first call, not at the start of the program. Calls from several threads
/// are safe.
///
/// - Parameters:
///   - bytes: The bytes, `count` of them.
///   - modules: Room for `CQR_MAXIMUM_WIDTH` times as many.
///   - width: Gets the modules on a side.
CQRResult cqr_encode(const uint8_t *bytes, int count, uint8_t *modules, int *width);

#endif
