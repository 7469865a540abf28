import Testing

@testable import convene

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("https://meet.example/a?b=1&c", "'https://meet.example/a?b=1&c'"),
    ("https://meet.example/';reboot;'", #"'https://meet.example/'\'';reboot;'\'''"#),
    ("$(id) `id`", "'$(id) `id`'"), ("", "''"),
  ])
  func `A link is one word and runs nothing`(_ text: String, _ word: String) {
    #expect(shellQuoted(text) == word)
  }
}
