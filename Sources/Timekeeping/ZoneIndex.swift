/// What zones there are, which names are only links, and what people call the places in them.
struct ZoneIndex: Sendable {
  /// One way to call one zone.
  struct Entry: Sendable {
    /// The name as `PlaceName.folded` makes it.
    let key: [UInt8]
    let choice: ZoneChoice
    /// Whether this name alone says what is meant.
    let isCertain: Bool
  }

  /// From a name in small letters to its right spelling.
  private var spellings: [String: String] = [:]
  /// From a name that is only a link to the name it leads to.
  private var links: [String: String] = [:]
  /// The names that the zone data show to people.
  private var shownNames: Set<String> = []
  /// By key; those of one key stand in the order of preference.
  private var entries: [Entry] = []

  /// Lists the zones from the texts of `tzdata.zi` and `zone.tab`, as far as there are any, and adds
  /// the names that we know ourselves.
  init(zoneList: [UInt8], placeList: [UInt8]) {
    readPlaceList(placeList)
    readZoneList(zoneList)
    for name in shownNames { addSpelling(name) }
    var keys: Set<[UInt8]> = []
    addOwnPlaces(&keys)
    addCities(except: keys)
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// All names of zones, sorted.
  var names: [String] {
    spellings.values.sorted()
  }

  /// The right spelling of `name`, whatever its case; nil if there is no such zone.
  func spelling(of name: String) -> String? {
    spellings[Self.small(name)]
  }

  /// The name whose file holds the zone `name`, after at most four links.
  func target(of name: String) -> String {
    var name = name
    for _ in 0..<4 {
      guard let target = links[name] else { break }
      name = target
    }
    return name
  }

  /// The name that is shown for the zone `name` today: `Asia/Kolkata` for `Asia/Calcutta`.
  func current(_ name: String) -> String {
    if name == "UTC" || name.utf8.starts(with: "Etc/".utf8) { return "UTC" }
    var name = name
    for _ in 0..<4 {
      guard !shownNames.contains(name), let target = links[name] else { break }
      name = target
    }
    return name
  }

  /// What the folded name `key` stands for, without a zone twice.
  func entries(for key: [UInt8]) -> [Entry] {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key.lexicographicallyPrecedes(key) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var found: [Entry] = []
    while low < entries.count, entries[low].key == key {
      let entry = entries[low]
      if !found.contains(where: { $0.choice.name == entry.choice.name }) { found.append(entry) }
      low += 1
    }
    return found
  }

  /// Up to three places whose names are like the folded name `key`, the most alike first.
  ///
  /// Alike are names with one letter wrong in four, and names that begin with what was written.
  func nearest(to key: [UInt8]) -> [ZoneChoice] {
    guard key.count >= 3 else { return [] }
    let limit = min(3, max(1, key.count / 4))
    var found: [(distance: Int, choice: ZoneChoice)] = []
    for entry in entries where entry.key.count > 3 {
      let isBeginning = key.count >= 4 && entry.key.starts(with: key)
      let distance = isBeginning ? limit : PlaceName.distance(key, entry.key, limit: limit)
      if distance <= limit { found.append((distance, entry.choice)) }
    }
    let ordered = found.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    var nearest: [ZoneChoice] = []
    for choice in ordered.map(\.element.choice)
    where nearest.count < 3 && !nearest.contains(where: { $0.name == choice.name }) {
      nearest.append(choice)
    }
    return nearest
  }

  /// Takes the lines `Z name …` and `L target name` of the compact zone list.
  private mutating func readZoneList(_ text: [UInt8]) {
    for line in Bytes.lines(text) {
      guard let mark = line.first, line.dropFirst().first == 0x20 else { continue }
      if mark == UInt8(ascii: "Z"), let name = Self.words(line, 2).last {
        addSpelling(name)
      } else if mark == UInt8(ascii: "L") {
        let words = Self.words(line, 3)
        guard words.count == 3 else { continue }
        addSpelling(words[2])
        links[words[2]] = words[1]
      }
    }
  }

  /// Takes the third column of the lines of `zone.tab`.
  private mutating func readPlaceList(_ text: [UInt8]) {
    for line in Bytes.lines(text) where line.first != UInt8(ascii: "#") {
      let words = Self.words(line, 3)
      if words.count == 3, ZoneCatalogue.isName(words[2]) { shownNames.insert(words[2]) }
    }
  }

  private mutating func addSpelling(_ name: String) {
    if ZoneCatalogue.isName(name) { spellings[Self.small(name)] = name }
  }

  private mutating func addOwnPlaces(_ keys: inout Set<[UInt8]>) {
    var further: [Entry] = []
    for (zone, places) in ZonePlaces.certain {
      addSpelling(zone)
      for place in places {
        let key = PlaceName.folded(place)
        keys.insert(key)
        let choice = ZoneChoice(name: zone, place: place)
        entries.append(Entry(key: key, choice: choice, isCertain: true))
      }
    }
    for (names, choices) in ZonePlaces.questions {
      for choice in choices {
        addSpelling(choice.name)
        let own = PlaceName.folded(choice.place)
        further.append(Entry(key: own, choice: choice, isCertain: true))
        for name in names {
          let key = PlaceName.folded(name)
          keys.insert(key)
          entries.append(Entry(key: key, choice: choice, isCertain: false))
        }
      }
    }
    entries += further.filter { !keys.contains($0.key) }
    keys.formUnion(further.map(\.key))
  }

  /// Adds the last part of each zone's name, unless somebody said better what it stands for.
  private mutating func addCities(except keys: Set<[UInt8]>) {
    for name in names {
      let parts = name.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
      guard parts.count > 1, !ZonePlaces.foldersWithoutCities.contains(parts[0]),
        let city = parts.last
      else { continue }
      let key = PlaceName.folded(city)
      guard !keys.contains(key), !ZonePlaces.namesWithoutCity.contains(city) else {
        continue
      }
      let zone = current(name)
      let bytes = city.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      let place = String(decoding: bytes, as: UTF8.self)
      let choice = ZoneChoice(name: zone, place: place)
      entries.append(Entry(key: key, choice: choice, isCertain: true))
    }
  }

  /// The first `count` words of a line.
  private static func words(_ line: ArraySlice<UInt8>, _ count: Int) -> [String] {
    line.split(maxSplits: count) { $0 == 0x20 || $0 == 0x09 }.prefix(count)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func small(_ name: String) -> String {
    String(decoding: name.utf8.map(Bytes.lowercased), as: UTF8.self)
  }
}
