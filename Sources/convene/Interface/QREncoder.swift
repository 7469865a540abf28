import CQRCode
import ViewModels

/// Makes QR codes with libqrencode, which is opened when it is first needed.
enum QREncoder {
  /// The code for a text.
  ///
  /// - Throws: ``CommandError`` when the library is missing, or no code holds so much.
  static func code(_ text: String) throws(CommandError) -> QRCode {
    let most = Int(CQR_MAXIMUM_WIDTH)
    var modules = [UInt8](repeating: 0, count: most * most)
    var width: Int32 = 0
    let bytes = Array(text.utf8)
    guard let count = Int32(exactly: bytes.count) else { throw tooLong }
    switch cqr_encode(bytes, count, &modules, &width) {
    case CQREncoded:
      let side = Int(width)
      guard let code = QRCode(width: side, isDark: modules.prefix(side * side).map { $0 == 1 })
      else {
        throw tooLong
      }
      return code
    case CQRUnavailable:
      throw CommandError(
        .unavailable,
        "QR codes need libqrencode, which is not installed. Install it: apt install libqrencode4 "
          + "(Debian, Ubuntu), brew install qrencode (macOS)."
      )
    default: throw tooLong
    }
  }

  private static var tooLong: CommandError {
    CommandError(.badInput, "The link is too long for a QR code. Copy it instead.")
  }
}
