import Foundation

/// The user's browser at the page of a sign-in.
enum Browser {
  /// Opens a page, and goes where it leads, back to the program that waits.
  static func open(_ address: String) throws { _ = try visit(address, follows: true) }

  /// Opens a page and answers the address that it leads to, without going there: a browser on
  /// another computer would find nothing there.
  static func redirect(of address: String) throws -> String { try visit(address, follows: false) }

  /// By Python, whose client can be told not to follow.
  private static let script = """
    import sys, urllib.request, urllib.error
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *parts):
            return None
    opener = urllib.request.build_opener(*([] if sys.argv[2] == "follow" else [Stay]))
    try:
        print(opener.open(sys.argv[1], timeout=20).geturl())
    except urllib.error.HTTPError as answer:
        print(answer.headers.get("Location") or sys.exit(f"the page says {answer.code}"))
    """

  private static func visit(_ address: String, follows: Bool) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, address, follows ? "follow" : "stay"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw WorldError("the browser failed") }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
