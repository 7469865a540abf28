package import Foundation

/// The names that Windows shows for its time zones: `(UTC+01:00) Amsterdam, Berlin, Bern, Rome,
/// Stockholm, Vienna`.
///
/// Programs write them into files in place of a name. Their lists of places have changed over the
/// years, and some are translated: each place counts by itself.
package enum WindowsDisplayNames {
  /// What a shown name says.
  package struct Reading: Hashable, Sendable {
    /// The IANA name of the zone that its places stand for; `nil` when they stand for none.
    package var zone: String?
    /// The offset that it says, in seconds east of UTC; `nil` when it says none.
    package var offset: Int?
    /// Whether it says anything besides the offset.
    package var hasWords: Bool
  }

  /// Reads a name as Windows shows it.
  ///
  /// - Parameters:
  ///   - name: `(UTC-05:00) Eastern Time (US & Canada)`, `(GMT) Greenwich Mean Time : Dublin, London`,
  ///     `Amsterdam, Berlin, Bern, Rom, Stockholm, Wien`.
  ///   - date: When; the offset of a zone may have been another one.
  /// - Returns: What it says. Of several zones that of most places, and of these one whose standard
  ///   offset the name has.
  package static func read(_ name: String, at date: Date) -> Reading {
    guard name.utf8.count <= longest else { return Reading(hasWords: true) }
    let prefix = name.prefixMatch(
      of: /\s*\(?(?:GMT|UTC)(?:\s*([+-\u{2212}])(\d{1,2})(?::?(\d{2}))?)?\)?\s*/.ignoresCase()
    )
    let offset = prefix.flatMap { seconds($0.1, hours: $0.2, minutes: $0.3) }
    let rest = prefix.map { name[$0.range.upperBound...] } ?? name[...]
    let places = rest.split { ",;:".contains($0) }.map(plain).filter { !$0.isEmpty }
    var votes: [String: Int] = [:]
    var order: [String] = []
    for zone in places.flatMap({ zones[$0] ?? [] }) {
      if votes[zone] == nil { order.append(zone) }
      votes[zone, default: 0] += 1
    }
    func suits(_ zone: String) -> Bool {
      offset == nil || standardOffset(of: zone, at: date) == offset
    }
    let suitable = order.filter(suits)
    let most = (suitable.isEmpty ? order : suitable).map { (zone: $0, count: votes[$0] ?? 0) }
    let best = most.map(\.count).max()
    let first = most.filter { $0.count == best }
    // Without an offset, a place that stands for two zones stands for none.
    let isSure = offset != nil || first.count == 1
    return Reading(
      zone: isSure ? first.first?.zone : nil,
      offset: offset,
      hasWords: places.contains { !$0.hasPrefix("coordinateduniversaltime") }
    )
  }

  /// The offset of a zone without summer time, in seconds east of UTC; `nil` for an unknown one.
  package static func standardOffset(of zone: String, at date: Date) -> Int? {
    guard let zone = TimeZone(identifier: zone) else { return nil }
    return zone.secondsFromGMT(for: date) - Int(zone.daylightSavingTimeOffset(for: date))
  }

  /// The most bytes of a name that is read.
  private static let longest = 200

  private static func seconds(_ sign: Substring?, hours: Substring?, minutes: Substring?) -> Int? {
    guard let sign, let hours = hours.flatMap({ Int($0) }), hours <= 14 else {
      return sign == nil ? 0 : nil
    }
    let minutes = minutes.flatMap { Int($0) } ?? 0
    return minutes < 60 ? (sign == "+" ? 1 : -1) * (hours * 3_600 + minutes * 60) : nil
  }

  /// A place as it is looked up: its letters, without what stands in parentheses or behind a dash.
  ///
  /// "Eastern Time (US & Canada)" is "easterntime", "Guadalajara, Mexico City, Monterrey - New" ends
  /// with "monterrey".
  private static func plain(_ place: Substring) -> String {
    let text = place.firstRange(of: " - ").map { place[..<$0.lowerBound] } ?? place
    var words = text.prefix { $0 != "(" }.folding(
      options: [.caseInsensitive, .diacriticInsensitive],
      locale: nil
    )
    for end in [" us and canada", " us & canada", " is.", " islands", " island"]
    where words.hasSuffix(end) && words.utf8.count > end.utf8.count {
      words.removeLast(end.count)
    }
    return String(words.filter { $0.isLetter || $0.isNumber })
  }

  /// The usual IANA zones of each place; few have several.
  private static let zones: [String: [String]] = {
    var zones: [String: [String]] = [:]
    for line in table.split(separator: "\n") {
      let pair = line.split(separator: "=", maxSplits: 1)
      guard let zone = WindowsZones.iana(String(pair[0])) else { continue }
      for place in Set(pair[1].split(separator: ",").map(plain)) {
        zones[place, default: []].append(zone)
      }
    }
    // Cities of IANA that no name of Windows has: "(UTC+01:00) Zurich".
    for name in TimeZone.knownTimeZoneIdentifiers where name.contains("/") {
      let city = plain(name.split(separator: "/").last?.replacing("_", with: " ") ?? "")
      if zones[city] == nil { zones[city] = [name] }
    }
    return zones
  }()

  /// The zones of Windows with the places of their names, those of older versions behind them.
  ///
  /// Source: the registry of Windows 11, `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\
  /// Time Zones`, value `Display`; older names from "Default Time Zones" (Microsoft Learn).
  private static let table = """
    Dateline Standard Time=International Date Line West
    Aleutian Standard Time=Aleutian Islands
    Hawaiian Standard Time=Hawaii
    Marquesas Standard Time=Marquesas Islands
    Alaskan Standard Time=Alaska
    Pacific Standard Time (Mexico)=Baja California, Tijuana
    Pacific Standard Time=Pacific Time
    US Mountain Standard Time=Arizona
    Mountain Standard Time (Mexico)=La Paz, Mazatlan, Chihuahua
    Mountain Standard Time=Mountain Time
    Yukon Standard Time=Yukon
    Central America Standard Time=Central America
    Central Standard Time=Central Time
    Easter Island Standard Time=Easter Island
    Central Standard Time (Mexico)=Guadalajara, Mexico City, Monterrey
    Canada Central Standard Time=Saskatchewan
    SA Pacific Standard Time=Bogota, Lima, Quito, Rio Branco
    Eastern Standard Time (Mexico)=Chetumal
    Eastern Standard Time=Eastern Time
    Haiti Standard Time=Haiti
    Cuba Standard Time=Havana
    US Eastern Standard Time=Indiana
    Turks And Caicos Standard Time=Turks and Caicos
    Atlantic Standard Time=Atlantic Time
    Venezuela Standard Time=Caracas
    Central Brazilian Standard Time=Cuiaba
    SA Western Standard Time=Georgetown, La Paz, Manaus, San Juan
    Pacific SA Standard Time=Santiago
    Newfoundland Standard Time=Newfoundland
    Tocantins Standard Time=Araguaina
    Paraguay Standard Time=Asuncion
    E. South America Standard Time=Brasilia
    SA Eastern Standard Time=Cayenne, Fortaleza, Georgetown
    Argentina Standard Time=City of Buenos Aires, Buenos Aires
    Greenland Standard Time=Greenland
    Montevideo Standard Time=Montevideo
    Magallanes Standard Time=Punta Arenas
    Saint Pierre Standard Time=Saint Pierre and Miquelon
    Bahia Standard Time=Salvador
    Azores Standard Time=Azores
    Cape Verde Standard Time=Cabo Verde, Cape Verde
    UTC=Coordinated Universal Time, Co-ordinated Universal Time
    GMT Standard Time=Dublin, Edinburgh, Lisbon, London
    Greenwich Standard Time=Monrovia, Reykjavik
    Sao Tome Standard Time=Sao Tome
    Morocco Standard Time=Casablanca
    W. Europe Standard Time=Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
    Central Europe Standard Time=Belgrade, Bratislava, Budapest, Ljubljana, Prague
    Romance Standard Time=Brussels, Copenhagen, Madrid, Paris
    Central European Standard Time=Sarajevo, Skopje, Warsaw, Zagreb
    W. Central Africa Standard Time=West Central Africa
    GTB Standard Time=Athens, Bucharest
    Middle East Standard Time=Beirut
    Egypt Standard Time=Cairo
    E. Europe Standard Time=Chisinau, E. Europe, Eastern Europe
    Syria Standard Time=Damascus
    West Bank Standard Time=Gaza, Hebron
    South Africa Standard Time=Harare, Pretoria
    FLE Standard Time=Helsinki, Kyiv, Kiev, Riga, Sofia, Tallinn, Vilnius
    Israel Standard Time=Jerusalem
    South Sudan Standard Time=Juba
    Kaliningrad Standard Time=Kaliningrad
    Sudan Standard Time=Khartoum
    Libya Standard Time=Tripoli
    Namibia Standard Time=Windhoek
    Jordan Standard Time=Amman
    Arabic Standard Time=Baghdad
    Turkey Standard Time=Istanbul
    Arab Standard Time=Kuwait, Riyadh
    Belarus Standard Time=Minsk
    Russian Standard Time=Moscow, St. Petersburg
    E. Africa Standard Time=Nairobi
    Volgograd Standard Time=Volgograd
    Iran Standard Time=Tehran
    Arabian Standard Time=Abu Dhabi, Muscat
    Astrakhan Standard Time=Astrakhan, Ulyanovsk
    Azerbaijan Standard Time=Baku
    Russia Time Zone 3=Izhevsk, Samara
    Mauritius Standard Time=Port Louis
    Saratov Standard Time=Saratov
    Georgian Standard Time=Tbilisi
    Caucasus Standard Time=Yerevan
    Afghanistan Standard Time=Kabul
    West Asia Standard Time=Ashgabat, Tashkent
    Qyzylorda Standard Time=Astana
    Ekaterinburg Standard Time=Ekaterinburg
    Pakistan Standard Time=Islamabad, Karachi
    India Standard Time=Chennai, Kolkata, Mumbai, New Delhi
    Sri Lanka Standard Time=Sri Jayawardenepura
    Nepal Standard Time=Kathmandu
    Central Asia Standard Time=Bishkek
    Bangladesh Standard Time=Dhaka
    Omsk Standard Time=Omsk
    Myanmar Standard Time=Yangon, Rangoon
    SE Asia Standard Time=Bangkok, Hanoi, Jakarta
    Altai Standard Time=Barnaul, Gorno-Altaysk
    W. Mongolia Standard Time=Hovd
    North Asia Standard Time=Krasnoyarsk
    N. Central Asia Standard Time=Novosibirsk
    Tomsk Standard Time=Tomsk
    China Standard Time=Beijing, Chongqing, Hong Kong, Hong Kong SAR, Urumqi
    North Asia East Standard Time=Irkutsk
    Singapore Standard Time=Kuala Lumpur, Singapore
    W. Australia Standard Time=Perth
    Taipei Standard Time=Taipei
    Ulaanbaatar Standard Time=Ulaanbaatar, Ulaan Bataar
    Aus Central W. Standard Time=Eucla
    Transbaikal Standard Time=Chita
    Tokyo Standard Time=Osaka, Sapporo, Tokyo
    North Korea Standard Time=Pyongyang
    Korea Standard Time=Seoul
    Yakutsk Standard Time=Yakutsk
    Cen. Australia Standard Time=Adelaide
    AUS Central Standard Time=Darwin
    E. Australia Standard Time=Brisbane
    AUS Eastern Standard Time=Canberra, Melbourne, Sydney
    West Pacific Standard Time=Guam, Port Moresby
    Tasmania Standard Time=Hobart
    Vladivostok Standard Time=Vladivostok
    Lord Howe Standard Time=Lord Howe Island
    Bougainville Standard Time=Bougainville Island
    Russia Time Zone 10=Chokurdakh
    Magadan Standard Time=Magadan
    Norfolk Standard Time=Norfolk Island
    Sakhalin Standard Time=Sakhalin
    Central Pacific Standard Time=Solomon Is., Solomon Islands, New Caledonia
    Russia Time Zone 11=Anadyr, Petropavlovsk-Kamchatsky, Kamchatka
    New Zealand Standard Time=Auckland, Wellington
    Fiji Standard Time=Fiji, Fiji Islands
    Chatham Islands Standard Time=Chatham Islands
    Tonga Standard Time=Nuku'alofa
    Samoa Standard Time=Samoa
    Line Islands Standard Time=Kiritimati Island
    """
}
