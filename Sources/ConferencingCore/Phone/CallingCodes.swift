/// The calling codes of countries.
///
/// Source: ITU-T E.164 (List of assigned country codes) with the regions of ISO 3166-1.
enum CallingCodes {
  /// Codes and their countries, the one that has most numbers first.
  private static let table: [(code: String, countries: String)] = [
    ("1", "US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI"),
    ("20", "EG"), ("211", "SS"), ("212", "MA EH"), ("213", "DZ"), ("216", "TN"), ("218", "LY"),
    ("220", "GM"), ("221", "SN"), ("222", "MR"), ("223", "ML"), ("224", "GN"), ("225", "CI"),
    ("226", "BF"), ("227", "NE"), ("228", "TG"), ("229", "BJ"), ("230", "MU"), ("231", "LR"),
    ("232", "SL"), ("233", "GH"), ("234", "NG"), ("235", "TD"), ("236", "CF"), ("237", "CM"),
    ("238", "CV"), ("239", "ST"), ("240", "GQ"), ("241", "GA"), ("242", "CG"), ("243", "CD"),
    ("244", "AO"), ("245", "GW"), ("248", "SC"), ("249", "SD"), ("250", "RW"), ("251", "ET"),
    ("252", "SO"), ("253", "DJ"), ("254", "KE"), ("255", "TZ"), ("256", "UG"), ("257", "BI"),
    ("258", "MZ"), ("260", "ZM"), ("261", "MG"), ("262", "RE YT"), ("263", "ZW"), ("264", "NA"),
    ("265", "MW"), ("266", "LS"), ("267", "BW"), ("268", "SZ"), ("269", "KM"), ("27", "ZA"),
    ("291", "ER"), ("297", "AW"), ("298", "FO"), ("299", "GL"), ("30", "GR"), ("31", "NL"),
    ("32", "BE"), ("33", "FR"), ("34", "ES"), ("350", "GI"), ("351", "PT"), ("352", "LU"),
    ("353", "IE"), ("354", "IS"), ("355", "AL"), ("356", "MT"), ("357", "CY"), ("358", "FI AX"),
    ("359", "BG"), ("36", "HU"), ("370", "LT"), ("371", "LV"), ("372", "EE"), ("373", "MD"),
    ("374", "AM"), ("375", "BY"), ("376", "AD"), ("377", "MC"), ("378", "SM"), ("380", "UA"),
    ("381", "RS"), ("382", "ME"), ("383", "XK"), ("385", "HR"), ("386", "SI"), ("387", "BA"),
    ("389", "MK"), ("39", "IT VA"), ("40", "RO"), ("41", "CH"), ("420", "CZ"), ("421", "SK"),
    ("423", "LI"), ("43", "AT"), ("44", "GB GG IM JE"), ("45", "DK"), ("46", "SE"),
    ("47", "NO SJ"), ("48", "PL"), ("49", "DE"), ("501", "BZ"), ("502", "GT"), ("503", "SV"),
    ("504", "HN"), ("505", "NI"), ("506", "CR"), ("507", "PA"), ("509", "HT"), ("51", "PE"),
    ("52", "MX"), ("53", "CU"), ("54", "AR"), ("55", "BR"), ("56", "CL"), ("57", "CO"),
    ("58", "VE"), ("590", "GP BL MF"), ("591", "BO"), ("592", "GY"), ("593", "EC"), ("594", "GF"),
    ("595", "PY"), ("596", "MQ"), ("597", "SR"), ("598", "UY"), ("599", "CW BQ"), ("60", "MY"),
    ("61", "AU CC CX"), ("62", "ID"), ("63", "PH"), ("64", "NZ"), ("65", "SG"), ("66", "TH"),
    ("673", "BN"), ("675", "PG"), ("676", "TO"), ("679", "FJ"), ("685", "WS"), ("687", "NC"),
    ("689", "PF"), ("7", "RU KZ"), ("81", "JP"), ("82", "KR"), ("84", "VN"), ("852", "HK"),
    ("853", "MO"), ("855", "KH"), ("856", "LA"), ("86", "CN"), ("880", "BD"), ("886", "TW"),
    ("90", "TR"), ("91", "IN"), ("92", "PK"), ("93", "AF"), ("94", "LK"), ("95", "MM"),
    ("960", "MV"), ("961", "LB"), ("962", "JO"), ("963", "SY"), ("964", "IQ"), ("965", "KW"),
    ("966", "SA"), ("967", "YE"), ("968", "OM"), ("970", "PS"), ("971", "AE"), ("972", "IL"),
    ("973", "BH"), ("974", "QA"), ("975", "BT"), ("976", "MN"), ("977", "NP"), ("98", "IR"),
    ("992", "TJ"), ("993", "TM"), ("994", "AZ"), ("995", "GE"), ("996", "KG"), ("998", "UZ"),
  ]

  private static let codes = Set(table.map(\.code))

  /// The code of a country, two letters of ISO 3166; `nil` for what is none.
  static func code(of country: String) -> String? {
    let country = country.uppercased()
    guard country.utf8.count == 2 else { return nil }
    return table.first { $0.countries.split(separator: " ").contains { $0 == country } }?.code
  }

  /// The countries that share a code.
  static func countries(of code: String) -> Set<String> {
    Set(table.first { $0.code == code }?.countries.split(separator: " ").map(String.init) ?? [])
  }

  /// The code that a number begins with; no code begins with another one.
  static func code(ofNumber number: String) -> String? {
    let digits = number.drop { $0 == "+" }
    return (1...3).reversed().lazy.map { String(digits.prefix($0)) }.first(where: codes.contains)
  }

  /// Whether a number is free to call, and so only from within its country.
  static func isTollFree(_ number: String) -> Bool {
    guard let code = code(ofNumber: number) else { return false }
    let national = number.dropFirst(1 + code.count)
    if code == "1" {
      return ["800", "833", "844", "855", "866", "877", "888"].contains { national.hasPrefix($0) }
    }
    return ["800", "808", "0800", "1800"].contains { national.hasPrefix($0) }
  }
}
