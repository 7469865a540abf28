/// A QR code to be read by a telephone.
package struct QRCodeViewModel: Equatable, Sendable {
  /// What it is for, for the header.
  package let title: String
  /// What it says.
  package let text: String
  package let code: QRCode

  /// Makes a screen for a code.
  package init(title: String, text: String, code: QRCode) {
    (self.title, self.text, self.code) = (title, text, code)
  }

  /// What is said where there is no room for it.
  package func complaint(columns: Int, rows: Int) -> String {
    let size = code.size(margin: QRCode.margins.fewest)
    return
      "The QR code takes \(size.columns) columns and \(size.rows + AppMetrics.chromeRows) rows. "
      + "Enlarge the window, or make its letters smaller."
  }
}

extension QRCodeViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .reading }
  package var heading: String? { title }
  package func footer(in app: AppState) -> [Command] { [.back] }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back, .quit, .help: app.close()
    case .sync: return [.sync]
    default: break
    }
    return []
  }
}
