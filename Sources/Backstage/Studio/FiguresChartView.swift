import Markup

/// One measure of a post over the last days: bars for the eye, the same as a table for everybody else.
struct FiguresChart {
    let days: [PostDay]
    let measure: Measure
    let visit: Visit

    /// Of the drawing; the style sheet stretches it.
    private static let slot: Int64 = 20
    private static let bar: Int64 = 14
    private static let height: Int64 = 140

    private var numbers: [Int64] { days.map { $0[measure] } }
    private var most: Int64 { max(1, numbers.max() ?? 0) }
    private var least: Int64 { min(0, numbers.min() ?? 0) }
    private var width: Int64 { Int64(days.count) * Self.slot }

    var html: HTML {
        """
        <figure class="card chart"><figcaption class="row row--split"><b>\(title)</b>\
        <span class="small muted">\(visit.say(.figures_sum, ["n": visit.language.number(sum)]))</span>\
        </figcaption>
        <svg class="chart__bars" viewBox="0 0 \(width) \(Self.height)" preserveAspectRatio="none" role="img" \
        aria-label="\(title)">\(line)\(days.enumerated().map(bar))</svg>
        <p class="row row--split chart__axis"><span>\(days.first.map(date))</span>\
        <span>\(days.last.map(date))</span></p>
        \(table)</figure>
        """
    }

    private var title: String {
        visit.say(.figures_over_time, ["measure": visit.say(measure.word)], count: Int64(days.count))
    }

    private var sum: Int64 { numbers.reduce(0, +) }

    private func date(_ day: PostDay) -> String { visit.language.date(day.milliseconds, now: visit.now) }

    /// From the top: how far down this number stands. The greatest at the top, the least at the foot.
    private func depth(_ number: Int64) -> Int64 { (most - number) * Self.height / (most - least) }

    private var line: HTML {
        """
        <rect class="chart__line" x="0" y="\(min(depth(0), Self.height - 1))" width="\(width)" height="1"/>
        """
    }

    private func bar(_ index: Int, _ day: PostDay) -> HTML {
        let number = day[measure]
        let (top, foot) = (depth(max(number, 0)), depth(min(number, 0)))
        // One like among thousands is still seen.
        let tall = number == 0 ? 0 : max(3, foot - top)
        let x = Int64(index) * Self.slot + (Self.slot - Self.bar) / 2
        let y = number < 0 ? top : foot - tall
        return """
            <g class="chart__bar"\(flag: "data-today", index == days.count - 1)>\
            <title>\(date(day)): \(visit.language.number(number))</title>\
            <rect class="chart__day" x="\(Int64(index) * Self.slot)" y="0" width="\(Self.slot)" \
            height="\(Self.height)"/><rect x="\(x)" y="\(y)" width="\(Self.bar)" height="\(tall)"/></g>
            """
    }

    private var table: HTML {
        let rows = days.reversed().map { day -> HTML in
            """
            <tr><th scope="row">\(date(day))</th><td>\(visit.language.number(day[measure]))</td></tr>
            """
        }
        return """
            <details class="chart__table"><summary>\(Icon.down.html) \(visit.say(.figures_table))</summary>\
            <table><caption class="vh">\(title)</caption><thead><tr>\
            <th scope="col">\(visit.say(.figures_day))</th>\
            <th scope="col">\(visit.say(measure.word))</th></tr></thead><tbody>\(rows)</tbody></table>\
            </details>
            """
    }
}
