import Primitives
import Timekeeping

extension Reply {
  /// What a member asked to be told, with the places that `!remind drop` takes.
  static func reminders(
    _ own: [Notices.Personal], _ context: CommandContext
  ) -> Reply {
    let lines = own.prefix(20).enumerated().map { index, reminder in
      let zone = context.charter.zones.zoneOrUniversal(named: reminder.time.zone)
      let due = context.community.notices.instant(of: reminder)
      return "\(index + 1). \(TimeEcho.full(due, in: zone, now: context.now)): "
        + "“\(context.shown(reminder.text))”"
    }
    let more = own.count > 20 ? ["… and \(own.count - 20) more."] : []
    return Reply(
      (lines + more + ["`!remind drop 1` drops the first."]).joined(separator: "\n"))
  }
}
