import Foundation

/// A request of Graph, taken apart: who asks, and how answers are to be written.
struct GraphCall: Sendable {
  let call: APICall
  let signIn: SignIn
  let preferences: GraphPreferences
  /// Where links in the answer lead to.
  let origin: String

  /// A part of the path.
  func parameter(_ name: String) -> String { call.parameters[name] ?? "" }

  /// The query; an unknown name is refused.
  ///
  /// - Throws: 400 that names it.
  func query(_ allowed: Set<String>) throws(GraphError) -> [String: String] {
    var found: [String: String] = [:]
    for part in call.rawQuery.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
      // Names of OData are not case-sensitive.
      guard let name = allowed.first(where: { $0.lowercased() == pair[0].lowercased() }) else {
        throw .invalid(
          "The query parameter '\(pair[0])' is not supported.",
          code: "ErrorInvalidUrlQuery"
        )
      }
      found[name] = pair.count > 1 ? pair[1] : ""
    }
    return found
  }

  /// The stretch of time that a query names.
  ///
  /// - Throws: 400 when it does not.
  static func window(_ query: [String: String]) throws(GraphError) -> Range<Int> {
    guard let start = query["startDateTime"].flatMap(GraphTime.moment),
      let end = query["endDateTime"].flatMap(GraphTime.moment), start < end
    else {
      throw .invalid(
        "This request requires a time window specified by the query string parameters "
          + "StartDateTime and EndDateTime.",
        code: "ErrorInvalidParameter"
      )
    }
    return start..<end
  }

  /// The body as a JSON object.
  ///
  /// - Throws: 400 when it is none, or has a property that is not among those that are known.
  func body(_ known: Set<String>, of type: String) throws(GraphError) -> [String: JSON] {
    guard let body = JSON(bytes: call.body)?.object else {
      throw .invalid("Unable to read JSON request payload.", code: "BadRequest")
    }
    if let odd = body.keys.filter({ !known.contains($0) && $0 != "@odata.type" }).min() {
      throw .invalid(
        "The property '\(odd)' cannot be set on type '\(type)'.",
        code: "RequestBodyRead"
      )
    }
    // The service's own libraries name the type of each object that they send.
    return body.filter { $0.key != "@odata.type" }
  }
}
