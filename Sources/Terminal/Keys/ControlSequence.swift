/// An escape sequence of a key, taken apart: `ESC [ 1 ; 5 C` or `ESC O P`.
struct ControlSequence: Equatable {
  /// How it begins.
  enum Introducer: Equatable {
    /// `ESC [`
    case control
    /// `ESC O`
    case singleShift
    /// `ESC [ [`, by which the Linux console's F1 to F5 begin
    case console
  }

  /// How it began.
  let introducer: Introducer
  /// The numbers between the introducer and the last byte, each with the details after its colons.
  let parameters: [[Int]]
  /// The byte that ends and names it.
  let final: UInt8

  enum Result: Equatable {
    case sequence(ControlSequence, length: Int)
    /// No key; to be skipped.
    case foreign(length: Int)
    case incomplete
  }

  /// More bytes than any sequence has; what goes on behind them is typed.
  private static let limit = 4_096

  /// Reads one from bytes that begin with `ESC [`, with `ESC O` or with CSI in one character.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - longest: The most bytes that a key has; more of them are skipped with the sequence's end.
  /// - Returns: What they are.
  static func parse(_ bytes: ArraySlice<UInt8>, longest: Int) -> Result {
    var digits: [UInt8] = []
    var at = bytes.startIndex + 2
    var introducer: Introducer = bytes[at - 1] == UInt8(ascii: "O") ? .singleShift : .control
    if introducer == .control, at < bytes.endIndex, bytes[at] == UInt8(ascii: "[") {
      introducer = .console
      at += 1
    }
    while at < bytes.endIndex {
      let byte = bytes[at]
      let length = at - bytes.startIndex + 1
      switch byte {
      case 0x20...0x3F where length < limit: digits.append(byte)
      case 0x40...0x7E where length > longest: return .foreign(length: length)
      // A first byte of < = > ? marks what a terminal answers or says of itself.
      case 0x40...0x7E where digits.first.map({ 0x3C...0x3F ~= $0 }) == true:
        return .foreign(length: length)
      case 0x40...0x7E:
        let sequence = ControlSequence(
          introducer: introducer,
          parameters: numbers(digits),
          final: byte
        )
        return .sequence(sequence, length: length)
      default: return .foreign(length: length - 1)
      }
      at += 1
    }
    return .incomplete
  }

  private static func numbers(_ digits: [UInt8]) -> [[Int]] {
    if digits.isEmpty { return [] }
    return digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
        Int(String(decoding: $0, as: UTF8.self)) ?? 0
      }
    }
  }

  /// Whether pasted text follows.
  var isPasteStart: Bool { final == UInt8(ascii: "~") && number == 200 }

  /// How many bytes follow that say where the mouse is: three (X10), two or six (highlighting).
  ///
  /// Source: xterm control sequences, "Mouse Tracking".
  var mouseBytes: Int {
    guard introducer == .control, parameters.isEmpty else { return 0 }
    return switch final {
    case UInt8(ascii: "M"): 3
    case UInt8(ascii: "t"): 2
    case UInt8(ascii: "T"): 6
    default: 0
    }
  }

  private var number: Int? { parameters.first?.first }

  /// The modifiers, as a set of bits: 1 for Shift, 2 for Alt, 4 for Ctrl, 8 for Super, 16 for Hyper.
  private var modifiers: Int { max(0, (parameters.dropFirst().first?.first ?? 1) - 1) }

  /// Whether it says that a key was let go.
  ///
  /// Source: https://sw.kovidgoyal.net/kitty/keyboard-protocol/#event-types
  private var isRelease: Bool { parameters.dropFirst().first?.dropFirst().first == 3 }

  /// The key, without modifiers that would not make it another one; nil for anything else a terminal may say.
  var key: Key? {
    if isRelease { return nil }
    switch (introducer, final) {
    case (.console, UInt8(ascii: "A")...UInt8(ascii: "E")): return .function(Int(final) - 0x40)
    case (.console, _): return nil
    // A keypad in application mode sends its signs and digits as SS3 j to SS3 y, = as SS3 X.
    case (.singleShift, UInt8(ascii: "j")...UInt8(ascii: "y")), (.singleShift, UInt8(ascii: "X")):
      return .character(
        final == UInt8(ascii: "X") ? "=" : Character(Unicode.Scalar(final - 0x40))
      )
    case (.singleShift, UInt8(ascii: "I")): return .tab
    case (.singleShift, UInt8(ascii: "M")): return .enter
    // Lower case: rxvt with Shift or Ctrl. With numbers it is an answer of the terminal.
    case (_, UInt8(ascii: "a")...UInt8(ascii: "d")):
      return parameters.isEmpty ? Self.arrows[Int(final - UInt8(ascii: "a"))] : nil
    case (_, UInt8(ascii: "A")...UInt8(ascii: "D")):
      return Self.arrows[Int(final - UInt8(ascii: "A"))]
    case (_, UInt8(ascii: "F")): return .end
    case (_, UInt8(ascii: "H")): return .home
    case (_, UInt8(ascii: "Z")): return .backTab
    // With numbers CSI R says where the cursor is.
    case (.control, UInt8(ascii: "R")) where parameters.count > 1: return nil
    case (_, UInt8(ascii: "P")...UInt8(ascii: "S")): return .function(Int(final) - 0x4F)
    case (_, UInt8(ascii: "~")): return number.flatMap(tildeKey)
    case (_, UInt8(ascii: "u")):
      let shifted = parameters.first?.dropFirst().first.flatMap { $0 > 0 ? $0 : nil }
      return number.flatMap { KeyCode($0, shifted: shifted, modifiers: modifiers).key }
    default: return nil
    }
  }

  private static let arrows: [Key] = [.up, .down, .right, .left]

  private func tildeKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    case 27 where parameters.count == 3:
      KeyCode(parameters[2].first ?? 0, modifiers: modifiers).key
    default: nil
    }
  }
}
