import Database
import HTTPTypes
import Hummingbird

extension App {
    func accountRoutes(_ routes: inout RouteTable) {
        routes.get("/sign-up") { try await self.signUpPage($0) }
        routes.post("/sign-up") { try await self.sendSignUp($0) }
        routes.get("/sign-in") { try await self.signInPage($0) }
        routes.post("/sign-in") { try await self.sendSignIn($0) }
        routes.post("/sign-out") { try await self.signOut($0) }
        routes.get("/admin/first/:key") { try await self.firstAdminPage($0) }
        routes.post("/admin/first/:key") { try await self.sendFirstAdmin($0) }
        settingsRoutes(&routes)
    }

    // MARK: Signing up

    private func signUpPage(_ visit: Visit) async throws -> Response {
        let then = Link.own(visit.query("then"))
        guard visit.member == nil else { return visit.redirect(to: then ?? .home) }
        let faces = try await database.read { try $0.largestChannels(WelcomeStage.facesShown) }
        return visit.show(SignUpPage(then: then, faces: faces, visit: visit).frame, in: .empty)
    }

    private func sendSignUp(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let draft = SignUpDraft(form)
        let then = Link.own(form["then"])
        do {
            let new = try await signUp(draft, device: visit.device)
            return entering(visit, to: then ?? .home, with: new)
        } catch let refused as Refused {
            let faces = try await database.read { try $0.largestChannels(WelcomeStage.facesShown) }
            let page = SignUpPage(
                typed: draft, problems: refused.problems, then: then, faces: faces, visit: visit)
            return visit.show(page.frame, in: .empty, status: refused.status)
        }
    }

    // MARK: The first administrator

    private func firstAdminPage(_ visit: Visit) async throws -> Response {
        let key = try await firstAdminKey(visit)
        return visit.show(SignUpPage(kind: .firstAdmin(key: key), visit: visit).frame, in: .empty)
    }

    private func sendFirstAdmin(_ visit: Visit) async throws -> Response {
        let key = try await firstAdminKey(visit)
        let draft = SignUpDraft(try await visit.form())
        do {
            let new = try await signUp(draft, device: visit.device, firstAdmin: firstAdminDigest(key))
            return entering(visit, to: .adminRollout, with: new)
        } catch let refused as Refused {
            let page = SignUpPage(
                kind: .firstAdmin(key: key), typed: draft, problems: refused.problems, visit: visit)
            return visit.show(page.frame, in: .empty, status: refused.status)
        }
    }

    /// The key of the address, while it is good: once an administrator is there, the address does not exist.
    private func firstAdminKey(_ visit: Visit) async throws -> String {
        guard let key = visit.parameters.get("key") else { throw Missing() }
        let digest = firstAdminDigest(key)
        guard try await database.read({ try $0.isFirstAdminKey(digest) }) else { throw Missing() }
        return key
    }

    private func entering(_ visit: Visit, to link: Link, with new: NewMember) -> Response {
        let response = visit.redirect(to: link)
        return new.key.map { visit.signing(response, in: $0) } ?? response
    }

    // MARK: Signing in and out

    private func signInPage(_ visit: Visit) async throws -> Response {
        let then = Link.own(visit.query("then"))
        guard visit.member == nil else { return visit.redirect(to: then ?? .home) }
        let faces = try await database.read { try $0.largestChannels(WelcomeStage.facesShown) }
        return visit.show(SignInPage(then: then, faces: faces, visit: visit).frame, in: .empty)
    }

    private func sendSignIn(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: KeptForm.formBytes)
        let kept = KeptForm(carriedBy: form)
        let then = Link.own(form["then"])
        do {
            let key = try await signIn(
                email: form.line("email"), password: form["password"] ?? "", address: visit.address,
                device: visit.device)
            guard let kept else { return visit.signing(visit.redirect(to: then ?? .home), in: key) }
            let page = WelcomeBackPage(kept: kept, visit: visit)
            return visit.signing(visit.show(page.frame, in: .empty), in: key)
        } catch let refused as Refused {
            let page = SignInPage(
                email: form.line("email"), problems: refused.problems, then: then, kept: kept, visit: visit)
            var response = visit.show(page.frame, in: .empty, status: refused.status)
            if refused.status == 429 {
                response.headers[.retryAfter] = String(Limits.signInFailureMinutes * 60)
            }
            return response
        }
    }

    /// Ends this session. Without one there is nothing to end, and the cookie goes all the same.
    private func signOut(_ visit: Visit) async throws -> Response {
        if let member = visit.member {
            _ = try await database.write { try $0.endSession(member.session, of: member.account.id) }
        }
        return visit.signingOut(visit.redirect(to: .home))
    }
}
