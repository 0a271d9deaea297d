import BotRuntime
import Glibc
import Journaling
import LocalRoom

/// The calendar files of a state folder, as somebody beside the bot reads them.
enum CalendarFolder {
  /// Reads files of the folder `state` whenever they are asked for; what can't be read is not there.
  static func source(in state: String) -> CalendarDoor.Source {
    { name in
      do throws(StorageError) {
        return try FileStorage(state, isReadOnly: true).read("outbox/calendar/\(name)")
      } catch {
        return nil
      }
    }
  }
}
