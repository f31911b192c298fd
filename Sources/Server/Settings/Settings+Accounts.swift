import Accounts

extension Settings.Auth {
    /// Whose access tokens these are and how long they hold.
    var tokenTerms: AccessTokens.Terms {
        var terms = AccessTokens.Terms()
        terms.issuer = issuer
        terms.audience = audience
        terms.lifetime = accessLifetime
        terms.skew = skew
        terms.cachedTokens = cachedTokens
        return terms
    }

    /// How long sessions last and how often one may guess.
    var accountTerms: AccountTerms {
        var terms = AccountTerms()
        terms.refreshLifetime = refreshLifetime
        terms.familyLifetime = familyLifetime
        terms.reuseGrace = reuseGrace
        terms.resetLifetime = resetLifetime
        terms.account = GuessRule(
            span: accountSpan, guessesMax: accountGuesses, guessesFree: accountFreeGuesses,
            delayMax: accountDelay)
        terms.address = GuessRule(
            span: addressSpan, guessesMax: addressGuesses, guessesFree: addressGuesses,
            delayMax: addressSpan)
        terms.message.guessesMax = messagesPerHour
        terms.message.guessesFree = messagesPerHour
        return terms
    }
}
