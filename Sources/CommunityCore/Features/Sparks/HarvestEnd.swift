package import Primitives

/// Ends a harvest of topics when its minutes are over, and says what came.
package struct HarvestEnd: Job {
  package static let name = "harvest"

  package static func due(in community: Community) -> Instant? { community.sparks.harvest?.until }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    guard let harvest = community.sparks.harvest, harvest.until <= now else { return nil }
    let place = Reply.Destination.thread(harvest.thread ?? harvest.cause, in: harvest.room)
    return (
      "\(harvest.cause)",
      Decision([.sparks(.harvestEnded)], saying: [.harvested(harvest, community, at: place)])
    )
  }
}
