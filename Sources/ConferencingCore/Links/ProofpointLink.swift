import Foundation

/// The links of Proofpoint's URL Defense, version 2 and 3.
///
/// Source: Proofpoint's published decoder, `urldecoder.py`.
enum ProofpointLink {
  /// What is inside; `nil` when it cannot be read as a whole.
  static func content(of address: LinkAddress) -> String? {
    switch address.path.first {
    case "v2": version2(address)
    case "v3": version3(address.text)
    default: nil
    }
  }

  /// `…/v2/url?u=https-3A__meet.google.com_abc&d=…`: `-` begins a byte in hexadecimal, `_` is `/`.
  private static func version2(_ address: LinkAddress) -> String? {
    guard address.path == ["v2", "url"], let value = address.value("u") else { return nil }
    return value.replacing("-", with: "%").replacing("_", with: "/").removingPercentEncoding
  }

  /// `…/v3/__https://…*…__;Kw!!…$`: each `*` stands for characters that follow in Base64.
  private static func version3(_ text: String) -> String? {
    guard let start = text.range(of: "/v3/__"),
      let end = text.range(of: "__;", range: start.upperBound..<text.endIndex)
    else { return nil }
    let rest = text[end.upperBound...]
    let code = rest[..<(rest.firstIndex(of: "!") ?? rest.endIndex)]
    let link = repaired(String(text[start.upperBound..<end.lowerBound]))
    guard let decoded = link.removingPercentEncoding else { return nil }
    guard decoded.contains("*") else { return decoded }
    guard !code.isEmpty, let replaced = base64(String(code)) else { return nil }
    return filled(Array(decoded.unicodeScalars), with: replaced.unicodeScalars)
  }

  /// The link with its gaps filled: `*` is one character, `**` and a letter so many as it stands for.
  ///
  /// Half a link leads elsewhere: where anything is missing, there is none.
  private static func filled(
    _ link: [Unicode.Scalar],
    with characters: String.UnicodeScalarView
  ) -> String? {
    var rest = characters[...]
    var result = String.UnicodeScalarView()
    var index = 0
    while index < link.count {
      guard link[index] == "*" else {
        result.append(link[index])
        index += 1
        continue
      }
      var count = 1
      index += 1
      if index < link.count, link[index] == "*" {
        guard index + 1 < link.count, let length = length(link[index + 1]) else { return nil }
        count = length
        index += 2
      }
      let part = rest.prefix(count)
      guard part.count == count else { return nil }
      result.append(contentsOf: part)
      rest = rest.dropFirst(count)
    }
    return String(result)
  }

  /// How many characters a letter behind `**` stands for.
  private static func length(_ scalar: Unicode.Scalar) -> Int? {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars
    return letters.firstIndex(of: scalar).map {
      letters.distance(from: letters.startIndex, to: $0) + 2
    }
  }

  /// A link whose second slash was lost on the way: `https:/zoom.us`.
  static func repaired(_ link: String) -> String {
    for scheme in ["https:/", "http:/"]
    where link.hasPrefix(scheme) && !link.hasPrefix(scheme + "/") {
      return scheme + "/" + link.dropFirst(scheme.count)
    }
    return link
  }

  /// A text in Base64 of either alphabet, with or without its end marks.
  static func base64(_ text: String) -> String? {
    var plain = text.replacing("-", with: "+").replacing("_", with: "/")
    while plain.hasSuffix("=") { plain.removeLast() }
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: plain) else { return nil }
    return String(data: data, encoding: .utf8)
  }
}
