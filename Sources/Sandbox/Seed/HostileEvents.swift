/// Events whose text tries what a calendar must withstand.
///
/// Anyone who can invite can send these.
enum HostileEvents {
  static let plan: [PlannedEvent] = [
    PlannedEvent(.own, 8, 0, 15, "\u{1B}[31mRed alert\u{1B}[0m\u{1B}[2J: read me")
      .with { $0.words = "Clears the screen\u{1B}[2J\u{1B}[H if shown raw.\u{7}" },
    PlannedEvent(.own, 8, 20, 15, "Title\u{1B}]52;c;cm0gLXJmIH4=\u{7} that writes the clipboard")
      .with { $0.location = "javascript:alert(document.cookie)" },
    PlannedEvent(.own, 8, 40, 15, "Invoice \u{202E}fdp.exe\u{202C} \u{2066}attached\u{2069}")
      .with {
        $0.words = "Open file:///etc/passwd or javascript:alert(1)"
        $0.isInvitation = true
      },
    PlannedEvent(.own, 11, 0, 15, "C1 \u{9B}31mcontrol\u{9B}0m and \u{90}device string\u{9C}"),
    PlannedEvent(.own, 11, 20, 15, "Two\nlines\tand a tab\r\nand a return"),
    PlannedEvent(
      .project,
      11,
      40,
      15,
      "Zero\u{200B}width\u{FEFF} and c\u{327}o\u{308}m\u{301}bining"
    ),
    PlannedEvent(
      .project,
      15,
      0,
      60,
      "Working session on the very long list of things that we said we would look at after the "
        + "release, sorted by how often customers asked, with owners, dates, dependencies and "
        + String(repeating: "everything else that came up in between, ", count: 16)
        + "and lunch"
    ),
    PlannedEvent(.project, 16, 30, 30, String(repeating: "長い題名の会議🗓️", count: 24)),
    PlannedEvent(
      .own,
      17,
      30,
      30,
      "Z\u{351}\u{36B}\u{343}a\u{36A}\u{302}l\u{34B}g\u{36C}o 🏳️‍🌈👩‍👩‍👧‍👦🇩🇪e\u{301}"
    )
    .with { $0.words = "مرحبا بالعالم — שלום עולם — नमस्ते" },
  ]
}
