import Primitives

extension Community {
  /// Requires that a resource or a wish is still on the list, or still off it.
  func requireFree(_ event: SharingEvent) throws(Refusal) {
    switch event {
    case .dropped(let id), .restored(let id):
      guard let resource = sharing[id] else { return }
      if resource.isDropped == (event == .dropped(id)) {
        throw .tooLateToUndo("Somebody was quicker: \(id) is like that already.")
      }
    case .saved, .matched, .rated, .thanked, .unthanked: break
    }
  }
}
