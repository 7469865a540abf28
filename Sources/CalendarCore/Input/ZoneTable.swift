/// Cities and abbreviations that people write for zones, besides the names of the IANA database.
enum ZoneTable {
  /// A zone, and the seconds that its clock is ahead of UTC where the abbreviation is that of winter
  /// or of summer time.
  struct Abbreviation: Sendable {
    var zone: String
    var offset: Int?
  }

  /// Abbreviations with one common meaning, in small letters.
  static let abbreviations: [String: Abbreviation] = {
    var table: [String: Abbreviation] = [:]
    func add(_ zone: String, _ plain: [String], _ seasons: [(String, Double)] = []) {
      for name in plain { table[name] = Abbreviation(zone: zone, offset: nil) }
      for (name, hours) in seasons {
        table[name] = Abbreviation(zone: zone, offset: Int(hours * 3_600))
      }
    }
    add("America/New_York", ["et"], [("est", -5), ("edt", -4)])
    add("America/Chicago", ["ct"], [("cdt", -5)])
    add("America/Denver", ["mt"], [("mst", -7), ("mdt", -6)])
    add("America/Los_Angeles", ["pt"], [("pst", -8), ("pdt", -7)])
    add("America/Anchorage", [], [("akst", -9), ("akdt", -8)])
    add("Pacific/Honolulu", ["hst"])
    add("America/Halifax", [], [("adt", -3)])
    add("America/St_Johns", ["nt"], [("nst", -3.5), ("ndt", -2.5)])
    add("America/Sao_Paulo", ["brt"])
    add("America/Argentina/Buenos_Aires", ["art"])
    add("Europe/Lisbon", [], [("west", 1)])
    add("CET", [], [("cest", 2)])
    add("EET", [], [("eest", 3)])
    add("Europe/Moscow", ["msk"])
    add("Africa/Johannesburg", ["sast"])
    add("Africa/Nairobi", ["eat"])
    add("Africa/Lagos", ["wat"])
    add("Asia/Karachi", ["pkt"])
    add("Asia/Kathmandu", ["npt"])
    add("Asia/Bangkok", ["ict"])
    add("Asia/Jakarta", ["wib"])
    add("Asia/Manila", ["pht"])
    add("Asia/Hong_Kong", ["hkt"])
    add("Asia/Singapore", ["sgt"])
    add("Asia/Tokyo", ["jst"])
    add("Asia/Seoul", ["kst"])
    add("Australia/Sydney", ["aet"], [("aest", 10), ("aedt", 11)])
    add("Australia/Adelaide", ["acdt"])
    add("Australia/Perth", ["awst"])
    add("Pacific/Auckland", ["nzt"], [("nzst", 12), ("nzdt", 13)])
    return table
  }()

  /// Abbreviations that several zones use, and what they may be.
  static let ambiguous: [String: [String]] = [
    "ist": ["Kolkata", "Dublin", "Jerusalem"], "cst": ["Chicago", "Shanghai", "Havana"],
    "bst": ["London", "Dhaka"], "ast": ["Halifax", "Riyadh"], "sst": ["Singapore", "Pago Pago"],
    "gst": ["Dubai", "South Georgia"], "ect": ["Paris", "Guayaquil"], "amt": ["Manaus", "Yerevan"],
  ]

  /// Words that name a zone and more often something else.
  static let commonWords: Set = [
    "easter", "eastern", "central", "center", "pacific", "mountain", "west", "east", "north",
    "south", "troll", "general", "universal", "la", "sf",
  ]

  /// Cities that no zone is named after.
  static let cities: [String: String] = [
    "san francisco": "America/Los_Angeles", "sf": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "san diego": "America/Los_Angeles",
    "portland": "America/Los_Angeles", "las vegas": "America/Los_Angeles",
    "la": "America/Los_Angeles", "nyc": "America/New_York", "boston": "America/New_York",
    "washington": "America/New_York", "atlanta": "America/New_York", "miami": "America/New_York",
    "philadelphia": "America/New_York", "austin": "America/Chicago", "dallas": "America/Chicago",
    "houston": "America/Chicago", "minneapolis": "America/Chicago", "ottawa": "America/Toronto",
    "calgary": "America/Edmonton", "quebec": "America/Toronto",
    "rio de janeiro": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo",
    "são paulo": "America/Sao_Paulo", "bogotá": "America/Bogota",
    "edinburgh": "Europe/London", "manchester": "Europe/London", "glasgow": "Europe/London",
    "munich": "Europe/Berlin", "münchen": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "frankfurt": "Europe/Berlin", "cologne": "Europe/Berlin", "köln": "Europe/Berlin",
    "stuttgart": "Europe/Berlin", "zürich": "Europe/Zurich", "geneva": "Europe/Zurich",
    "basel": "Europe/Zurich", "bern": "Europe/Zurich", "lyon": "Europe/Paris",
    "marseille": "Europe/Paris", "barcelona": "Europe/Madrid", "milan": "Europe/Rome",
    "rotterdam": "Europe/Amsterdam", "the hague": "Europe/Amsterdam", "kraków": "Europe/Warsaw",
    "gothenburg": "Europe/Stockholm", "st petersburg": "Europe/Moscow",
    "cape town": "Africa/Johannesburg", "abuja": "Africa/Lagos", "tel aviv": "Asia/Jerusalem",
    "ankara": "Europe/Istanbul", "abu dhabi": "Asia/Dubai", "doha": "Asia/Qatar",
    "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "chennai": "Asia/Kolkata",
    "kolkata": "Asia/Kolkata", "hyderabad": "Asia/Kolkata", "pune": "Asia/Kolkata",
    "islamabad": "Asia/Karachi", "kathmandu": "Asia/Kathmandu", "hanoi": "Asia/Bangkok",
    "beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "osaka": "Asia/Tokyo",
    "kyoto": "Asia/Tokyo", "canberra": "Australia/Sydney", "wellington": "Pacific/Auckland",
    "kyiv": "Europe/Kyiv",
  ]

  /// The names of the time zone database that have no slash.
  ///
  /// Foundation also takes abbreviations (`PST`, and `BST` for Bangladesh) and offsets (`GMT+3`),
  /// which services refuse.
  ///
  /// Source: IANA time zone database, files `backward`, `etcetera` and `northamerica`.
  static let namesWithoutSlash: Set = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
    "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel",
    "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo",
    "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC",
    "Universal", "W-SU", "WET", "Zulu",
  ]
}
