/// What was asked and answered, for tests to look at.
struct ExchangeLog: Sendable {
  /// One request with its answer.
  struct Exchange: Sendable {
    let call: APICall
    let status: Int
    let answer: JSON
  }

  /// Bodies are kept of this many requests.
  static let most = 2000

  private(set) var requests: [(method: String, path: String, query: String, status: Int)] = []
  private var exchanges: [Exchange] = []
  /// Where the oldest exchange stands once the list is full.
  private var oldest = 0

  mutating func add(_ call: APICall, _ answer: APIAnswer) {
    requests.append((call.method, call.path, call.rawQuery, answer.status))
    let exchange = Exchange(call: call, status: answer.status, answer: answer.body ?? .null)
    if exchanges.count < Self.most {
      exchanges.append(exchange)
    } else {
      exchanges[oldest] = exchange
      oldest = (oldest + 1) % Self.most
    }
  }

  var requestsJSON: JSON {
    .array(
      requests.map {
        [
          "method": .string($0.method), "path": .string($0.path), "query": .string($0.query),
          "status": .int($0.status),
        ]
      }
    )
  }

  var exchangesJSON: JSON {
    .array(
      (exchanges[oldest...] + exchanges[..<oldest]).map { exchange in
        let body = exchange.call.body
        return [
          "method": .string(exchange.call.method), "path": .string(exchange.call.path),
          "query": .string(exchange.call.rawQuery), "status": .int(exchange.status),
          "request": body.isEmpty
            ? .null : JSON(bytes: body) ?? .string(String(decoding: body, as: UTF8.self)),
          "response": exchange.answer,
        ]
      }
    )
  }
}
