import Foundation

/// The frame of every answer: `{"request_id", "data", "next_cursor"}`.
struct NylasEnvelope<Content: Decodable>: Decodable {
  /// The content.
  let data: Content
  /// What to ask the next page with.
  let nextCursor: String?
  /// How many items the service gives at most, of a list with an offset.
  let limit: Int?
  /// When the service answered, by its own clock; it stands in the head and not in the body.
  var date: Date?

  private enum CodingKeys: String, CodingKey {
    case data, limit
    case nextCursor = "next_cursor"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    data = try container.decode(Content.self, forKey: .data)
    nextCursor = container.text(.nextCursor)
    limit = container.lenient(Int.self, .limit)
  }
}
