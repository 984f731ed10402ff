import Hummingbird
import Markup

/// All that a suspended account sees, wherever it goes: why, and where the decision and the appeal are.
struct SuspensionPage {
    let visit: Visit

    var answer: Response {
        let frame = PageFrame(
            title: visit.say(.standing_suspended), width: .reading, isBare: true, content: content)
        return visit.show(frame, in: .empty, status: 403)
    }

    private var content: HTML {
        """
        <main class="main main--read" id="main"><section class="card empty">\(Icon.lock.html)\
        <h1>\(visit.say(.standing_suspended))</h1>
        <p>\(visit.say(.standing_suspended_text))</p>\(why)
        <div class="row"><a class="btn btn--primary" href="\(url: Link.decisions.path)">\
        \(visit.say(.standing_see))</a>
        <form method="post" action="\(url: Link.signOut.path)"><button class="btn">\
        \(visit.say(.standing_sign_out))</button></form></div></section></main>
        """
    }

    private var why: HTML? {
        guard let why = visit.member?.account.sanctionWhy, !why.isEmpty else { return nil }
        return "<p class=\"post__text\" dir=\"auto\">\(why)</p>"
    }
}
