/// What stands around the content of every page: the way to the others, a search, for whom it is.
struct PageFrame {
    let terms: SiteTerms

    func page(_ title: String, _ content: HTML) -> DocumentationPage {
        let html: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · Comanda API</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/docs/docs.css">
            <script type="module" src="/docs/docs.js"></script>
            </head>
            <body>
            <a class="skip" href="#content">To the content</a>
            <header>
            <nav aria-label="Documentation">
            <a href="/docs"><strong>Comanda API</strong></a>
            <a href="/docs/types">Types</a>
            <a href="/docs/errors">Errors</a>
            <a href="/docs/changes">Changes</a>
            \(explorer)
            </nav>
            \(search)
            </header>
            <main id="content" tabindex="-1">
            \(content)</main>
            <footer>
            <p>As seen by <strong id="audience">\(terms.audience)</strong>.</p>
            <form id="token" hidden>
            <label for="bearer">Look with a token</label>
            <input id="bearer" type="password" autocomplete="off" spellcheck="false">
            <button>Look</button> <button type="button" id="forget">Forget it</button>
            </form>
            <p id="trouble" role="alert" hidden></p>
            </footer>
            </body>
            </html>

            """
        return DocumentationPage(.html, html.text)
    }

    private var explorer: HTML {
        guard let address = terms.explorer else { return .empty }
        return "<a href=\"\(address)\">Explorer</a>"
    }

    /// Works without scripts too: the answer is a page.
    private var search: HTML {
        """
        <form id="search" role="search" action="/docs/search">
        <label for="wanted" class="quiet">Search names <kbd>/</kbd></label>
        <input id="wanted" name="q" type="search" maxlength="64" autocomplete="off" spellcheck="false" \
        role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list">
        <ul id="found" role="listbox" aria-label="Names found" hidden></ul>
        </form>
        """
    }
}
