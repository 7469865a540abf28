import Foundation

/// Reads a zone behind a time of day.
enum ZoneReader {
  /// A zone or an offset, and the index of the word behind it.
  struct Match {
    var zone: NamedZone?
    var offset: Int?
    var next: Int
  }

  /// Reads `Tokyo`, `New York`, `Europe/Paris`, `PT`, `+02:00`, `UTC+2`, each with `time` behind it
  /// where one likes.
  ///
  /// - Parameters:
  ///   - words: The text.
  ///   - index: The word at which the zone begins.
  ///   - time: The moment that it is the zone of: an abbreviation of winter or summer time is one
  ///     on a day on which it is in force.
  ///   - context: What a time without a day counts from.
  /// - Returns: The zone; `nil` when the words at the index name none.
  /// - Throws: ``InputError`` for an abbreviation of several zones, or of the other season.
  static func match(
    _ words: InputWords,
    at index: Int,
    on time: TypedTime,
    _ context: InputContext
  ) throws(InputError) -> Match? {
    let word = words[index]
    guard !word.isEmpty, word != InputWords.dash else { return nil }
    if let offset = offset(word) { return Match(offset: offset, next: index + 1) }
    if let choices = ZoneTable.ambiguous[word] {
      throw ZoneInput.ambiguous(words.written(index..<index + 1), choices)
    }
    if let abbreviation = ZoneTable.abbreviations[word] {
      return Match(
        zone: NamedZone(exactly: abbreviation.zone),
        offset: try offset(of: abbreviation, written: word.uppercased(), on: time, context),
        next: behind(words, index + 1)
      )
    }
    for length in [3, 2, 1] where index + length <= words.count {
      let range = index..<index + length
      let name = range.map { words[$0] }.joined(separator: " ")
      if let zone = length == 1 ? ZoneInput.exact(name) : ZoneInput.city(name) {
        let offset = winterOffset(of: zone, on: time, context)
        return Match(zone: zone, offset: offset, next: behind(words, index + length))
      }
    }
    return nil
  }

  /// Whether a word is written as a zone is: a city with a capital, an abbreviation in them.
  static func isWritten(_ words: InputWords, at index: Int) -> Bool {
    guard index < words.count, !words.words[index].isRewritten else { return index < words.count }
    let (word, written) = (words[index], words.written(index..<index + 1))
    guard ZoneTable.abbreviations[word] == nil, ZoneTable.ambiguous[word] == nil else {
      return written == written.uppercased()
    }
    return written.first?.isLowercase == false && !ZoneTable.commonWords.contains(word)
  }

  private static func behind(_ words: InputWords, _ index: Int) -> Int {
    words[index] == "time" ? index + 1 : index
  }

  /// Reads `+02:00`, `-0800`, `utc+2`, `gmt-5:30`.
  private static func offset(_ word: String) -> Int? {
    for name in ["utc", "gmt"] where word.hasPrefix(name) && word.count > 3 {
      return ClockReader.offset(word.dropFirst(3))
    }
    let digits = word.filter { $0 != ":" }
    return digits.utf8.count == 5 ? ClockReader.offset(word) : nil
  }

  /// The offset of winter time, where a zone is named like it and its clock does not show the time
  /// once: `02:30 CET` in the night in which summer time ends or begins.
  private static func winterOffset(
    of zone: NamedZone,
    on time: TypedTime,
    _ context: InputContext
  ) -> Int? {
    guard let offset = ZoneSeasons.winterOffset(zone.name), let seconds = time.seconds else {
      return nil
    }
    let day = Self.day(of: time, in: zone, offset: nil, context)
    let clock = ClockTime(day, seconds: seconds, in: zone.zone)
    return clock.occurrence == .once ? nil : offset
  }

  /// The day of a time by the clock of a zone, on which "sun" may still be today.
  private static func day(
    of time: TypedTime,
    in zone: NamedZone,
    offset: Int?,
    _ context: InputContext
  ) -> Day {
    var moment = time
    (moment.zone, moment.offset) = (zone, offset)
    return moment.resolvingWeekday(context).day ?? context.day ?? context.base ?? context.today
  }

  /// The offset that an abbreviation stands for; `nil` for one of all seasons.
  private static func offset(
    of abbreviation: ZoneTable.Abbreviation,
    written: String,
    on time: TypedTime,
    _ context: InputContext
  ) throws(InputError) -> Int? {
    guard let offset = abbreviation.offset, let zone = TimeZone(identifier: abbreviation.zone)
    else { return nil }
    let named = NamedZone(name: abbreviation.zone, zone: zone)
    let day = Self.day(of: time, in: named, offset: offset, context)
    let seconds = time.seconds ?? 43_200
    let instant = ClockTime(day, seconds: seconds, in: zone, offset: offset).instant
    let inForce = zone.secondsFromGMT(for: instant)
    guard inForce != offset else { return offset }
    let city = named.place
    throw InputError(
      "\(written) is \(ClockText.offset(offset)), but \(city) is at \(ClockText.offset(inForce)) "
        + "on \(day). Write \(city) or \(ClockText.offset(offset))."
    )
  }
}
