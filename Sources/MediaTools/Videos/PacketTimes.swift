import Synchronization

/// When a film's packets are shown, in the order they are stored: for files whose heads do not say how long
/// or how fast they are, or say it wrongly. Browsers' recorders write such files.
final class PacketTimes: Sendable {
    private struct Heard {
        var first = Double.infinity
        var end = -Double.infinity
        /// Seconds, unordered, at most `picturesMax`.
        var pictures: [Double] = []
    }

    private let pictureStream: Int?
    private let heard = Mutex(Heard())

    init(pictureStream: Int?) { self.pictureStream = pictureStream }

    /// What `read` understands; "csv" prints it in ffprobe's own order.
    static let entries = "packet=stream_index,pts_time,dts_time,duration_time"

    /// A line for a packet: its stream, when it is shown, when it is decoded, how long it lasts; "N/A" where
    /// the file does not say. Other lines are passed over.
    func read(_ line: String) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count >= 4, let stream = Int(fields[0]),
            let time = Double(fields[1]) ?? Double(fields[2]), abs(time) < 1e9
        else { return }
        let lasts = Double(fields[3]).flatMap { (0..<60).contains($0) ? $0 : nil } ?? 0
        heard.withLock { heard in
            heard.first = min(heard.first, time)
            heard.end = max(heard.end, time + lasts)
            guard stream == pictureStream, heard.pictures.count < Self.picturesMax else { return }
            heard.pictures.append(time)
        }
    }

    /// From the first packet to the end of the last; nil before two moments were heard of.
    var seconds: Double? {
        let (first, end) = heard.withLock { ($0.first, $0.end) }
        return end > first ? end - first : nil
    }

    /// How many pictures come in the second that begins with a picture: the median of all. So neither
    /// stretches without motion count, nor two pictures that a busy recorder wrote at one moment. 0 where
    /// there are no two pictures.
    var picturesPerSecond: Double {
        // A stretch looked at twice, where the reader could not go further into the file, counts once.
        let times = Set(heard.withLock { $0.pictures }).sorted()
        var rates: [Double] = []
        var last = 0
        for (index, time) in times.enumerated() {
            last = max(last, index)
            while last + 1 < times.count, times[last + 1] <= time + 1 || last == index { last += 1 }
            guard last > index else { continue }
            rates.append(Double(last - index) / (times[last] - time))
        }
        rates.sort()
        return rates.isEmpty ? 0 : rates[rates.count / 2]
    }

    /// Two minutes of 30 a second are enough to tell by.
    private static let picturesMax = 4_000
}
