import ConferencingCore
import Testing

/// Numbers as they are typed, with the country that they are dialled in.
@Suite struct NationalNumberTests {
  @Test(
    "What a country makes clear is completed",
    arguments: [
      ("030-1234", "DE", "+49 30-1234"), ("(030) 901-820", "DE", "+49 30 901-820"),
      ("030/901820,,42#", "DE", "+49 30 901820,,42#"), ("tel:030901820", "DE", "+49 30901820"),
      ("0049 30 901820", "DE", "+49 30 901820"), ("00 44 20 7946 0018", "DE", "+44 20 7946 0018"),
      ("020 7946 0018", "gb", "+44 20 7946 0018"), ("01 42 68 53 00", "FR", "+33 1 42 68 53 00"),
      ("06 6982", "IT", "+39 06 6982"), ("612 345 678", "ES", "+34 612 345 678"),
      ("16095550123", "US", "+1 6095550123"), ("(609) 555-0123", "US", "+1 609 555-0123"),
      ("1 (609) 555-0123 x45", "CA", "+1 609 555-0123 x45"),
      ("03-1234-5678", "JP", "+81 3-1234-5678"), ("0120-123-456", "JP", "+81 120-123-456"),
      ("02-123-4567", "IL", "+972 2-123-4567"),
    ]
  )
  func completes(_ typed: String, _ country: String, _ number: String) {
    #expect(NationalNumber.completed(typed, in: country) == number)
    #expect(DetailsRules.phoneMessage(number) == nil)
    // Then it says enough.
    #expect(NationalNumber.completed(number, in: nil) == number)
  }

  @Test(
    "What no country makes clear is not guessed",
    arguments: [
      ("16095550123", nil), ("030-1234", nil), ("030-1234", "US"), ("16095550123", "DE"),
      ("609 555 012", "US"), ("109 555 0123", "US"), ("00999 12345", "DE"), ("12345", "ES"),
      ("030 1234", "XX"), ("8 495 123 45 67", "RU"), ("0012 3456", "JP"),
      ("010 1 609 555 0123", "JP"), ("012 49 30 1234567", "IL"), ("018 1 609 555 0123", "IL"),
    ] as [(String, String?)]
  )
  func guessesNothing(_ typed: String, _ country: String?) {
    #expect(NationalNumber.completed(typed, in: country) == nil)
    #expect(NationalNumber.message(typed).contains("Write it with +"))
  }

  @Test(
    "What has its country, or is no number, is left as it is",
    arguments: ["+1 609 555 0123", "(+49) 30 901820", "tel:+16095550123,,1#", "call me", "", "12"]
  )
  func leaves(_ typed: String) {
    for country in [nil, "DE", "US"] {
      #expect(NationalNumber.completed(typed, in: country) == typed)
    }
  }
}
