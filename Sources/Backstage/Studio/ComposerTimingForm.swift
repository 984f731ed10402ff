import Foundation
import Markup

/// When the post appears and when it goes, and what it hangs on.
struct ComposerTimingForm {
    let composer: Composer
    let facts: ComposerFacts
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <fieldset class="stack stack--2 timing"><legend class="label">\(visit.say(.composer_when))</legend>\
        <div class="grid grid--190">\(choice("now", .composer_now, .composer_now_hint))\
        \(choice("later", .composer_later, .composer_later_hint))</div>\(moment)</fieldset>
        <div class="grid grid--220">\(expiry)\(video)</div>
        <label class="check"><input type="checkbox" name="comments-off" value="1"\
        \(flag: "checked", composer.hasCommentsOff)><span>\(visit.say(.composer_comments_off))</span></label>
        """
    }

    private func choice(_ value: String, _ title: Word, _ hint: Word) -> HTML {
        """
        <label class="choice"><input type="radio" name="when" value="\(value)"\
        \(flag: "checked", composer.isLater == (value == "later"))><span><b>\(visit.say(title))</b>\
        <small>\(visit.say(hint))</small></span></label>
        """
    }

    // MARK: A later moment

    /// Shown by the style sheet when "later" is chosen.
    private var moment: HTML {
        let usual = usualMoment
        return """
            <div class="grid grid--190 moment">\
            \(input("date", .composer_date, composer.date.isEmpty ? usual.date : composer.date))\
            \(input("time", .composer_time, composer.time.isEmpty ? usual.time : composer.time))\(zones)</div>
            """
    }

    /// Tomorrow evening: a beginning, to be changed.
    private var usualMoment: (date: String, time: String) {
        let tomorrow = CivilTime(milliseconds: visit.now + 86_400_000)
        return ("\(tomorrow.year)-\(two(tomorrow.month))-\(two(tomorrow.day))", "18:00")
    }

    /// What was typed and is no date is shown as it is: a field for dates would show nothing.
    private func input(_ name: String, _ word: Word, _ value: String) -> HTML {
        let isSound =
            DraftSchedule(
                date: name == "date" ? value : "2026-01-01", time: name == "time" ? value : "12:00",
                zone: "UTC"
            ).moment != nil
        return """
            <div class="field"><label for="\(name)">\(visit.say(word))</label>\
            <input class="input" id="\(name)" name="\(name)" type="\(isSound ? name : "text")" \
            value="\(value)"\(problems.attributes(for: name))>\(problems.error(for: name))</div>
            """
    }

    /// A script chooses the browser's zone as long as nobody has chosen one.
    private var zones: HTML {
        let chosen = composer.zone.isEmpty ? facts.lastZone ?? "UTC" : composer.zone
        let isOpen = composer.zone.isEmpty && facts.lastZone == nil
        let known = Self.zoneNames.contains(chosen)
        let options = Self.zoneNames.map { name -> HTML in
            "<option\(flag: "selected", name == chosen)>\(name)</option>"
        }
        let unknown: HTML? = known ? nil : "<option selected>\(chosen)</option>"
        return """
            <div class="field"><label for="zone">\(visit.say(.composer_zone))</label>\
            <select class="input" id="zone" name="zone"\(flag: "data-guess", isOpen)\
            \(problems.attributes(for: "zone"))>\(unknown)\(options)</select>\(problems.error(for: "zone"))\
            </div>
            """
    }

    /// `Europe/Paris` and its like: some four hundred. Zones of another form are old names of these.
    static let zoneNames =
        ["UTC"]
        + TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") && !$0.hasPrefix("Etc/") }.sorted()

    // MARK: What becomes of it

    private var expiry: HTML {
        let spans: [Int64] = [1, 6, 24, 72, 168, 720]
        let choices = spans.map { hours -> HTML in
            """
            <option value="\(hours)"\(flag: "selected", composer.expires == String(hours))>\
            \(visit.say(.composer_after_span, ["span": visit.language.span(hours * 3_600_000)]))</option>
            """
        }
        let isOther = !composer.expires.isEmpty && !spans.contains { String($0) == composer.expires }
        let other: HTML? = isOther ? "<option selected>\(composer.expires)</option>" : nil
        return """
            <div class="field"><label for="expires">\(visit.say(.composer_expires))</label>\
            <select class="input" id="expires" name="expires"\(problems.attributes(for: "expires"))>\
            <option value="">\(visit.say(.composer_never))</option>\(choices)\(other)</select>\
            \(problems.error(for: "expires"))</div>
            """
    }

    private var video: HTML? {
        guard !facts.videos.isEmpty || composer.video != nil else { return nil }
        let choices = facts.videos.map { video -> HTML in
            """
            <option value="\(String(video.id))"\(flag: "selected", composer.video == video.id)>\
            \(video.title)</option>
            """
        }
        return """
            <div class="field"><label for="video">\(visit.say(.composer_video))</label>\
            <select class="input" id="video" name="video"\(problems.attributes(for: "video"))>\
            <option value="">\(visit.say(.composer_no_video))</option>\(choices)</select>\
            \(problems.error(for: "video"))</div>
            """
    }
}
