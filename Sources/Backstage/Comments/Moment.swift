/// A second of a film as people write it: `1:05`, `1:04:33`.
struct FilmTime: Sendable, Equatable {
    let milliseconds: Int64

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// As typed: minutes and seconds, or hours before them. Nil for anything else.
    ///
    /// A number alone is none: it may be meant as seconds or as minutes. Without hours the minutes may pass
    /// sixty, as on a kitchen clock.
    init?(_ typed: String) {
        let parts = typed.split(separator: ":", omittingEmptySubsequences: false)
        let values = parts.compactMap(Self.number)
        guard values.count == parts.count, (2...3).contains(parts.count), parts[0].utf8.count <= 3,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            values.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        milliseconds = values.reduce(0) { $0 * 60 + $1 } * 1_000
    }

    /// As an address takes it.
    var seconds: Int64 { milliseconds / 1_000 }

    /// Rounded down, so that it is never past what it names.
    var text: String {
        let (hours, minutes) = (Int(seconds / 3_600), Int(seconds / 60 % 60))
        let rest = two(Int(seconds % 60))
        return hours > 0 ? "\(hours):\(two(minutes)):\(rest)" : "\(minutes):\(rest)"
    }

    /// Digits alone: `Int64` would take a sign too.
    private static func number(_ part: Substring) -> Int64? {
        part.utf8.allSatisfy({ (48...57).contains($0) }) ? Int64(part) : nil
    }
}

/// A comment that belongs to a second of a video, as much of it as a list of them shows.
struct Moment: Sendable, Equatable {
    let comment: PostID
    /// The top comment of its thread: itself, or the one it stands under.
    let thread: PostID
    let time: FilmTime
    let author: String
    /// How it begins; empty when it shows a picture and says nothing.
    let words: String
}

/// A video's moments, earliest first.
struct Moments: Sendable {
    var listed: [Moment] = []
    /// There are more than a page lists.
    var hasMore = false
}

/// Moments too close to be told apart on a bar: one mark, where the first of them stands.
struct MomentMark: Sendable, Equatable {
    var moments: [Moment]

    var time: FilmTime { moments[0].time }
}

extension Moments {
    /// The moments as marks on a bar that stands for the whole film: no two marks are closer than a hundredth
    /// of it, and each moment is in one.
    ///
    /// A mark reaches a hundredth from its first moment, not from its last: a row of close ones does not
    /// run together into one mark for all the film.
    func marks(filmMilliseconds: Int64) -> [MomentMark] {
        var marks: [MomentMark] = []
        for moment in listed where moment.time.milliseconds < filmMilliseconds {
            if let mark = marks.last,
                (moment.time.milliseconds - mark.time.milliseconds) * 100 < filmMilliseconds
            {
                marks[marks.count - 1].moments.append(moment)
            } else {
                marks.append(MomentMark(moments: [moment]))
            }
        }
        return marks
    }
}

extension Limits {
    /// Listed beside the player, and marked on its bar, which has no room for more.
    static let momentsListed = 100
    /// Of a comment in that list: one line beside a player.
    static let momentCharacters = 80
}
