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

  /// The request without its place in a list, where a fault makes up the cursors.
  func firstPage(_ call: APICall, _ fault: Fault?) -> APICall {
    guard fault?.kind == .cursors else { return call }
    var call = call
    let names = ["page_token", "pageToken", "next_page_token"]
    call.rawQuery = call.rawQuery.split(separator: "&")
      .filter { part in !names.contains { part.hasPrefix("\($0)=") } }
      .joined(separator: "&")
    return call
  }

  /// A page with the cursor that a fault gives it; lists of Graph have links and stay as they are.
  func withCursor(_ answer: APIAnswer, _ call: APICall, _ fault: Fault?) -> APIAnswer {
    guard let fault, fault.kind == .cursors, var body = answer.body?.object else { return answer }
    var answer = answer
    let name =
      call.path.hasPrefix("/calendar/v3/")
      ? "nextPageToken" : call.path.hasPrefix("/v2/") ? "next_page_token" : "next_cursor"
    body[name] = .string(faults.cursor(of: fault))
    body["nextSyncToken"] = nil
    answer.body = .object(body)
    return answer
  }

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
