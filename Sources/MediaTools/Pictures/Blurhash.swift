import Glibc

/// A picture's colours in 28 characters, shown blurred until the picture itself has loaded.
///
/// The algorithm, from its public description (github.com/woltapp/blurhash, Algorithm.md): the picture is
/// expressed as a sum of cosine waves, a few across and a few down (a discrete cosine transform), on linear
/// light. The first wave is the average colour. It is written exactly, as 24 bits of sRGB; the others are
/// divided by the largest of them, and each channel is kept as one of 19 steps after a square root, which
/// gives small values the finer steps. Numbers are written in base 83. In order: one character for how many
/// waves, one for the largest value, four for the average, two for each other wave.
public enum Blurhash {
    /// Encodes `rgb`, three bytes a pixel, row by row. Components are 1 to 9 each way. The cost grows with
    /// pixels x components: a picture of 32 x 24 takes well under a millisecond; hand in no larger one.
    public static func encode(rgb: [UInt8], width: Int, height: Int, components: (x: Int, y: Int)) -> String {
        precondition(width > 0 && height > 0 && rgb.count == width * height * 3, "Three bytes a pixel")
        precondition((1...9).contains(components.x) && (1...9).contains(components.y), "1 to 9 components")
        let waves = Waves(rgb: rgb, width: width, height: height)
        let places = (0..<components.y).flatMap { y in (0..<components.x).map { x in (x, y) } }
        let colours = places.map { waves.colour($0.0, $0.1) }
        let details = colours.dropFirst()
        let largest = details.flatMap { [$0.red, $0.green, $0.blue] }.map(abs).max() ?? 0
        let step = max(0, min(82, Int((largest * 166 - 0.5).rounded(.down))))
        let scale = details.isEmpty ? 1 : Double(step + 1) / 166
        return Base83.text(components.x - 1 + (components.y - 1) * 9, digits: 1)
            + Base83.text(details.isEmpty ? 0 : step, digits: 1)
            + Base83.text(colours[0].packed, digits: 4)
            + details.map { Base83.text($0.steps(of: scale), digits: 2) }.joined()
    }

    /// The average colour in sRGB, what a page shows behind the picture; nil if this is no blurhash.
    public static func averageColor(_ hash: String) -> (r: UInt8, g: UInt8, b: UInt8)? {
        let characters = Array(hash.utf8)
        guard
            characters.count >= 6, Base83.isText(characters), let size = Base83.value(characters[0..<1]),
            characters.count == 4 + 2 * (size % 9 + 1) * (size / 9 + 1),
            let colour = Base83.value(characters[2..<6]), colour < 1 << 24
        else { return nil }
        return (UInt8(colour >> 16), UInt8(colour >> 8 & 255), UInt8(colour & 255))
    }
}

/// A picture in linear light, ready to be compared with cosine waves.
private struct Waves {
    let light: [LinearColour]
    let width: Int
    let height: Int

    init(rgb: [UInt8], width: Int, height: Int) {
        self.width = width
        self.height = height
        light = (0..<width * height).map { pixel in
            LinearColour(
                red: LinearColour.light(rgb[pixel * 3]), green: LinearColour.light(rgb[pixel * 3 + 1]),
                blue: LinearColour.light(rgb[pixel * 3 + 2]))
        }
    }

    /// How much of the wave with `x` half periods across and `y` down is in the picture.
    func colour(_ x: Int, _ y: Int) -> LinearColour {
        let across = (0..<width).map { cos(.pi * Double(x * $0) / Double(width)) }
        let down = (0..<height).map { cos(.pi * Double(y * $0) / Double(height)) }
        var sum = LinearColour(red: 0, green: 0, blue: 0)
        for row in 0..<height {
            for column in 0..<width {
                sum.add(light[row * width + column], times: across[column] * down[row])
            }
        }
        return sum.scaled((x == 0 && y == 0 ? 1 : 2) / Double(width * height))
    }
}

/// Red, green and blue in linear light, 0 to 1 for a colour; a wave's share may be negative.
private struct LinearColour {
    var red: Double
    var green: Double
    var blue: Double

    mutating func add(_ other: LinearColour, times factor: Double) {
        red += other.red * factor
        green += other.green * factor
        blue += other.blue * factor
    }

    func scaled(_ factor: Double) -> LinearColour {
        LinearColour(red: red * factor, green: green * factor, blue: blue * factor)
    }

    /// 24 bits of sRGB.
    var packed: Int { Self.byte(red) << 16 | Self.byte(green) << 8 | Self.byte(blue) }

    /// The three channels as steps 0 to 18 (9 is nothing), one number in base 19.
    func steps(of scale: Double) -> Int {
        [red, green, blue].reduce(0) { number, value in
            let share = value / scale
            let root = share < 0 ? -(-share).squareRoot() : share.squareRoot()
            return number * 19 + max(0, min(18, Int((root * 9 + 9.5).rounded(.down))))
        }
    }

    /// IEC 61966-2-1, both ways.
    static func light(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    static func byte(_ light: Double) -> Int {
        let value = max(0, min(1, light))
        let curved = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
        return Int(curved * 255 + 0.5)
    }
}
