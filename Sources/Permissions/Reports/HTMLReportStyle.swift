/// How the page of the matrix looks, and its search.
enum HTMLReportStyle {
    static let css = """
        :root { color-scheme: light dark; --line: #d9dce3; --ink: #1c2230; --page: #fbfbfd; --head: #f0f2f7;
          --soft: #667085; --full: #17683f; --full-bg: #e3f5ea; --partial: #175a8f; --partial-bg: #e2f0fb;
          --masked: #7a4d00; --masked-bg: #fdf1d7; --null: #5d4a94; --null-bg: #efebfa; --error: #a3271c;
          --error-bg: #fde8e6; }
        @media (prefers-color-scheme: dark) { :root { --line: #333a48; --ink: #e6e9f0; --page: #14171e;
          --head: #1d222c; --soft: #98a2b3; --full: #8fdcb0; --full-bg: #16351f; --partial: #94cdf7;
          --partial-bg: #142f45; --masked: #f0c675; --masked-bg: #3a2c0c; --null: #c6b8f0; --null-bg: #2a2343;
          --error: #f5a59d; --error-bg: #431a16; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 2rem 6rem; max-width: 90rem; background: var(--page);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.7rem; }
        h2 { margin: 2.5rem 0 .2rem; font-size: 1.15rem; }
        p { margin: .3rem 0 .8rem; color: var(--soft); }
        nav { display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
        a { color: var(--partial); text-decoration: none; }
        a:hover { text-decoration: underline; }
        small { display: block; font-size: .72rem; line-height: 1.3; font-weight: 400; color: inherit;
          opacity: .85; }
        .legend { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; padding: 0; list-style: none; }
        .legend span { display: inline-block; width: 1.7rem; border-radius: .3rem; text-align: center; }
        input { padding: .4rem .7rem; width: 22rem; max-width: 100%; border: 1px solid var(--line);
          border-radius: .5rem; background: var(--page); color: inherit; font: inherit; }
        .table { overflow: auto; max-height: 85vh; border: 1px solid var(--line); border-radius: .6rem; }
        table { border-collapse: separate; border-spacing: 0; width: 100%; }
        th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: center;
          vertical-align: middle; }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { position: sticky; top: 0; z-index: 2; background: var(--head); font-size: .72rem;
          letter-spacing: .02em; }
        tbody th { position: sticky; left: 0; z-index: 1; background: var(--page); text-align: left;
          font-weight: 500; white-space: nowrap; }
        tbody tr:hover th { background: var(--head); }
        .rows td, .rows th { font-style: italic; font-size: .8rem; color: var(--soft); }
        .full { color: var(--full); background: var(--full-bg); }
        .partial { color: var(--partial); background: var(--partial-bg); }
        .masked { color: var(--masked); background: var(--masked-bg); }
        .null { color: var(--null); background: var(--null-bg); }
        .error { color: var(--error); background: var(--error-bg); }
        .hidden { color: var(--soft); }
        dl > div { display: grid; grid-template-columns: 14rem 1fr; gap: 1rem; padding: .45rem 0;
          border-bottom: 1px solid var(--line); }
        dt { font-weight: 600; }
        dd { display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; }
        .chip { padding: .05rem .5rem; border-radius: .4rem; font-size: .85rem; }
        [hidden] { display: none !important; }
        @media print { .table { max-height: none; } nav, input { display: none; } }
        """

    static let script = """
        const find = document.getElementById('find');
        find.addEventListener('input', () => {
          const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
          for (const section of document.querySelectorAll('section')) {
            let shown = 0;
            for (const entry of section.querySelectorAll('[data-name]')) {
              entry.hidden = !words.every(word => entry.dataset.name.includes(word));
              if (!entry.hidden) shown += 1;
            }
            section.hidden = shown === 0;
          }
        });
        """
}
