import CalendarCore
package import Foundation

extension SignInViewModel {
  /// A line of what is said.
  package struct Row: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case text
      case faint
      /// The address, and the command for a tunnel to it.
      case address
      case command
      case code
      case problem
      case space
    }
    package var kind: Kind
    package var text: String
  }

  /// What is said above the field.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - width: The columns for it.
  ///   - height: The lines for it. Where they are few the blank ones go first, then the end of the
  ///     address, which is copied whole in any case.
  /// - Returns: The lines.
  package func rows(now: Date, width: Int, height: Int) -> [Row] {
    var rows = parts(now: now).flatMap { Self.lines(of: $0, width: width) }
    if rows.count > height { rows.removeAll { $0.kind == .space } }
    let excess = rows.count - height
    if excess > 0, let last = rows.lastIndex(where: { $0.kind == .address }) {
      let length = rows.count { $0.kind == .address }
      let kept = max(1, length - excess)
      if kept < length {
        let cut = last - length + kept
        rows[cut].text = String(rows[cut].text.prefix(max(0, width - 1))) + "…"
        rows.removeSubrange((cut + 1)...last)
      }
    }
    if rows.count > height { rows.removeAll { $0.kind == .faint } }
    return rows
  }

  private func parts(now: Date) -> [Row] {
    let space = Row(.space, "")
    switch step {
    case .starting: return [Row(.text, "Asking \(service.displayName)…")]
    case .finishing: return [Row(.text, "Finishing with \(service.displayName)…")]
    case .failed(let reason):
      return [Row(.problem, reason), space, Row(.faint, "Nothing is stored.")]
    case .browser(let address, let tunnel):
      let first =
        tunnel.map { [Row(.text, "First, on the browser's computer:"), Row(.command, $0), space] }
      return (first ?? []) + [
        Row(.text, "Open this in a browser:"), Row(.address, address), space,
        Row(
          .faint,
          "Should it end at a page that the browser cannot open, paste the address of that page:"
        ),
      ]
    case .device(let address, let code, let expires):
      let left = Int(expires.timeIntervalSince(now).rounded(.up))
      return [
        Row(.text, "Open this on any device:"), Row(.address, address), space,
        Row(.text, "and type this code:"), Row(.code, code), space,
        Row(.faint, left > 0 ? "It holds for \(Self.words(left))." : "It has run out."),
      ]
    }
  }

  private static func lines(of row: Row, width: Int) -> [Row] {
    switch row.kind {
    case .address, .command:
      var rest = row.text[...]
      var lines: [Row] = []
      while !rest.isEmpty {
        lines.append(Row(row.kind, String(rest.prefix(max(1, width)))))
        rest = rest.dropFirst(max(1, width))
      }
      return lines
    case .text, .faint, .code, .problem, .space:
      return LineWrap.lines(row.text, width: width).map { Row(row.kind, $0) }
    }
  }

  /// `14 min`, in the last minute `35 s`.
  private static func words(_ seconds: Int) -> String {
    seconds >= 60 ? "\((seconds + 59) / 60) min" : "\(seconds) s"
  }
}

extension SignInViewModel.Row {
  fileprivate init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}
