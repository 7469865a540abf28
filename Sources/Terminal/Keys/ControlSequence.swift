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
  /// The numbers between the introducer and the last byte.
  let parameters: [Int]
  /// The byte that ends and names it.
  let final: UInt8

  enum Result: Equatable {
    case sequence(ControlSequence, length: Int)
    /// No key; to be skipped.
    case foreign(length: Int)
    case incomplete
  }

  /// Reads one from bytes that begin with `ESC [` or `ESC O`.
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
      case 0x20...0x3F where length < longest: digits.append(byte)
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

  private static func numbers(_ digits: [UInt8]) -> [Int] {
    digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      // What follows a colon is a detail of the number before it.
      Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0
    }
  }

  /// Whether pasted text follows.
  var isPasteStart: Bool { final == UInt8(ascii: "~") && parameters.first == 200 }

  /// The key, without modifiers that would not make it another one; nil for anything else a terminal may say.
  var key: Key? {
    switch (introducer, final) {
    case (.console, UInt8(ascii: "A")...UInt8(ascii: "E")): .function(Int(final) - 0x40)
    case (.console, _): nil
    // A keypad in application mode sends its signs and digits as SS3 j to SS3 y.
    case (.singleShift, UInt8(ascii: "j")...UInt8(ascii: "y")):
      .character(Character(Unicode.Scalar(final - 0x40)))
    // Lower case: rxvt with Shift or Ctrl.
    case (_, UInt8(ascii: "A")), (_, UInt8(ascii: "a")): .up
    case (_, UInt8(ascii: "B")), (_, UInt8(ascii: "b")): .down
    case (_, UInt8(ascii: "C")), (_, UInt8(ascii: "c")): .right
    case (_, UInt8(ascii: "D")), (_, UInt8(ascii: "d")): .left
    case (_, UInt8(ascii: "F")): .end
    case (_, UInt8(ascii: "H")): .home
    case (_, UInt8(ascii: "M")): .enter  // of the keypad
    case (_, UInt8(ascii: "Z")): .backTab
    case (_, UInt8(ascii: "P")...UInt8(ascii: "S")): .function(Int(final) - 0x4F)
    case (_, UInt8(ascii: "~")): parameters.first.flatMap(tildeKey)
    case (_, UInt8(ascii: "u")): parameters.first.flatMap(codeKey)
    default: nil
    }
  }

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
    case 27 where parameters.count == 3: codeKey(parameters[2])
    default: nil
    }
  }

  /// A key by its code point, with modifiers.
  ///
  /// `CSI u` and modifyOtherKeys: https://www.leonerd.org.uk/hacks/fixterms/
  private func codeKey(_ code: Int) -> Key? {
    let modifiers = (parameters.count > 1 ? parameters[1] : 1) - 1
    guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return nil }
    switch code {
    case 9: return modifiers & 1 != 0 ? .backTab : .tab
    case 13: return .enter
    case 27: return .escape
    case 127: return .backspace
    case 0..<0x20, 0x80..<0xA0: return nil
    default: break
    }
    let character = Character(scalar)
    if modifiers & 4 != 0, let lower = character.lowercased().first,
      scalar.isASCII, (0x40..<0x7F).contains(code)
    {
      return .control(lower)
    }
    return modifiers & 2 != 0 ? .alt(character) : .character(character)
  }
}
