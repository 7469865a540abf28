extension SandboxWorld {
  /// `GET /_sandbox/state`.
  func state() -> JSON {
    resolveLinks()
    return [
      "meetings": .array(meetings.map(\.json)), "events": .int(store.count),
      "requests": log.requestsJSON,
    ]
  }

  /// `GET /_sandbox/exchanges`.
  func exchanges() -> JSON { log.exchangesJSON }

  /// `POST /_sandbox/faults`.
  func addFault(_ call: APICall) throws(APIError) -> JSON {
    faults.add(try Fault(call.object()))
    return ["faults": .int(faults.faults.count)]
  }

  /// `DELETE /_sandbox/faults`.
  func clearFaults() -> JSON {
    let count = faults.faults.count
    faults.clear()
    return ["cleared": .int(count)]
  }

  /// The fault that strikes a request, used up by asking.
  func strike(_ call: APICall) -> Fault? { faults.strike(call) }

  /// Answers a fault's status without doing the request.
  func refuse(_ fault: Fault) -> APIAnswer {
    let error = APIError.forStatus(fault.status)
    let body = error.body(requestID: random.uuid())
    return APIAnswer(
      status: fault.status,
      body: body,
      retryAfter: fault.retryAfter,
      headers: fault.retryAfterText.map { ["Retry-After": $0] } ?? [:]
    )
  }

  func record(_ call: APICall, _ answer: APIAnswer) { log.add(call, answer) }
}
