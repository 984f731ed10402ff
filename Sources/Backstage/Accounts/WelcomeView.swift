import Markup

/// The two halves of a page for somebody who is not signed in: a stage that says what this is, and a form
/// (`design/signup.html`).
struct WelcomeStage {
    /// Channels to see there: the largest, at most five.
    var faces: [Face] = []
    let form: HTML
    let visit: Visit

    static let facesShown = 5

    var html: HTML {
        """
        <main class="split" id="main"><div class="stage"><div class="split__welcome">\
        <a class="brand" href="\(url: Link.home.path)">\(Layout.logo)<span>Backstage</span></a>\
        <p class="split__slogan">\(visit.say(.account_slogan))</p>\
        <p class="lead only-l">\(visit.say(.account_slogan_text))</p>\(mirrors)</div></div>
        <div class="split__form">\(form)</div></main>
        """
    }

    private var mirrors: HTML? {
        guard !faces.isEmpty else { return nil }
        let mirrors = faces.map { face -> HTML in
            "<span class=\"mirror mirror--lit\">\(Avatar(face: face, size: .l).image)</span>"
        }
        return "<div class=\"row row--1 only-l\">\(mirrors)</div>"
    }
}
