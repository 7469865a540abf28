import CalendarServices
import Testing

@testable import convene

/// Secrets that commands print.
@Suite struct SecretReaderTests {
  @Test("The first line counts, and a secret in the file is taken as it is")
  func firstLine() async throws {
    let printed = Secret.command("printf 'key one\\nmore\\n'")
    #expect(try await SecretReader.read(printed, of: "api_key", account: "work") == "key one")
    #expect(try await SecretReader.read(.literal("k"), of: "api_key", account: "work") == "k")
  }

  /// The sixth word of `stat` is the session: that of its parent, which waits for it alone.
  @Test("A command has a session of its own, and nothing that leads to the terminal")
  func session() async throws {
    let command =
      "read -r _ _ _ _ _ session _ < /proc/$$/stat; "
      + "[ $session = $PPID ] && echo \"own ${GPG_TTY-none}\""
    #expect(
      try await SecretReader.read(.command(command), of: "api_key", account: "work") == "own none"
    )
    let asking = Secret.command("read -r key < /dev/tty && echo $key")
    await #expect(throws: ServiceError.self) {
      try await SecretReader.read(asking, of: "api_key", account: "work")
    }
  }

  @Test("A command that does not end, or does not stop printing, is named with reason and remedy")
  func limits() async {
    let runner = ProgramRunner(patience: .milliseconds(50))
    let run: RunCommand = { try await runner.run($0) }
    let slow = await #expect(throws: ServiceError.self) {
      try await SecretReader.read(
        .command("sleep 300 & sleep 300"),
        of: "api_key",
        account: "work",
        run: run
      )
    }
    #expect(
      slow?.message.hasPrefix("The api_key_command of account \"work\" did not end within") == true
    )
    #expect(slow?.message.hasSuffix("in a shell: sleep 300 & sleep 300") == true)
    let long = await #expect(throws: ServiceError.self) {
      try await SecretReader.read(.command("cat /dev/zero"), of: "api_key", account: "work")
    }
    #expect(
      long?.message
        == "The api_key_command of account \"work\" printed more than 64 KiB. Try it in a shell: "
        + "cat /dev/zero"
    )
  }

  @Test("A command that gives none is named with the remedy", arguments: ["exit 1", "true"])
  func failure(_ command: String) async {
    let error = await #expect(throws: ServiceError.self) {
      try await SecretReader.read(.command(command), of: "api_key", account: "work")
    }
    let message = error?.message ?? ""
    #expect(message.contains("api_key_command of account \"work\" gave no key"), "\(message)")
    #expect(message.contains("unlock its key store first"), "\(message)")
    #expect(message.hasSuffix("in a shell: \(command)"), "\(message)")
  }
}
