import Primitives
import Synchronization
import Testing

@testable import Timekeeping

@Suite struct ZoneCatalogueTests {
  @Test(arguments: [
    "", "U", "Europe", "London", "BST", "EST", "../etc/passwd", "Europe/../../etc/passwd",
    "/etc/passwd", "Europe//London", "Europe/", "/London", "Europe/London/", "Europe/Lon don",
    "Europe/London\0", "Europe/Zürich", "posix/Europe/London", "Right/Europe/London",
    "Europe/.London", "tzdata.zi", "+VERSION", "Europe/London\n", "Europe\\London", "-/London",
    "Europe/" + String(repeating: "a", count: 60),
  ]) func `what can be no zone's name is refused before anything is read`(name: String) {
    let careful = ZoneCatalogue { path in
      Issue.record("\(path) was read")
      return nil
    }
    #expect(throws: ZoneError.malformedName(name)) { try careful.zone(named: name) }
  }

  @Test(arguments: ["Etc/GMT-2", "Etc/GMT+5", "+02:00", "UTC+2", "GMT-5"])
  func `an offset is refused as a zone`(name: String) {
    #expect(throws: ZoneError.fixedOffset(name)) { try catalogue.zone(named: name) }
  }

  @Test func `a name is found whatever its case`() throws {
    #expect(try catalogue.zone(named: "europe/london").name == "Europe/London")
    #expect(try catalogue.zone(named: "AMERICA/ARGENTINA/BUENOS_AIRES").city == "Buenos Aires")
    #expect(try catalogue.zone(named: "utc").name == "UTC")
    #expect(throws: ZoneError.unknown("Europe/Londn")) {
      try catalogue.zone(named: "Europe/Londn")
    }
  }

  @Test func `a zone is read once`() throws {
    let reads = Mutex(0)
    let counting = ZoneCatalogue { path in
      reads.withLock { $0 += 1 }
      return path == "Europe/London" ? ZoneFileBuilder().bytes : nil
    }
    for _ in 0..<5 { _ = try counting.zone(named: "Europe/London") }
    #expect(reads.withLock { $0 } == 1)
    for _ in 0..<5 { #expect(throws: ZoneError.self) { try counting.zone(named: "Europe/Rome") } }
  }

  @Test func `a link without a file of its own is followed`() throws {
    let list = "# version 2025b\nZ Europe/London 0 - GMT\nL Europe/London Europe/Belfast\n"
    let linked = ZoneCatalogue { path in
      switch path {
      case "tzdata.zi": Array(list.utf8)
      case "Europe/London": ZoneFileBuilder().bytes
      default: nil
      }
    }
    #expect(try linked.zone(named: "Europe/Belfast").name == "Europe/Belfast")
    #expect(try linked.zone(named: "europe/belfast").name == "Europe/Belfast")
    #expect(linked.find("belfast") == .found("Europe/London"))
  }

  @Test func `links in a circle end`() {
    let list = "L Europe/A Europe/B\nL Europe/B Europe/A\n"
    let circle = ZoneCatalogue { $0 == "tzdata.zi" ? Array(list.utf8) : nil }
    #expect(throws: ZoneError.unknown("Europe/A")) { try circle.zone(named: "Europe/A") }
    #expect(circle.find("Europe/A") == .unknown(nearest: []))
  }

  @Test func `a file that can't be trusted is named`() {
    let broken = ZoneCatalogue { $0 == "Europe/London" ? Array("TZif2".utf8) : nil }
    #expect(throws: ZoneError.unreadable("Europe/London", .truncated)) {
      try broken.zone(named: "Europe/London")
    }
    #expect(!broken.isUsable)
    #expect(broken.find("London") == .unknown(nearest: []))
  }

  @Test(
    arguments: [
      ("tzdata.zi", "# version 2025b\nZ …", "2025b"),
      ("tzdata.zi", "# version 2026f-rearguard\n", "2026f-rearguard"),
      ("tzdata.zi", "# version ", nil), ("tzdata.zi", "Z Africa/Abidjan", nil),
      ("tzdata.zi", "", nil),
      ("+VERSION", "2024a\n", "2024a"), ("+VERSION", "\u{1B}[2J", nil), ("other", "2024a", nil),
    ] as [(String, String, String?)])
  func `the edition of the zone data is told`(file: String, text: String, expected: String?) {
    let data = ZoneCatalogue { $0 == file ? Array(text.utf8) : nil }
    #expect(data.version == expected)
  }

  @Test func `the folder of the machine is read, and one that is not there is not`() throws {
    #expect(catalogue.isUsable)
    #expect(catalogue.version?.hasPrefix("20") == true)
    let nowhere = ZoneCatalogue(folder: "/nowhere")
    #expect(!nowhere.isUsable)
    #expect(nowhere.version == nil)
    #expect(throws: ZoneError.unknown("Europe/London")) {
      try nowhere.zone(named: "Europe/London")
    }
    #expect(throws: ZoneError.unknown("America/Argentina")) {
      try catalogue.zone(named: "America/Argentina")
    }
  }

  @Test func `every zone of the machine is read`() throws {
    let names = catalogue.index().names.filter { !FixedOffset.isOne($0) }
    #expect(names.count > 400)
    for name in names {
      let zone = try catalogue.zone(named: name)
      #expect(zone.name == name)
      #expect(!zone.city.isEmpty)
      #expect(!zone.offset(at: Instant(seconds: 4_000_000_000)).abbreviation.isEmpty)
    }
  }
}

@Suite struct FixedOffsetTests {
  @Test(arguments: [
    ("+02:00", true), ("-5", true), ("+0530", true), ("UTC+2", true), ("utc +2", true),
    ("GMT-05:00", true), ("Etc/GMT-2", true), ("\u{2212}3", true), ("UTC", false), ("GMT", false),
    ("+", false), ("+2h", false), ("02:00", false), ("+02:00:00", false), ("+:00", false),
    ("", false), ("60m", false), ("+12345", false), ("London+2", false),
  ]) func `an offset is known from other texts`(text: String, isOffset: Bool) {
    #expect(FixedOffset.isOne(text) == isOffset)
  }
}
