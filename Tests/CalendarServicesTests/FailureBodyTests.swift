import Foundation
import Testing

@testable import CalendarServices

@Suite struct FailureBodyTests {
  @Test(
    arguments: [
      (
        #"{"request_id":"r","error":{"type":"api.invalid_request_error","message":"error parsing request body","provider_error":{"code":400,"message":"Invalid conference type value."}}}"#,
        "error parsing request body: Invalid conference type value."
      ),
      (
        #"{"error":{"type":"not_found_error","message":"requested object not found"}}"#,
        "requested object not found"
      ),
      (#"{"error":{"type":"api.resource_blocked"}}"#, "resource blocked"),
      (
        #"{"message":"'details' not allowed when auto generating a conference","type":"invalid_request_error"}"#,
        "'details' not allowed when auto generating a conference"
      ),
      (#"{"error":"invalid_grant","error_code":2,"error_description":"Expired"}"#, "Expired"),
      (#"{"error":"plain"}"#, "plain"),
      (#"{"error":{"message":"m","provider_error":"p"}}"#, "m: p"),
      (#"{"error":{"message":"same","provider_error":{"error":{"message":"same"}}}}"#, "same"),
      (#"{"error":{"message":"a\u001b[31m\nb\u202e"}}"#, "a [31m b"),
      ("{}", nil), ("[]", nil), ("<html>", nil), ("", nil), (#"{"error":{}}"#, nil), ("\"x\"", nil),
    ] as [(String, String?)]
  )
  func readsEveryShape(_ body: String, text: String?) {
    #expect(FailureBody(Data(body.utf8))?.text == text)
  }

  @Test func aHugeTextIsCut() {
    let body = #"{"error":{"message":"\#(String(repeating: "x", count: 1_000_000))"}}"#
    #expect(FailureBody(Data(body.utf8))?.text.count == 400)
  }

  @Test(
    arguments: [
      (
        "Invalid access token, does not contain scopes:[meeting:update:meeting, a:b].",
        ["meeting:update:meeting", "a:b"]
      ),
      ("does not contain scopes:[a, a:admin, b:admin]", ["a", "b:admin"]),
      ("does not contain scopes", []), ("other", []), ("does not contain scopes:[", []),
    ] as [(String, [String])]
  )
  func namesMissingScopes(_ text: String, scopes: [String]) throws {
    let body = try JSONSerialization.data(withJSONObject: ["message": text])
    #expect(FailureBody(body)?.missingScopes == scopes)
  }
}
