import Primitives
import Testing

@Suite struct PrimitivesTests {
  @Test func `ids with different bytes are different members`() {
    let angstrom = MemberID("user-\u{212B}")
    let ring = MemberID("user-\u{00C5}")
    #expect(angstrom != ring)
    #expect(Set([angstrom, ring]).count == 2)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0 as Int64?),
    ("2026-11-21T10:00:00Z", 1_795_255_200_000),
    ("2026-11-21T11:00:00+01:00", 1_795_255_200_000),
    ("2026-11-21T10:00:00.25Z", 1_795_255_200_250),
    ("2026-11-21T10:00:00.123456789Z", 1_795_255_200_123),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ("2026-02-30T00:00:00Z", nil),
    ("2026-11-21T24:00:00Z", nil),
    ("2026-11-21T10:00:00", nil),
    ("2026-11-21T10:00:00.Z", nil),
    ("2026-11-21", nil),
    ("", nil),
    ("yesterday", nil),
  ]) func `a time stamp is read`(text: String, milliseconds: Int64?) {
    #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test func `a time stamp is written as it is read`() {
    for text in ["2026-11-21T10:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.007Z"] {
      #expect(Instant(rfc3339: text)?.description == text)
    }
  }

  @Test func `every day of four centuries is counted there and back`() {
    var expected = GregorianDay(daysSince1970: -1)
    for days in Int64(0)..<146_097 {
      let day = GregorianDay(daysSince1970: days)
      #expect(day.daysSince1970 == days)
      #expect(day.weekday == expected.weekday % 7 + 1)
      #expect(expected < day)
      expected = day
    }
  }

  @Test(arguments: [
    ("", "00000000"), ("a", "e8b7be43"), ("123456789", "cbf43926"),
    ("The quick brown fox jumps over the lazy dog", "414fa339"),
  ]) func `the cyclic check agrees with zlib`(text: String, expected: String) {
    #expect(CRC32.checksum(text.utf8) == UInt32(expected, radix: 16))
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func `the hash agrees with the examples of the standard`(text: String, expected: String) {
    #expect(SHA256.hexadecimal(text) == expected)
  }

  @Test func `the generator draws the numbers that its authors published`() {
    var randomness = Randomness(seed: 1_234_567)
    let published: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(published.map { _ in randomness.bits() } == published)
  }

  @Test func `a shuffle keeps every element and gives every order`() {
    var randomness = Randomness(seed: 7)
    var orders: Set<[Int]> = []
    for _ in 0..<500 {
      let order = randomness.shuffled([1, 2, 3, 4])
      #expect(order.sorted() == [1, 2, 3, 4])
      orders.insert(order)
    }
    #expect(orders.count == 24)
  }
}
