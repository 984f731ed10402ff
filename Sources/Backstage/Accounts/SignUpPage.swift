import Markup

/// Where somebody makes an account and its first channel (`design/signup.html`).
struct SignUpPage {
    /// What the form is for: everybody's, or the first administrator's, whose address is its key.
    enum Kind: Sendable {
        case member
        case firstAdmin(key: String)
    }

    var kind = Kind.member
    var typed = SignUpDraft(email: "", password: "", handle: "", name: "")
    var problems: [Problem] = []
    var then: Link? = nil
    var faces: [Face] = []
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: title, hasExtraStyles: true, isBare: true, canonical: isAdmin ? nil : Link.signUp,
            content: WelcomeStage(faces: faces, form: form, visit: visit).html)
    }

    private var isAdmin: Bool { if case .firstAdmin = kind { true } else { false } }
    private var title: String { visit.say(isAdmin ? .account_first_admin : .account_sign_up) }
    private var action: Link {
        switch kind {
        case .member: .signUp
        case .firstAdmin(let key): .firstAdmin(key)
        }
    }
    private var shown: FormProblems { FormProblems(problems, visit) }

    /// `novalidate`: our own sentences, in the reader's language, rather than the browser's.
    private var form: HTML {
        """
        <form class="stack split__fields" method="post" action="\(url: action.path)" novalidate>
        <div class="stack stack--1"><h1>\(title)</h1>\(lead)</div>
        \(shown.summary)\(ThenField(then: then).html)
        \(nameField)\(handleField)\(emailField)\(passwordField)
        <button class="btn btn--primary btn--block">\(visit.say(.account_sign_up_do))</button>
        </form>
        """
    }

    private var lead: HTML {
        guard !isAdmin else { return "<p class=\"muted\">\(visit.say(.account_first_admin_text))</p>" }
        return """
            <p class="muted">\(visit.say(.account_have_one)) \
            <a href="\(url: Link.signIn.then(then).path)">\(visit.say(.nav_sign_in))</a></p>
            """
    }

    private var nameField: HTML {
        TextField(
            name: "name", label: visit.say(.account_name), value: typed.identity.name, autocomplete: "name",
            hint: visit.say(.account_name_hint), isRequired: true, problems: shown
        ).html
    }

    private var handleField: HTML {
        TextField(
            name: "handle", label: visit.say(.account_handle), value: typed.identity.handle,
            autocomplete: "username", hint: visit.say(.account_handle_hint), isRequired: true, problems: shown
        ).html
    }

    private var emailField: HTML {
        TextField(
            name: "email", label: visit.say(.account_email), value: typed.email, type: "email",
            autocomplete: "email", isRequired: true, problems: shown
        ).html
    }

    private var passwordField: HTML {
        TextField(
            name: "password", label: visit.say(.account_password), type: "password",
            autocomplete: "new-password",
            hint: visit.say(.account_password_hint), isRequired: true, problems: shown
        ).html
    }
}

/// Where the visitor wanted to go, carried through the form.
struct ThenField {
    let then: Link?

    var html: HTML? {
        then.map { "<input type=\"hidden\" name=\"then\" value=\"\($0.path)\">" as HTML }
    }
}

extension Link {
    /// The same page, which leads on to another when it is done.
    func then(_ link: Link?) -> Link {
        guard let link else { return self }
        return with("then", percentEncoded(link.path))
    }
}
