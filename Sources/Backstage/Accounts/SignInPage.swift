import HTTPTypes
import Hummingbird
import Markup

/// Where somebody comes back. Also stands in for a form that was sent without a session, and keeps it.
struct SignInPage {
    var email = ""
    var problems: [Problem] = []
    var then: Link? = nil
    var kept: KeptForm? = nil
    var faces: [Face] = []
    let visit: Visit

    /// The answer to a form that needs somebody signed in: the form is kept, and goes on after the sign-in.
    static func reply(_ visit: Visit, keeping form: Form, action: String) -> Response {
        let page = SignInPage(kept: KeptForm(form, action: action), visit: visit)
        var response = visit.show(page.frame, in: .empty, status: 401)
        // RFC 9110, 15.5.2 asks for a challenge; browsers do not know this one and show the page.
        response.headers[.wwwAuthenticate] = "Cookie realm=\"Backstage\""
        return response
    }

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.nav_sign_in), hasExtraStyles: true, isBare: true,
            content: WelcomeStage(faces: faces, form: form, visit: visit).html)
    }

    private var shown: FormProblems { FormProblems(problems, visit) }

    /// Multipart, so that a long text is not blown up by percent-encoding on its way through.
    private var form: HTML {
        """
        <form class="stack split__fields" method="post" action="\(url: Link.signIn.path)" \
        enctype="multipart/form-data" novalidate>
        <div class="stack stack--1"><h1>\(visit.say(.nav_sign_in))</h1>
        <p class="muted">\(visit.say(.account_have_none)) \
        <a href="\(url: Link.signUp.then(then).path)">\(visit.say(.nav_sign_up))</a></p></div>
        \(keptNote)\(shown.summary)\(ThenField(then: then).html)\(kept?.carried)
        \(emailField)\(passwordField)
        <button class="btn btn--primary btn--block">\(visit.say(.nav_sign_in))</button></form>
        """
    }

    private var keptNote: HTML? {
        guard let kept else { return nil }
        let word: Word = kept.written.isEmpty ? .account_sign_in_first : .account_sign_in_kept
        return """
            <p class="flash" role="status">\(Icon.lock.html)<span>\(visit.say(word))</span></p>\
            \(KeptFiles(count: kept.fileCount, visit: visit).html)
            """
    }

    private var emailField: HTML {
        TextField(
            name: "email", label: visit.say(.account_email), value: email, type: "email",
            autocomplete: "username", isRequired: true, problems: shown
        ).html
    }

    private var passwordField: HTML {
        TextField(
            name: "password", label: visit.say(.account_password), type: "password",
            autocomplete: "current-password", isRequired: true, problems: shown
        ).html
    }
}
