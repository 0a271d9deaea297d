import Testing

@testable import Timekeeping

@Suite struct ZoneMatchTests {
  @Test(arguments: [
    // Names and cities of the zone data.
    ("Europe/London", "Europe/London"), ("europe/london", "Europe/London"),
    ("London", "Europe/London"),
    ("LONDON", "Europe/London"), (" london ", "Europe/London"), ("new york", "America/New_York"),
    ("New_York", "America/New_York"), ("buenos aires", "America/Argentina/Buenos_Aires"),
    ("São Paulo", "America/Sao_Paulo"), ("sao paulo", "America/Sao_Paulo"),
    ("Zürich", "Europe/Zurich"),
    ("ZÜRICH", "Europe/Zurich"), ("zuerich", "Europe/Zurich"),
    ("port au prince", "America/Port-au-Prince"),
    ("Ho Chi Minh", "Asia/Ho_Chi_Minh"), ("Asunción", "America/Asuncion"),
    ("Bogota\u{301}", "America/Bogota"), ("Tromsø", "unknown"), ("Reykjavík", "Atlantic/Reykjavik"),
    ("Lord Howe", "Australia/Lord_Howe"), ("knox", "America/Indiana/Knox"),
    // Old names lead to today's.
    ("Asia/Calcutta", "Asia/Kolkata"), ("Calcutta", "Asia/Kolkata"), ("Kiev", "Europe/Kyiv"),
    ("Saigon", "Asia/Ho_Chi_Minh"), ("Rangoon", "Asia/Yangon"),
    ("US/Pacific", "America/Los_Angeles"),
    ("Belfast", "Europe/London"), ("Montreal", "America/Toronto"), ("Tel Aviv", "Asia/Jerusalem"),
    ("Etc/UTC", "UTC"),
    // Cities that the zone data do not name.
    ("Leeds", "Europe/London"), ("Manchester", "Europe/London"), ("Delhi", "Asia/Kolkata"),
    ("new delhi", "Asia/Kolkata"), ("Mumbai", "Asia/Kolkata"), ("Bangalore", "Asia/Kolkata"),
    ("Bengaluru", "Asia/Kolkata"), ("Beijing", "Asia/Shanghai"),
    ("San Francisco", "America/Los_Angeles"),
    ("Seattle", "America/Los_Angeles"), ("Boston", "America/New_York"),
    ("Washington", "America/New_York"),
    ("Washington D.C.", "America/New_York"), ("Munich", "Europe/Berlin"),
    ("München", "Europe/Berlin"),
    ("Geneva", "Europe/Zurich"), ("Cape Town", "Africa/Johannesburg"), ("Wrocław", "Europe/Warsaw"),
    ("Łódź", "Europe/Warsaw"), ("Đà Nẵng", "Asia/Ho_Chi_Minh"), ("Hà Nội", "Asia/Ho_Chi_Minh"),
    ("NYC", "America/New_York"), ("Wellington", "Pacific/Auckland"),
    ("St. Louis", "America/Chicago"),
    ("UK", "Europe/London"), ("India", "Asia/Kolkata"), ("new zealand", "Pacific/Auckland"),
    ("Côte", "unknown"), ("Portland, Oregon", "America/Los_Angeles"),
    ("birmingham alabama", "America/Chicago"), ("San José, Costa Rica", "America/Costa_Rica"),
    // Abbreviations that mean one thing.
    ("PT", "America/Los_Angeles"), ("pt", "America/Los_Angeles"), ("ET", "America/New_York"),
    ("CT", "America/Chicago"), ("MT", "America/Denver"), ("CET", "Europe/Brussels"),
    ("EET", "Europe/Athens"), ("WET", "Europe/Lisbon"), ("UTC", "UTC"), ("gmt", "UTC"),
    ("Z", "UTC"),
    ("JST", "Asia/Tokyo"),
  ]) func `a text that means one zone finds it`(text: String, expected: String) {
    let match = catalogue.find(text)
    if expected == "unknown" {
      guard case .unknown = match else {
        Issue.record("\(text) is \(match)")
        return
      }
    } else {
      #expect(match == .found(expected))
    }
  }

  @Test(arguments: [
    ("EST", ["America/New_York", "America/Panama", "Australia/Sydney"]),
    ("est", ["America/New_York", "America/Panama", "Australia/Sydney"]),
    ("IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("BST", ["Europe/London", "Asia/Dhaka"]),
    ("CST", ["America/Chicago", "America/Regina", "Asia/Shanghai", "America/Havana"]),
    ("CEST", ["Europe/Brussels"]),
    ("PST", ["America/Los_Angeles", "Asia/Manila"]),
    ("Birmingham", ["Europe/London", "America/Chicago"]),
    ("cambridge", ["Europe/London", "America/New_York"]),
    ("Córdoba", ["Europe/Madrid", "America/Argentina/Cordoba"]),
    ("San Juan", ["America/Puerto_Rico", "America/Argentina/San_Juan"]),
    ("St. Petersburg", ["Europe/Moscow", "America/New_York"]),
    ("Victoria", ["America/Vancouver", "Australia/Melbourne", "Indian/Mahe"]),
    ("Hyderabad", ["Asia/Kolkata", "Asia/Karachi"]),
  ]) func `a text that may mean several zones gives choices`(text: String, expected: [String]) {
    guard case .ambiguous(let choices) = catalogue.find(text) else {
      Issue.record("\(text) is \(catalogue.find(text))")
      return
    }
    #expect(choices.map(\.name) == expected)
    for choice in choices { #expect(catalogue.find(choice.place) != .unknown(nearest: [])) }
  }

  @Test func `a choice is told by its place and what to type`() {
    let choice = ZoneChoice(name: "America/Chicago", place: "Birmingham, Alabama")
    #expect(choice.description == "Birmingham, Alabama (`America/Chicago`)")
  }

  @Test(arguments: ["+02:00", "UTC+2", "Etc/GMT-2", "gmt+1", "-5"])
  func `an offset from UTC is no zone`(text: String) {
    #expect(catalogue.find(text) == .fixedOffset)
  }

  @Test(arguments: [
    ("Lodnon", "Europe/London"), ("Londn", "Europe/London"), ("Europe/Lodnon", "Europe/London"),
    ("Manchestr", "Europe/London"), ("Buenos", "America/Argentina/Buenos_Aires"),
    ("Amstredam", "Europe/Amsterdam"), ("Bangalor", "Asia/Kolkata"), ("London, UK", "unknown"),
    ("xqzzy", "unknown"), ("", "unknown"), ("   ", "unknown"), ("\u{301}\u{301}", "unknown"),
    ("@everyone", "unknown"), ("Москва", "unknown"), ("60m", "unknown"),
  ]) func `an unknown text gives the nearest place`(text: String, expected: String) {
    guard case .unknown(let nearest) = catalogue.find(text) else {
      Issue.record("\(text) is \(catalogue.find(text))")
      return
    }
    #expect(nearest.count <= 3)
    #expect((nearest.first?.name ?? "unknown") == expected)
  }

  @Test func `an endless text is unknown at once`() {
    for text in [
      String(repeating: "a", count: 100_000), String(repeating: "e\u{301}\u{323}", count: 50_000),
      String(repeating: "/", count: 100_000), String(repeating: " ", count: 100_000),
    ] {
      #expect(catalogue.find(text) == .unknown(nearest: []))
    }
  }

  @Test func `every city of the zone data is found by its name`() throws {
    var unclear: [String] = []
    for name in catalogue.index().names {
      let parts = name.split(separator: "/")
      guard parts.count > 1, !ZonePlaces.foldersWithoutCities.contains(String(parts[0])),
        let city = parts.last, !ZonePlaces.namesWithoutCity.contains(String(city))
      else { continue }
      switch catalogue.find(String(city)) {
      case .found(let found): #expect(found == catalogue.index().current(name), "\(city)")
      case .ambiguous: unclear.append(String(city))
      case .fixedOffset, .unknown: Issue.record("\(city) is not found")
      }
    }
    let expected = [
      "Cordoba", "Davis", "Halifax", "La_Paz", "La_Rioja", "Merida", "Norfolk", "Petersburg",
      "San_Juan", "St_Johns", "Victoria", "Vincennes",
    ]
    #expect(Set(unclear).subtracting(expected).isEmpty)
  }

  @Test func `every name of our own leads to a zone that is there, and none stands twice`() throws {
    var zones: [[UInt8]: String] = [:]
    var count = 0
    for (zone, places) in ZonePlaces.certain {
      #expect(try catalogue.zone(named: zone).name == zone)
      #expect(catalogue.index().current(zone) == zone)
      for place in places {
        #expect(!place.isEmpty)
        let key = PlaceName.folded(place)
        #expect(key.allSatisfy { $0 < 0x80 }, "\(place)")
        #expect(zones[key] == nil || zones[key] == zone, "\(place) stands twice")
        zones[key] = zone
        #expect(catalogue.find(place) == .found(zone), "\(place)")
        count += 1
      }
    }
    #expect(count > 400)
    var names: Set<[UInt8]> = []
    for (texts, choices) in ZonePlaces.questions {
      #expect(!choices.isEmpty)
      for text in texts {
        #expect(zones[PlaceName.folded(text)] == nil, "\(text) is certain too")
        #expect(names.insert(PlaceName.folded(text)).inserted, "\(text) is asked twice")
      }
      #expect(Set(choices.map(\.name)).count == choices.count)
      for choice in choices {
        #expect(try catalogue.zone(named: choice.name).name == choice.name)
        #expect(catalogue.index().current(choice.name) == choice.name)
      }
    }
  }

  @Test func `names are known without any list of zones`() {
    let bare = ZoneCatalogue { path in
      ["Europe/London", "America/New_York"].contains(path) ? ZoneFileBuilder().bytes : nil
    }
    #expect(bare.find("Leeds") == .found("Europe/London"))
    #expect(bare.find("london") == .found("Europe/London"))
    #expect(bare.find("Munich") == .unknown(nearest: []))
    #expect(bare.find("Seattle") == .unknown(nearest: []))
  }
}

@Suite struct PlaceNameTests {
  @Test(arguments: [
    ("St. John's", "st johns"), ("Port-au-Prince", "port au prince"), ("ÀÉÎÕÜÇÑ", "aeioucn"),
    ("Straße", "strasse"), ("Ærø", "aero"), ("İstanbul", "istanbul"), ("ılıca", "ilica"),
    ("Œuvre", "oeuvre"), ("Þórshöfn", "thorshofn"), ("  a  b  ", "a b"), ("ŽŻŹſ", "zzzs"),
    ("Ŧŧ", "tt"), ("Ÿ", "y"), ("ŁłŃń", "llnn"), ("a\u{301}", "a"), ("Ș Ț", "s t"), ("", ""),
  ]) func `a place is folded`(text: String, expected: String) {
    #expect(String(decoding: PlaceName.folded(text), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("london", "london", 0), ("lodnon", "london", 1), ("londn", "london", 1),
    ("londons", "london", 1), ("lindon", "london", 1), ("paris", "london", 4), ("", "abc", 3),
    ("abc", "", 3), ("", "", 0), ("abcdefgh", "h", 4), ("ca", "abc", 3), ("leeds", "leedd", 1),
  ]) func `the distance of two names is counted up to a limit`(
    left: String, right: String, expected: Int
  ) {
    let distance = PlaceName.distance(Array(left.utf8), Array(right.utf8), limit: 3)
    #expect(distance == expected)
  }
}
