import Markup

/// A moment for people and machines. A script keeps the relative ones true.
struct TimeView {
    let milliseconds: Int64
    let text: String
    var isRelative = true

    var html: HTML {
        """
        <time datetime="\(CivilTime(milliseconds: milliseconds).iso)"\(flag: "data-relative", isRelative)>\
        \(text)</time>
        """
    }
}
