extension Zone {
  /// The clocks of UTC, made without zone data: what is left where a zone can't be read.
  package static let universal = Zone(
    name: "UTC", changes: [], offsetIndices: [],
    offsets: [Offset(seconds: 0, isDaylight: false, abbreviation: "UTC")], rule: nil)
}

extension ZoneCatalogue {
  /// The zone called `name`, or the clocks of UTC where the zone data know none such: a name that
  /// was good when it was kept may be gone from a later edition, and people still must be answered.
  package func zoneOrUniversal(named name: String) -> Zone {
    do {
      return try zone(named: name)
    } catch {
      return .universal
    }
  }
}
