/// Reads a time of day at a place in a text.
enum ClockReader {
  /// How a time of day is written.
  struct Match: Sendable {
    /// Seconds that a wall clock shows past midnight, 0 to 86,400.
    var seconds: Int
    /// The seconds that the clock is ahead of UTC, where an offset is written.
    var offset: Int?
    /// The index of the word behind it.
    var next: Int
    /// Whether am or pm is written.
    var hasMeridiem = false
    /// Whether am or pm could be added: an hour from 1 to 12 without a zero before it.
    var takesMeridiem = false
    /// Whether it is an hour alone, of which nothing says that it is a time: `9`.
    var isBareHour = false
  }

  static let forms = "09:30, 9am, 2:30pm or noon"

  /// Reads a time of day.
  ///
  /// - Parameters:
  ///   - words: The text.
  ///   - index: The word at which the time begins.
  ///   - takesNumber: Whether a number alone is a time: `9`, `930`, `9.30`. Behind a day it is.
  ///   - isEnd: Whether it is an end, so that midnight is the end of the day.
  /// - Returns: The time; `nil` when the word at the index does not begin one.
  /// - Throws: ``InputError`` for what looks like a time and is none.
  static func match(
    _ words: InputWords,
    at index: Int,
    takesNumber: Bool,
    isEnd: Bool = false
  ) throws(InputError) -> Match? {
    let word = words[index]
    switch word {
    // As 12pm is: noon–1 is an hour.
    case "noon", "midday": return Match(seconds: 43_200, next: index + 1, hasMeridiem: true)
    case "midnight":
      guard isEnd else {
        throw InputError(
          "\"midnight\" may be the start or the end of a day. Write 00:00 or 24:00."
        )
      }
      return Match(seconds: 86_400, next: index + 1)
    default: break
    }
    guard word.first?.isASCII == true, word.first?.isNumber == true else { return nil }
    var next = index + 1
    var body = word[...]
    var offset: Int?
    if body.hasSuffix("z"), body.contains(":") {
      offset = 0
      body = body.dropLast()
    } else if let sign = body.lastIndex(of: "+"), body.contains(":") {
      guard let seconds = Self.offset(body[sign...]) else { return nil }
      offset = seconds
      body = body[..<sign]
    }
    let meridiem = Self.meridiem(&body, words[next], &next)
    let separated = body.contains(":") || body.contains(".")
    guard body.contains(":") || meridiem != nil || takesNumber,
      let (hour, minute, second) = numbers(body, separated: separated)
    else { return nil }
    let written = words.written(index..<next)
    guard let seconds = seconds(hour, minute, second, meridiem, written: body.utf8.count) else {
      throw InputError(
        "\"\(written)\" is not a time of day. Write one like \(forms); 24:00 is the end of a day."
      )
    }
    return Match(
      seconds: seconds,
      offset: offset,
      next: next,
      hasMeridiem: meridiem != nil,
      takesMeridiem: meridiem == nil && offset == nil && (1...12).contains(hour)
        && !body.hasPrefix("0"),
      isBareHour: meridiem == nil && body.utf8.count <= 2 && !body.hasPrefix("0")
    )
  }

  /// Reads `am`, `p.m.` and the like from the end of a word, or from the next one.
  private static func meridiem(_ body: inout Substring, _ following: String, _ next: inout Int)
    -> Bool?
  {
    for (text, isAfternoon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
      if body.hasSuffix(text) {
        body = body.dropLast(text.count)
        return isAfternoon
      }
      if following == text {
        next += 1
        return isAfternoon
      }
    }
    return nil
  }

  /// The numbers of `9`, `930`, `0930`, `9:30`, `9.30`, `09:30:15`.
  private static func numbers(
    _ body: Substring,
    separated: Bool
  ) -> (hour: Int, minute: Int, second: Int)? {
    if !separated {
      guard let number = InputDigits.number(body) else { return nil }
      return body.utf8.count > 2 ? (number / 100, number % 100, 0) : (number, 0, 0)
    }
    var parts = body.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    // A fraction of a second says nothing here.
    if parts.count == 4, body.filter({ $0 == ":" }).count == 2, InputDigits.are(parts[3]) {
      parts.removeLast()
    }
    guard (2...3).contains(parts.count), let hour = InputDigits.number(parts[0], length: 2),
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      let minute = InputDigits.number(parts[1]),
      parts.count == 2 || body.filter({ $0 == ":" }).count == 2,
      let second = parts.count == 3 ? InputDigits.number(parts[2]) : 0
    else { return nil }
    return (hour, minute, second)
  }

  private static func seconds(
    _ hour: Int,
    _ minute: Int,
    _ second: Int,
    _ isAfternoon: Bool?,
    written length: Int
  ) -> Int? {
    guard (0...59).contains(minute), (0...59).contains(second) else { return nil }
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      return (hour % 12 + (isAfternoon ? 12 : 0)) * 3_600 + minute * 60 + second
    }
    // The end of the day has to be written out: 24 alone is as likely a slip.
    if hour == 24, minute == 0, second == 0, length > 2 { return 86_400 }
    guard (0...23).contains(hour) else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  /// Reads `+02:00`, `-0800`, `+2` behind `UTC`: seconds, at most 14 hours.
  static func offset(_ text: some StringProtocol) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = String(text).dropFirst().filter { $0 != ":" }
    guard let number = InputDigits.number(digits) else { return nil }
    let clock = digits.utf8.count > 2 ? number : number * 100
    guard clock % 100 < 60, clock <= 1_400 else { return nil }
    let seconds = (clock / 100 * 60 + clock % 100) * 60
    return sign == "-" ? -seconds : seconds
  }

  /// Reads a time stamp of ISO 8601: `2026-12-01T10:00`, `20261201T1000Z`,
  /// `2026-12-01T10:00:30.5-08:00`.
  ///
  /// - Returns: The parts of the day, and the time with its offset; `nil` for anything else.
  static func timestamp(_ word: String) -> (day: String, seconds: Int, offset: Int?)? {
    guard let t = word.firstIndex(of: "t"), word.first?.isNumber == true else { return nil }
    var clock = word[word.index(after: t)...]
    var offset: Int?
    if clock.hasSuffix("z") {
      offset = 0
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let digits = clock[clock.index(after: sign)...].filter { $0 != ":" }
      guard digits.utf8.count == 2 || digits.utf8.count == 4,
        let seconds = Self.offset(clock[sign...])
      else { return nil }
      offset = seconds
      clock = clock[..<sign]
    }
    guard let seconds = strict(clock) else { return nil }
    return (String(word[..<t]), seconds, offset)
  }

  /// Reads `10:00`, `1000`, either with seconds and a fraction of them.
  private static func strict(_ text: Substring) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let clock = halves.first, halves.count <= 2 else { return nil }
    var parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1, clock.utf8.count == 4 || clock.utf8.count == 6 {
      let tail = clock.dropFirst(2)
      parts = [clock.prefix(2), tail.prefix(2)] + (tail.count > 2 ? [tail.suffix(2)] : [])
    }
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }),
      let hour = InputDigits.number(parts[0]), let minute = InputDigits.number(parts[1]),
      let second = parts.count == 3 ? InputDigits.number(parts[2]) : 0
    else { return nil }
    if halves.count == 2 {
      guard parts.count == 3, InputDigits.number(halves[1], length: 9) != nil else { return nil }
    }
    return seconds(hour, minute, second, nil, written: 4)
  }
}
