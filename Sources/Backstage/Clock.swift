import CSodium
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// What time it is: milliseconds since 1970, UTC. Tests move it by hand.
struct Clock: Sendable {
    let now: @Sendable () -> Int64

    static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Where unguessable bytes come from.
struct Chance: Sendable {
    let bytes: @Sendable (_ count: Int) -> [UInt8]

    static let system = Chance { count in
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// 128 bits as 32 hexadecimal digits: a name nobody finds by trying.
    func name() -> String { hexadecimal(bytes(16)) }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text = [UInt8]()
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
